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

/** The place of a term that taste does not read. */
const skipped = -1;
let skippedTerms: ReadonlyMap<number, number> | undefined;

/** Stop words by their hashes; reckoned when first needed, because not every run reads texts. */
const placesSkipped = (): ReadonlyMap<number, number> =>
  (skippedTerms ??= new Map([...stopWords].map((word) => [hashTerm(termOf(word)), skipped])));

/** A reader with these document frequencies that reads each paper once. */
export function createVectorReader(idf: Idf): VectorReader {
  const vectors = new Map<string, TermVector>();
  const vocabulary = createVocabulary(idf);
  return {
    read({ id, title, abstract }) {
      const known = vectors.get(id);
      if (known) return known;
      const terms = readTerms({ id: 0, title, body: abstract, authors: [] }, null);
      vocabulary.count(terms.title, titleWeight);
      vocabulary.count(terms.body, 1);
      const vector = vocabulary.takeVector();
      vectors.set(id, vector);
      return vector;
    },
    hashAt: (place) => vocabulary.hashes[place] ?? 0,
  };
}

/** Gives each term a place at its first occurrence, and counts the terms of one paper at a time, without an object for each. */
function createVocabulary(idf: Idf) {
  const places = new Map(placesSkipped());
  /** By place: the term's hash, its idf, and how often the paper being read has it. */
  const [hashes, idfs, counts]: [number[], number[], number[]] = [[], [], []];
  let met: number[] = [];
  const placeOf = (hash: number): number => {
    const known = places.get(hash);
    if (known !== undefined) return known;
    places.set(hash, hashes.length);
    idfs.push(Math.max(0, idf(hash)));
    counts.push(0);
    return hashes.push(hash) - 1;
  };
  return {
    hashes,
    /** Counts terms of the paper being read. */
    count(terms: Int32Array, weight: number): void {
      for (let i = 0; i < terms.length; i++) {
        const place = placeOf(terms[i] ?? 0);
        if (place === skipped) continue;
        const count = counts[place] ?? 0;
        if (count === 0) met.push(place);
        counts[place] = count + weight;
      }
    },
    /** The vector of what was counted since the last one. */
    takeVector(): TermVector {
      const terms = Int32Array.from(met).sort();
      const weights = new Float64Array(terms.length);
      for (let i = 0; i < terms.length; i++) {
        const place = terms[i] ?? 0;
        weights[i] = (1 + Math.log(counts[place] ?? 0)) * (idfs[place] ?? 0);
        counts[place] = 0;
      }
      met = [];
      const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
      return { terms, weights: length > 0 ? weights.map((weight) => weight / length) : weights };
    },
  };
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
