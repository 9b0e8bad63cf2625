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

/** The examples row by row, their terms by their place among all that occur in them. */
interface TrainingRows {
  rows: { truth: 0 | 1; share: number; start: number; end: number }[];
  /** From a row's start to its end: the terms, and their weights in it. */
  at: Int32Array;
  values: Float64Array;
  /** The terms that occur, by their places in the vocabulary. */
  places: Int32Array;
}

/**
 * Logistic regression of the examples for against the examples against, both sides with the same weight in all. By a
 * fixed number of steps of gradient descent, so that the same examples always give the same numbers.
 */
export function learn(liked: readonly Example[], against: readonly Example[]): Scorer {
  const training = trainingRows(liked, against);
  const { weights, bias } = descend(training);
  const { places } = training;
  const all = new Float64Array(vocabularyOf([...liked, ...against]));
  for (let i = 0; i < places.length; i++) all[places[i] ?? 0] = weights[i] ?? 0;
  return { weights: all, bias };
}

/** How many places of the vocabulary some examples need. */
const vocabularyOf = (examples: readonly Example[]): number =>
  examples.reduce((most, { vector: { terms } }) => Math.max(most, (terms.at(-1) ?? -1) + 1), 0);

function trainingRows(liked: readonly Example[], against: readonly Example[]): TrainingRows {
  const examples = [...liked, ...against];
  const size = examples.reduce((sum, { vector }) => sum + vector.terms.length, 0);
  const [at, values, places] = [new Int32Array(size), new Float64Array(size), new Int32Array(size)];
  /** By the place in the vocabulary: one more than the place among the terms that occur, 0 for a term not met yet. */
  const met = new Int32Array(vocabularyOf(examples));
  let [filled, occurring] = [0, 0];
  const add = (truth: 0 | 1, share: number, { terms, weights }: TermVector) => {
    const start = filled;
    values.set(weights, start);
    for (let i = 0; i < terms.length; i++) {
      const term = terms[i] ?? 0;
      if (met[term] === 0) {
        places[occurring++] = term;
        met[term] = occurring;
      }
      at[filled++] = (met[term] ?? 0) - 1;
    }
    return { truth, share, start, end: filled };
  };
  const side = (truth: 0 | 1, of: readonly Example[]) => {
    const all = of.reduce((sum, { weight }) => sum + weight, 0);
    return of.map(({ vector, weight }) => add(truth, weight / all, vector));
  };
  const rows = [...side(1, liked), ...side(0, against)];
  return { rows, at, values, places: places.subarray(0, occurring) };
}

function descend({ rows, at, values, places: { length: size } }: TrainingRows): Scorer {
  const weights = new Float64Array(size);
  const speed = new Float64Array(size);
  const slope = new Float64Array(size);
  const [pull, step] = [1 / cost, 1 / (0.5 + 1 / cost)];
  let [bias, biasSpeed] = [0, 0];
  for (let round = 0; round < steps; round++) {
    for (let i = 0; i < size; i++) slope[i] = (weights[i] ?? 0) * pull;
    let biasSlope = 0;
    for (const { truth, share, start, end } of rows) {
      let sum = 0;
      for (let i = start; i < end; i++) sum += (weights[at[i] ?? 0] ?? 0) * (values[i] ?? 0);
      const error = (1 / (1 + Math.exp(-sum - bias)) - truth) * share;
      biasSlope += error;
      for (let i = start; i < end; i++) slope[at[i] ?? 0] = (slope[at[i] ?? 0] ?? 0) + error * (values[i] ?? 0);
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

/** How well a paper fits: above zero it is more like the examples for than those against. */
export function fit({ weights, bias }: Scorer, { terms, weights: values }: TermVector): number {
  let sum = 0;
  // A term that no example has lies behind the weights; to read there is slow.
  for (let i = 0; i < terms.length && (terms[i] ?? 0) < weights.length; i++)
    sum += (weights[terms[i] ?? 0] ?? 0) * (values[i] ?? 0);
  return bias + sum;
}
