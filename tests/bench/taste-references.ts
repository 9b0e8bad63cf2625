import { cosine, type TermVector } from "../../src/core/taste/vector.ts";

/** Scores papers after liked and other papers. */
export type Reference = (liked: readonly TermVector[], others: readonly TermVector[]) => (paper: TermVector) => number;

/** Rocchio without negatives: how alike a paper is to the liked ones on average. */
export const centroid: Reference = (liked) => (paper) => liked.reduce((sum, one) => sum + cosine(one, paper), 0);

const steps = 40;
/** How much a wrong example costs against a large weight, as scikit-learn's `C`. */
const cost = 10;

/** Logistic regression with both classes balanced, as scikit-learn describes it, by plain gradient descent: not the program's own. */
export const logisticRegression: Reference = (liked, others) => {
  const all = liked.length + others.length;
  const row = (truth: 0 | 1, of: number) => (vector: TermVector) => ({ vector, truth, share: (cost * all) / (2 * of) });
  const rows = [...liked.map(row(1, liked.length)), ...others.map(row(0, others.length))];
  const weights = new Float64Array(rows.reduce((most, { vector }) => Math.max(most, vector.terms.at(-1) ?? 0), 0) + 1);
  const step = 4 / (0.25 * cost * all + 1);
  let bias = 0;
  const score = ({ terms, weights: values }: TermVector): number =>
    terms.reduce((sum, term, i) => sum + (weights[term] ?? 0) * (values[i] ?? 0), bias);
  for (let round = 0; round < steps; round++) {
    const slope = weights.slice();
    let biasSlope = 0;
    for (const { vector, truth, share } of rows) {
      const error = share * (1 / (1 + Math.exp(-score(vector))) - truth);
      biasSlope += error;
      vector.terms.forEach((term, i) => (slope[term] = (slope[term] ?? 0) + error * (vector.weights[i] ?? 0)));
    }
    slope.forEach((value, term) => (weights[term] = (weights[term] ?? 0) - step * value));
    bias -= step * biasSlope;
  }
  return score;
};
