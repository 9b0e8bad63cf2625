import type { PaperTerms } from "./paper-terms.ts";
import { hashTerm } from "./term-hash.ts";
import { stopWords, termOf } from "./terms.ts";
import type { Name, Topic } from "./topic.ts";

/** Where a paper has all words of a topic close together, in any form and order. */
export interface Mention {
  /** The title has them all. */
  inTitle: boolean;
  /** Where the body first has them together: 0 at its start, 1 at its end or never. */
  first: number;
}

/** Other words that may stand between the words of a topic: "agents that write code". */
const mostBetween = 3;

/** A name's words: hashed form → the place of its word in the name. */
interface Words {
  places: ReadonlyMap<number, number>;
  count: number;
  window: number;
}

/** Returns a function that finds where papers mention a topic. */
export function createMentions(topic: Topic): (paper: PaperTerms) => Mention {
  const names = topic.names.filter(isFree).map(({ terms }) => nameWords(topic, terms));
  return ({ title, body }) => {
    const inTitle = names.some((name) => firstTogether(name, title, title.length) !== null);
    const places = names.map((name) => firstTogether(name, body, name.window) ?? body.length);
    return { inTitle, first: body.length === 0 ? 1 : Math.min(body.length, ...places) / body.length };
  };
}

/** Whether the words of a name mean the topic in any order: not in an alias, "text to image" or "in context". */
function isFree({ joined, weight, terms }: Name): boolean {
  const content = terms.filter((term) => !stopWords.has(term)).length;
  return !joined && weight === 1 && !terms.includes("to") && (content > 1 || content === terms.length);
}

function nameWords({ forms, exact }: Topic, terms: readonly string[]): Words {
  const content = [...new Set(terms.filter((term) => !stopWords.has(term)))];
  const words = content.length > 0 ? content : [...new Set(terms)];
  const of = (term: string) => (exact === null ? [term, ...(forms?.get(term) ?? []).map(termOf)] : [term]);
  return {
    places: new Map(words.flatMap((term, place) => of(term).map((form) => [hashTerm(form), place] as const))),
    count: words.length,
    window: words.length === 1 ? 1 : terms.length + mostBetween,
  };
}

/** The position where all words first stand within a window of so many terms; null: nowhere. */
function firstTogether({ places, count }: Words, text: Int32Array, window: number): number | null {
  const seen = new Array<number>(count).fill(-1);
  for (let at = 0; at < text.length; at++) {
    const place = places.get(text[at] ?? 0);
    if (place === undefined) continue;
    seen[place] = at;
    const from = Math.min(...seen);
    if (from >= 0 && at - from < window) return from;
  }
  return null;
}
