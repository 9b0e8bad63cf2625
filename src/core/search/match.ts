import { codeOf } from "./term-hash.ts";
import { coreOf } from "./core-name.ts";
import type { Rarity } from "./rarity.ts";
import type { PaperTerms } from "./paper-terms.ts";
import { smallWords } from "./terms.ts";
import type { Topic } from "./topic.ts";

/** How a paper answers a topic. */
export interface Match {
  /** Named in the title, in the body: weighted occurrences of any name. */
  title: number;
  body: number;
  /** Where the body first has the core of a name: 0 at its beginning, 1 at its end or never. */
  first: number;
  /** How much of one of the names' words, by their rarity, its title has: 0 to 1. */
  titled: number;
  /** Whether it has all words of the core of one of the names, in whatever order. */
  whole: boolean;
  score: number;
}

/** A word in the title counts as much as this many in the abstract. */
export const titleWeight = 2;
const enough = 2;
const nameWeight = 3;
const inTitle = 0.3;
const atBeginning = 0.1;

/** More occurrences count ever less: 0 to 1, and at `half` a half. */
export function saturated(count: number, half: number): number {
  return count / (count + half);
}

/** How well papers answer a topic by their own words: named as a phrase before all words before some. */
export function matcherFor(topic: Topic, rarity: Rarity): (paper: PaperTerms) => Match {
  const names = topic.names.map((name) => ({
    weight: name.weight,
    codes: name.terms.map(codeOf),
    core: coreOf(name, rarity).terms.map(codeOf),
    words: [...new Set(name.terms.filter((term) => !smallWords.has(term)))].map(codeOf),
  }));
  const wordsIn = ({ weight, words, core }: (typeof names)[number], paper: PaperTerms) => {
    let all = 0;
    let had = 0;
    let titled = 0;
    let whole = words.length > 0;
    for (const word of words) {
      const inTitle = countOf(word, paper.title);
      const count = inTitle * titleWeight + countOf(word, paper.body);
      all += rarity(word);
      had += rarity(word) * saturated(count, enough);
      if (inTitle > 0) titled += rarity(word);
      if (count === 0 && core.includes(word)) whole = false;
    }
    return all === 0 ? { share: 0, titled: 0, whole } : { share: (weight * had) / all, titled: titled / all, whole };
  };
  return (paper) => {
    let title = 0;
    let body = 0;
    let first = paper.body.length;
    for (const { codes, core, weight } of names) {
      const inBody = occurrences(codes, paper.body);
      title += weight * occurrences(codes, paper.title).count;
      body += weight * inBody.count;
      const cores = core.length === codes.length ? inBody : occurrences(core, paper.body);
      if (cores.count > 0) first = Math.min(first, cores.first);
    }
    const words = names.map((name) => wordsIn(name, paper));
    const most = Math.max(0, ...words.map(({ share }) => share));
    const titled = Math.max(0, ...words.map((name) => name.titled));
    const whole = words.some((name) => name.whole);
    const at = paper.body.length === 0 ? 1 : first / paper.body.length;
    const often = saturated(titleWeight * title + body, enough);
    const named = title + body === 0 ? 0 : often + (title > 0 ? inTitle : 0) + atBeginning * (1 - at);
    return { title, body, first: at, titled, whole, score: nameWeight * named + most };
  };
}

// Plain loops: they run over every word of hundreds of papers, and typed arrays' own searching costs a call each.
function occurrences(phrase: readonly number[], text: Int32Array): { count: number; first: number } {
  let count = 0;
  let first = -1;
  const head = phrase[0];
  for (let at = 0; at <= text.length - phrase.length; at++) {
    if (text[at] !== head) continue;
    let same = 1;
    while (same < phrase.length && text[at + same] === phrase[same]) same++;
    if (same < phrase.length) continue;
    count++;
    if (first === -1) first = at;
  }
  return { count, first };
}

function countOf(code: number, text: Int32Array): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (text[at] === code) count++;
  return count;
}

/** Best first; among equals the paper that was added last. */
export function bestFirst(a: { id: number; score: number }, b: { id: number; score: number }): number {
  return b.score - a.score || b.id - a.id;
}
