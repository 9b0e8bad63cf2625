import { smallWords, termOf, termsOf, withNameParts, wordsOf } from "./terms.ts";
import type { Name, Topic } from "./topic.ts";

/** A paper's text as ranking sees it: terms in order. */
export interface PaperTerms {
  id: number;
  title: string[];
  body: string[];
  /** Terms of the authors' names. */
  people: string[];
}

/** How rare a term is in the library: the logarithm of one in how many papers has it. */
export type Rarity = (term: string) => number;

/** How a paper answers a topic. */
export interface Match {
  id: number;
  /** Named in the title, in the body: weighted occurrences of any name. */
  title: number;
  body: number;
  /** Where the body names it first: 0 at its beginning, 1 at its end or never. */
  first: number;
  /** The part of the topic's words, by rarity, that the paper has: 0 to 1. */
  words: number;
  score: number;
}

const titleWeight = 2;
const enough = 1.2;
const nameWeight = 3;
const inTitle = 0.3;

/** More occurrences count ever less. */
function saturated(count: number): number {
  return count / (count + enough);
}

/** Reads a paper's text into terms; a word that only looks like the exact name is not that name. */
export function paperTerms(
  paper: { id: number; title: string; body: string; people: string },
  exact: string | null,
): PaperTerms {
  const read = exact === null ? termsOf : (text: string) => wordsOf(text).map((word) => exactTerm(word, exact));
  return {
    id: paper.id,
    title: read(withNameParts(paper.title)),
    body: read(withNameParts(paper.body)),
    people: termsOf(paper.people),
  };
}

function exactTerm(word: string, exact: string): string {
  const term = termOf(word);
  return term === termOf(exact) && !word.startsWith(exact) ? `${term} in small letters` : term;
}

/** How well a paper answers a topic by its own words: named as a phrase before all words before some. */
export function matchTopic(topic: Topic, paper: PaperTerms, rarity: Rarity): Match {
  let title = 0;
  let body = 0;
  let first = paper.body.length;
  for (const { terms, weight } of topic.names) {
    const inBody = occurrences(terms, paper.body);
    title += weight * occurrences(terms, paper.title).count;
    body += weight * inBody.count;
    if (inBody.count > 0) first = Math.min(first, inBody.first);
  }
  const words = Math.max(0, ...topic.names.map((name) => wordShare(name, paper, rarity)));
  const named = title + body === 0 ? 0 : saturated(titleWeight * title + body) + (title > 0 ? inTitle : 0);
  const at = paper.body.length === 0 ? 1 : first / paper.body.length;
  return { id: paper.id, title, body, first: at, words, score: nameWeight * named + words };
}

function occurrences(terms: readonly string[], text: readonly string[]): { count: number; first: number } {
  let count = 0;
  let first = -1;
  const [head] = terms;
  if (head === undefined) return { count, first };
  for (let at = text.indexOf(head); at !== -1; at = text.indexOf(head, at + 1)) {
    if (!terms.every((term, i) => text[at + i] === term)) continue;
    count++;
    if (first === -1) first = at;
  }
  return { count, first };
}

function wordShare(name: Name, paper: PaperTerms, rarity: Rarity): number {
  let all = 0;
  let had = 0;
  for (const term of new Set(name.terms)) {
    if (smallWords.has(term)) continue;
    const worth = rarity(term);
    all += worth;
    const count = titleWeight * countOf(term, paper.title) + countOf(term, paper.body) + countOf(term, paper.people);
    had += worth * saturated(count);
  }
  return all === 0 ? 0 : (name.weight * had) / all;
}

function countOf(term: string, text: readonly string[]): number {
  let count = 0;
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1)) count++;
  return count;
}

/** Terms that characterise some papers, with weights that add up to 1, heaviest first. */
export type Character = Map<string, number>;

const mostTerms = 40;
/** A term in more than a fifth of the library characterises nothing. */
const tooCommon = Math.log(5);

/** What characterises these papers, each counted by its weight, against the whole library. */
export function characterOf(papers: readonly { paper: PaperTerms; weight: number }[], rarity: Rarity): Character {
  const heaviness = new Map<string, { weight: number; papers: number }>();
  for (const { paper, weight } of papers)
    for (const [term, count] of counts(paper)) {
      const heavy = heaviness.get(term) ?? { weight: 0, papers: 0 };
      heaviness.set(term, { weight: heavy.weight + weight * (1 + Math.log(count)), papers: heavy.papers + 1 });
    }
  const shared = papers.length > 2 ? 2 : 1;
  const heaviest = [...heaviness]
    .filter(([term, heavy]) => heavy.papers >= shared && rarity(term) >= tooCommon)
    .map(([term, { weight }]): [string, number] => [term, weight * rarity(term)])
    .filter(([, weight]) => weight > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostTerms);
  const all = heaviest.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(heaviest.map(([term, weight]) => [term, weight / all]));
}

function counts({ title, body }: PaperTerms): Map<string, number> {
  const found = new Map<string, number>();
  for (const term of title) found.set(term, (found.get(term) ?? 0) + titleWeight);
  for (const term of body) found.set(term, (found.get(term) ?? 0) + 1);
  for (const term of found.keys()) if (term.length < 2 || smallWords.has(term)) found.delete(term);
  return found;
}

/** How much of a character a paper has: 0 to 1. */
export function likeness(character: Character, paper: PaperTerms): number {
  const found = new Map<string, number>();
  for (const term of paper.title) if (character.has(term)) found.set(term, (found.get(term) ?? 0) + titleWeight);
  for (const term of paper.body) if (character.has(term)) found.set(term, (found.get(term) ?? 0) + 1);
  let like = 0;
  for (const [term, count] of found) like += (character.get(term) ?? 0) * saturated(count);
  return like;
}

/** Best first; among equals the paper that was added last. */
export function bestFirst(a: { id: number; score: number }, b: { id: number; score: number }): number {
  return b.score - a.score || b.id - a.id;
}
