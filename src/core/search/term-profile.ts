import { saturateTf, titleWeight } from "./match.ts";
import { type PaperTerms, spellOut } from "./paper-terms.ts";
import { type Picked, picker } from "./picker.ts";
import { hashTerm, type Idf } from "./term-hash.ts";
import { stopWords, termOf } from "./terms.ts";

/** What a paper is compared with: weights by hashed term that add up to 1. */
export interface TermWeights {
  weights: ReadonlyMap<number, number>;
  /** Picks the terms that have a weight out of a text. */
  pick: (text: Int32Array) => Picked;
}

/** The terms that distinguish some papers from the library, heaviest first. They are spelled when they are first read; a copy no longer holds the papers. */
export interface TermProfile extends TermWeights {
  readonly terms: string[];
}

/** How many terms a profile has, and the highest document frequency of a term in it, as a share of the library. */
export interface Breadth {
  terms: number;
  commonest: number;
}

const narrow: Breadth = { terms: 40, commonest: 0.2 };
/** Finds more papers of the same kind, and separates the best of them less well. */
export const broad: Breadth = { terms: 60, commonest: 0.3 };

/**
 * The power of idf in a term's weight. In a comparison of tf-idf vectors idf counts twice, once for each side, and a
 * paper's side has none here: 2 favours odd names too much, and 1 words that every paper of the field has.
 */
const idfPower = 1.5;

/** Makes the term profile of some papers, each counted by its weight. */
export function termProfile(
  papers: readonly { terms: PaperTerms; weight: number }[],
  idf: Idf,
  { terms: most, commonest }: Breadth = narrow,
): TermProfile {
  const gathered = new Map<number, { weight: number; papers: number }>();
  for (const { terms, weight } of papers)
    for (const [term, count] of termFrequencies(terms)) {
      const of = gathered.get(term);
      const more = weight * (1 + Math.log(count));
      if (of === undefined) gathered.set(term, { weight: more, papers: 1 });
      else {
        of.weight += more;
        of.papers++;
      }
    }
  const shared = papers.length > 2 ? 2 : 1;
  const heaviest = [...gathered]
    .filter(([term, of]) => of.papers >= shared && idf(term) >= -Math.log(commonest) && !uninformative().has(term))
    .map(([term, { weight }]): [number, number] => [term, weight * idf(term) ** idfPower])
    .sort(([, a], [, b]) => b - a)
    .slice(0, most);
  const all = heaviest.reduce((sum, [, weight]) => sum + weight, 0);
  const weights = new Map(heaviest.map(([term, weight]) => [term, weight / all]));
  let terms: string[] | null = null;
  return {
    weights,
    pick: picker(weights.keys()),
    get terms() {
      return (terms ??= spelled([...weights.keys()], papers));
    },
  };
}

let uninformativeTerms: ReadonlySet<number> | undefined;

/** Stop words and single characters by their hashes; reckoned when first needed, because not every run searches. */
const uninformative = (): ReadonlySet<number> =>
  (uninformativeTerms ??= new Set(
    [...stopWords, ..."abcdefghijklmnopqrstuvwxyz0123456789"].map((word) => hashTerm(termOf(word))),
  ));

function termFrequencies({ title, body }: PaperTerms): Map<number, number> {
  const found = new Map<number, number>();
  for (const term of title) found.set(term, (found.get(term) ?? 0) + titleWeight);
  for (const term of body) found.set(term, (found.get(term) ?? 0) + 1);
  return found;
}

/** Spells hashed terms, in their order; reads only as many papers as it needs. */
function spelled(hashes: readonly number[], papers: readonly { terms: PaperTerms }[]): string[] {
  const wanted = new Set(hashes);
  const terms = new Map<number, string>();
  for (const hash of hashes) {
    if (terms.has(hash)) continue;
    const paper = papers.find(({ terms: { title, body } }) => title.includes(hash) || body.includes(hash));
    if (!paper) continue;
    for (const [known, term] of spellOut(paper.terms.text, (one) => wanted.has(one))) terms.set(known, term);
  }
  return hashes.flatMap((hash) => terms.get(hash) ?? []);
}

const similarityHalf = 2.5;

/** How similar a paper is to a profile: 0 to 1. `average` is the usual length of bodies; a longer body then needs more of the terms. */
export function similarity(
  { weights, pick }: TermWeights,
  { title, body }: PaperTerms,
  average: number | null = null,
): number {
  const found = new Map<number, number>();
  for (const term of pick(title).terms) found.set(term, (found.get(term) ?? 0) + titleWeight);
  for (const term of pick(body).terms) found.set(term, (found.get(term) ?? 0) + 1);
  let sum = 0;
  const half = average === null ? similarityHalf : (similarityHalf * body.length) / average;
  for (const [term, count] of found) sum += (weights.get(term) ?? 0) * saturateTf(count, half);
  return sum;
}
