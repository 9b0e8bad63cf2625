import type { TermVector } from "./vector.ts";

/** A paper to learn from, and how much it counts. */
export interface Example {
  vector: TermVector;
  weight: number;
}

/** How much each hashed term speaks for a paper (below zero: against it). */
export interface Scorer {
  weights: ReadonlyMap<number, number>;
  bias: number;
}

const steps = 20;
const momentum = 0.9;
/** How much a wrong example costs against a large weight. */
const cost = 100;

/**
 * Logistic regression of the examples for against the examples against, both sides with the same weight in all. By a
 * fixed number of steps of gradient descent, so that the same examples always give the same numbers.
 */
export function learn(liked: readonly Example[], against: readonly TermVector[]): Scorer {
  const places = new Map<number, number>();
  const placesOf = ({ terms }: TermVector) =>
    Uint32Array.from(terms, (term) => {
      const place = places.get(term) ?? places.size;
      places.set(term, place);
      return place;
    });
  const all = liked.reduce((sum, { weight }) => sum + weight, 0);
  const rows = [
    ...liked.map(({ vector, weight }) => ({ truth: 1, share: weight / all, vector })),
    ...against.map((vector) => ({ truth: 0, share: 1 / against.length, vector })),
  ].map(({ truth, share, vector }) => ({ truth, share, at: placesOf(vector), values: vector.weights }));
  const weights = new Float64Array(places.size);
  const speed = new Float64Array(places.size);
  const slope = new Float64Array(places.size);
  const [pull, step] = [1 / cost, 1 / (0.5 + 1 / cost)];
  let [bias, biasSpeed] = [0, 0];
  for (let round = 0; round < steps; round++) {
    for (let i = 0; i < weights.length; i++) slope[i] = (weights[i] ?? 0) * pull;
    let biasSlope = 0;
    for (const { truth, share, at, values } of rows) {
      const error = (1 / (1 + Math.exp(-weightedSum(weights, at, values) - bias)) - truth) * share;
      biasSlope += error;
      for (let i = 0; i < at.length; i++) slope[at[i] ?? 0] = (slope[at[i] ?? 0] ?? 0) + error * (values[i] ?? 0);
    }
    for (let i = 0; i < weights.length; i++) {
      speed[i] = momentum * (speed[i] ?? 0) - step * (slope[i] ?? 0);
      weights[i] = (weights[i] ?? 0) + (speed[i] ?? 0);
    }
    biasSpeed = momentum * biasSpeed - step * biasSlope;
    bias += biasSpeed;
  }
  return { weights: new Map([...places].map(([term, place]) => [term, weights[place] ?? 0])), bias };
}

function weightedSum(weights: Float64Array, at: Uint32Array, values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += (weights[at[i] ?? 0] ?? 0) * (values[i] ?? 0);
  return sum;
}

/** How well a paper fits: above zero it is more like the examples for than those against. */
export function fit({ weights, bias }: Scorer, { terms, weights: values }: TermVector): number {
  let sum = bias;
  for (let i = 0; i < terms.length; i++) sum += (weights.get(terms[i] ?? 0) ?? 0) * (values[i] ?? 0);
  return sum;
}
