import type { Paper } from "../papers/paper.ts";
import { titleWeight } from "../search/match.ts";
import { readTerms } from "../search/paper-terms.ts";
import { hashTerm, type Idf } from "../search/term-hash.ts";
import { stopWords, termOf } from "../search/terms.ts";

/** A paper's title and abstract as taste reads them: terms by their place in a vocabulary, ascending, with TF-IDF weights; of length 1. Authors are no part of it. */
export interface TermVector {
  terms: Int32Array;
  weights: Float64Array;
}

/** Reads papers into term vectors; vectors of one reader share its vocabulary and are comparable. */
export interface VectorReader {
  read(paper: Pick<Paper, "id" | "title" | "abstract">): TermVector;
  /** The hash of the term at a place of the vocabulary. */
  hashAt(place: number): number;
}

const skippedTerms = new Set([...stopWords].map((word) => hashTerm(termOf(word))));

/** A reader with these document frequencies that reads each paper once. */
export function createVectorReader(idf: Idf): VectorReader {
  const vectors = new Map<string, TermVector>();
  const places = new Map<number, number>();
  const hashes: number[] = [];
  const placeOf = (hash: number): number => {
    const known = places.get(hash);
    if (known !== undefined) return known;
    places.set(hash, hashes.length);
    return hashes.push(hash) - 1;
  };
  return {
    read({ id, title, abstract }) {
      const known = vectors.get(id);
      if (known) return known;
      const vector = weighted(termCounts(title, abstract), idf, placeOf);
      vectors.set(id, vector);
      return vector;
    },
    hashAt: (place) => hashes[place] ?? 0,
  };
}

function termCounts(title: string, abstract: string): Map<number, number> {
  const terms = readTerms({ id: 0, title, body: abstract, authors: [] }, null);
  const counts = new Map<number, number>();
  const count = (read: Int32Array, weight: number) => {
    for (const term of read) if (!skippedTerms.has(term)) counts.set(term, (counts.get(term) ?? 0) + weight);
  };
  count(terms.title, titleWeight);
  count(terms.body, 1);
  return counts;
}

function weighted(counts: Map<number, number>, idf: Idf, placeOf: (hash: number) => number): TermVector {
  const placed = new Map(
    [...counts].map(([hash, count]) => [placeOf(hash), (1 + Math.log(count)) * Math.max(0, idf(hash))]),
  );
  const terms = Int32Array.from(placed.keys()).sort();
  const weights = Float64Array.from(terms, (place) => placed.get(place) ?? 0);
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
