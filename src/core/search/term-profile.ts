import { codeOf } from "./term-hash.ts";
import { type PaperTerms, spellOut } from "./paper-terms.ts";
import { saturated, titleWeight } from "./match.ts";
import type { Rarity } from "./rarity.ts";
import { smallWords, termOf } from "./terms.ts";

/** What characterises some papers: their telling terms, heaviest first, and the weight of each by its number; all weights add up to 1. */
export interface Character {
  terms: string[];
  weights: ReadonlyMap<number, number>;
}

/** How many terms make a character, and in which part of the library a term must not be to characterise anything. */
export interface Breadth {
  terms: number;
  commonest: number;
}

const narrow: Breadth = { terms: 40, commonest: 0.2 };
/** Finds more papers of the same kind, and tells the best of them apart less well. */
export const broad: Breadth = { terms: 60, commonest: 0.3 };

/** What characterises these papers, each counted by its weight, against the whole library. */
export function characterOf(
  papers: readonly { terms: PaperTerms; weight: number }[],
  rarity: Rarity,
  { terms: most, commonest }: Breadth = narrow,
): Character {
  const gathered = new Map<number, { weight: number; papers: number }>();
  for (const { terms, weight } of papers)
    for (const [code, count] of counts(terms)) {
      const before = gathered.get(code) ?? { weight: 0, papers: 0 };
      gathered.set(code, { weight: before.weight + weight * (1 + Math.log(count)), papers: before.papers + 1 });
    }
  const shared = papers.length > 2 ? 2 : 1;
  const heaviest = [...gathered]
    .filter(([code, of]) => of.papers >= shared && rarity(code) >= -Math.log(commonest) && !meaningless.has(code))
    .map(([code, { weight }]): [number, number] => [code, weight * rarity(code)])
    .sort(([, a], [, b]) => b - a)
    .slice(0, most);
  const all = heaviest.reduce((sum, [, weight]) => sum + weight, 0);
  const weights = new Map(heaviest.map(([code, weight]) => [code, weight / all]));
  return { terms: spelled([...weights.keys()], papers), weights };
}

const meaningless = new Set(
  [...smallWords, ..."abcdefghijklmnopqrstuvwxyz0123456789"].map((word) => codeOf(termOf(word))),
);

function counts({ title, body }: PaperTerms): Map<number, number> {
  const found = new Map<number, number>();
  for (const code of title) found.set(code, (found.get(code) ?? 0) + titleWeight);
  for (const code of body) found.set(code, (found.get(code) ?? 0) + 1);
  return found;
}

/** The terms behind the numbers, in their order; only the papers that are needed for it are spelled out. */
function spelled(codes: readonly number[], papers: readonly { terms: PaperTerms }[]): string[] {
  const wanted = new Set(codes);
  const terms = new Map<number, string>();
  for (const code of codes) {
    if (terms.has(code)) continue;
    const paper = papers.find(({ terms: { title, body } }) => title.includes(code) || body.includes(code));
    if (!paper) continue;
    for (const [known, term] of spellOut(paper.terms.text, (one) => wanted.has(one))) terms.set(known, term);
  }
  return codes.flatMap((code) => terms.get(code) ?? []);
}

const enough = 2.5;

/** How much of a character a paper has: 0 to 1; where `average` tells how long bodies are, a longer one needs more of it. */
export function likeness({ weights }: Character, { title, body }: PaperTerms, average: number | null = null): number {
  const found = new Map<number, number>();
  for (const code of title) if (weights.has(code)) found.set(code, (found.get(code) ?? 0) + titleWeight);
  for (const code of body) if (weights.has(code)) found.set(code, (found.get(code) ?? 0) + 1);
  let like = 0;
  const half = average === null ? enough : (enough * body.length) / average;
  for (const [code, count] of found) like += (weights.get(code) ?? 0) * saturated(count, half);
  return like;
}
