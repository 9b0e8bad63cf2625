import type { TermVector } from "./vector.ts";

/** A paper to learn from, and how much it counts. */
export interface Example {
  vector: TermVector;
  weight: number;
}

/** How much each term, by its place in the vocabulary, speaks for a paper (below zero: against it). */
export interface Scorer {
  weights: Float64Array;
  bias: number;
}

const steps = 20;
const momentum = 0.9;
/** How much a wrong example costs against a large weight. */
const cost = 100;

/** An example as training reads it: its terms by their place among all that occur. */
interface TrainingRow {
  truth: 0 | 1;
  share: number;
  at: Int32Array;
  values: Float64Array;
}

/**
 * Logistic regression of the examples for against the examples against, both sides with the same weight in all. By a
 * fixed number of steps of gradient descent, so that the same examples always give the same numbers.
 */
export function learn(liked: readonly Example[], against: readonly Example[]): Scorer {
  const { rows, places } = trainingRows(liked, against);
  const { weights, bias } = descend(rows, places.length);
  const all = new Float64Array((places.at(-1) ?? -1) + 1);
  for (let i = 0; i < places.length; i++) all[places[i] ?? 0] = weights[i] ?? 0;
  return { weights: all, bias };
}

/** The examples as rows over only the terms that occur in them, whose places in the vocabulary are `places`, ascending. */
function trainingRows(
  liked: readonly Example[],
  against: readonly Example[],
): { rows: TrainingRow[]; places: Int32Array } {
  const last = [...liked, ...against].reduce((most, { vector: { terms } }) => Math.max(most, terms.at(-1) ?? 0), 0);
  const index = new Int32Array(last + 1);
  for (const { vector } of [...liked, ...against]) for (const term of vector.terms) index[term] = 1;
  const places = Int32Array.from(index.keys()).filter((place) => index[place] === 1);
  for (let i = 0; i < places.length; i++) index[places[i] ?? 0] = i;
  const side = (examples: readonly Example[], truth: 0 | 1): TrainingRow[] => {
    const all = examples.reduce((sum, { weight }) => sum + weight, 0);
    return examples.map(({ vector: { terms, weights }, weight }) => ({
      truth,
      share: weight / all,
      at: terms.map((term) => index[term] ?? 0),
      values: weights,
    }));
  };
  return { rows: [...side(liked, 1), ...side(against, 0)], places };
}

function descend(rows: readonly TrainingRow[], size: number): Scorer {
  const weights = new Float64Array(size);
  const speed = new Float64Array(size);
  const slope = new Float64Array(size);
  const [pull, step] = [1 / cost, 1 / (0.5 + 1 / cost)];
  let [bias, biasSpeed] = [0, 0];
  for (let round = 0; round < steps; round++) {
    for (let i = 0; i < size; i++) slope[i] = (weights[i] ?? 0) * pull;
    let biasSlope = 0;
    for (const { truth, share, at, values } of rows) {
      const error = (1 / (1 + Math.exp(-weightedSum(weights, at, values) - bias)) - truth) * share;
      biasSlope += error;
      for (let i = 0; i < at.length; i++) slope[at[i] ?? 0] = (slope[at[i] ?? 0] ?? 0) + error * (values[i] ?? 0);
    }
    for (let i = 0; i < size; i++) {
      speed[i] = momentum * (speed[i] ?? 0) - step * (slope[i] ?? 0);
      weights[i] = (weights[i] ?? 0) + (speed[i] ?? 0);
    }
    biasSpeed = momentum * biasSpeed - step * biasSlope;
    bias += biasSpeed;
  }
  return { weights, bias };
}

function weightedSum(weights: Float64Array, at: Int32Array, values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += (weights[at[i] ?? 0] ?? 0) * (values[i] ?? 0);
  return sum;
}

/** How well a paper fits: above zero it is more like the examples for than those against. */
export const fit = ({ weights, bias }: Scorer, { terms, weights: values }: TermVector): number =>
  bias + weightedSum(weights, terms, values);
