import type { PaperTerms } from "./paper-terms.ts";
import { type Picked, picker } from "./picker.ts";
import { hashTerm, type Idf } from "./term-hash.ts";
import { stopWords, termOf } from "./terms.ts";
import { coreOf, type Name, type Topic } from "./topic.ts";

/** How a paper matches a topic. */
export interface Match {
  /** Occurrences of the topic's names in the title and in the body, each times the name's weight. */
  title: number;
  body: number;
  /** Where the core of a name first occurs in the body: 0 at its start, 1 at its end or never. */
  first: number;
  /** The share of one name's words, weighted by idf, that the title has: 0 to 1. */
  titled: number;
  /** Whether the paper has all core words of one name, in any order. */
  whole: boolean;
  /** Whether it has only a short form that may stand for something else, and few words of the topic. */
  unsure: boolean;
  /** Whether it spells out another meaning of the short form that is the topic. */
  other: boolean;
  score: number;
}

/** A word in the title counts as much as this many in the body. */
export const titleWeight = 2;
/** The term frequency at which tf saturation reaches 1/2. */
const tfHalf = 2;
const nameWeight = 3;
const titleBonus = 0.3;
const startBonus = 0.1;

/** Term frequency saturation: from 0 towards 1, and 1/2 at `half`. */
export function saturateTf(count: number, half: number): number {
  return count / (count + half);
}

/** A topic's name in the form in which papers are compared with it. */
interface HashedName {
  weight: number;
  phrase: number[];
  core: number[];
  /** Content words, each once, with the terms of all their forms. */
  words: { term: number; forms: number[] }[];
  ambiguous: boolean;
}

/** With at least this share of the typed name's words, by idf, an ambiguous short form means the topic. */
const confirming = 0.4;

/** Returns a function that scores papers for a topic: names as phrases count most, then all words, then some words. */
export function createMatcher(topic: Topic, idf: Idf): (paper: PaperTerms) => Match {
  const hashed = (name: Name): HashedName => ({
    weight: name.weight,
    ambiguous: name.ambiguous,
    phrase: name.terms.map(hashTerm),
    core: coreOf(name, idf).terms.map(hashTerm),
    words: [...new Set(name.terms.filter((term) => !stopWords.has(term)))].map((term) => ({
      term: hashTerm(term),
      forms: [...new Set([term, ...(topic.forms?.get(term) ?? []).map(termOf)])].map(hashTerm),
    })),
  });
  const names = topic.names.map(hashed);
  const others = topic.others.map(hashed);
  const pick = picker(
    [...names, ...others].flatMap(({ phrase, words }) => [phrase, ...words.map(({ forms }) => forms)]).flat(),
  );
  return (terms) => {
    const paper = { title: pick(terms.title), body: pick(terms.body) };
    const other = isOther(names, others, paper);
    const { title, body, first } = countNames(other ? [] : names, paper);
    const words = names.map((name) => countWords(name, paper, idf));
    const share = Math.max(0, ...words.map((name) => name.share));
    const named = title + body === 0 ? 0 : scoreNames(title, body, first);
    return {
      title,
      body,
      first,
      titled: Math.max(0, ...words.map((name) => name.titled)),
      whole: words.some((name) => name.whole),
      other,
      unsure:
        title + body > 0 &&
        (words[0]?.had ?? 0) < confirming &&
        !names.some((name) => !name.ambiguous && isIn(name, paper)),
      score: nameWeight * named + share,
    };
  };
}

/** A paper's title and body, as far as they have words of a topic. */
interface PickedPaper {
  title: Picked;
  body: Picked;
}

/** Whether a paper spells out another meaning of a short form, and not the topic's. */
function isOther([, ...aliases]: readonly HashedName[], others: readonly HashedName[], paper: PickedPaper): boolean {
  return others.some((name) => isIn(name, paper)) && !aliases.some((name) => isIn(name, paper));
}

const isIn = ({ phrase }: HashedName, { title, body }: PickedPaper): boolean =>
  occurrences(phrase, title).count > 0 || occurrences(phrase, body).count > 0;

function countNames(names: readonly HashedName[], paper: PickedPaper): Pick<Match, "title" | "body" | "first"> {
  let title = 0;
  let body = 0;
  let first = paper.body.length;
  for (const { phrase, core, weight } of names) {
    const inBody = occurrences(phrase, paper.body);
    title += weight * occurrences(phrase, paper.title).count;
    body += weight * inBody.count;
    const ofCore = core.length === phrase.length ? inBody : occurrences(core, paper.body);
    if (ofCore.count > 0) first = Math.min(first, ofCore.first);
  }
  return { title, body, first: paper.body.length === 0 ? 1 : first / paper.body.length };
}

function scoreNames(title: number, body: number, first: number): number {
  return saturateTf(titleWeight * title + body, tfHalf) + (title > 0 ? titleBonus : 0) + startBonus * (1 - first);
}

/** `share`: the part of a name's words that the paper has, by idf and tf saturation; `had`: by idf alone. */
function countWords({ weight, words, core }: HashedName, paper: PickedPaper, idf: Idf) {
  let all = 0;
  let found = 0;
  let had = 0;
  let titled = 0;
  let whole = words.length > 0;
  for (const { term, forms } of words) {
    const inTitle = countTerms(forms, paper.title);
    const count = inTitle * titleWeight + countTerms(forms, paper.body);
    all += idf(term);
    found += idf(term) * saturateTf(count, tfHalf);
    if (count > 0) had += idf(term);
    if (inTitle > 0) titled += idf(term);
    if (count === 0 && core.includes(term)) whole = false;
  }
  if (all === 0) return { share: 0, had: 0, titled: 0, whole };
  return { share: (weight * found) / all, had: had / all, titled: titled / all, whole };
}

function occurrences(phrase: readonly number[], { terms, places }: Picked): { count: number; first: number } {
  let count = 0;
  let first = -1;
  for (let at = 0; at <= terms.length - phrase.length; at++) {
    const place = places[at] ?? 0;
    if (!phrase.every((term, i) => terms[at + i] === term && places[at + i] === place + i)) continue;
    count++;
    if (first === -1) first = place;
  }
  return { count, first };
}

function countTerms(wanted: readonly number[], { terms }: Picked): number {
  let count = 0;
  for (const term of terms) if (wanted.includes(term)) count++;
  return count;
}

/** Sorts the best first; of equal scores, the paper added last comes first. */
export function bestFirst(a: { id: number; score: number }, b: { id: number; score: number }): number {
  return b.score - a.score || b.id - a.id;
}
