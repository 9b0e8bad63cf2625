import type { Paper } from "../papers/paper.ts";
import { titleWeight } from "../search/match.ts";
import { type PaperText, readTerms } from "../search/paper-terms.ts";
import { hashTerm, type Idf } from "../search/term-hash.ts";
import { stopWords, termOf } from "../search/terms.ts";

/** A paper's text as taste reads it: hashed terms, ascending, with TF-IDF weights; of length 1. Authors are no part of it. */
export interface TermVector {
  terms: Int32Array;
  weights: Float64Array;
}

const skippedTerms = new Set([...stopWords].map((word) => hashTerm(termOf(word))));

/** The term vector of a paper, with the inverse document frequencies of the library. */
export function termVector(text: PaperText, idf: Idf): TermVector {
  const { title, body } = readTerms(text, null);
  const counts = new Map<number, number>();
  for (const term of title) counts.set(term, (counts.get(term) ?? 0) + titleWeight);
  for (const term of body) counts.set(term, (counts.get(term) ?? 0) + 1);
  const terms = Int32Array.from([...counts.keys()].filter((term) => !skippedTerms.has(term))).sort();
  const weights = Float64Array.from(terms, (term) => (1 + Math.log(counts.get(term) ?? 1)) * Math.max(0, idf(term)));
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  return { terms, weights: length > 0 ? weights.map((weight) => weight / length) : weights };
}

/** How alike two papers are: 0 to 1; each term may count by a factor. */
export function cosine(a: TermVector, b: TermVector, factor: (term: number) => number = () => 1): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length;) {
    const [left = 0, right = 0] = [a.terms[i], b.terms[j]];
    if (left === right) sum += (a.weights[i] ?? 0) * (b.weights[j] ?? 0) * factor(left);
    if (left <= right) i++;
    if (left >= right) j++;
  }
  return sum;
}

/** Reads a paper into its term vector. */
export type VectorReader = (paper: Pick<Paper, "id" | "title" | "abstract" | "keywords">) => TermVector;

/** Reads papers into term vectors with these document frequencies, each paper once. */
export function createVectorReader(idf: Idf): VectorReader {
  const read = new Map<string, TermVector>();
  return ({ id, title, abstract, keywords }) => {
    const known = read.get(id);
    if (known) return known;
    const body = [abstract, ...keywords].join(" ; ");
    const vector = termVector({ id: 0, title, body, authors: [] }, idf);
    read.set(id, vector);
    return vector;
  };
}
