import { plain, smallWords, termOf, wordsOf } from "./terms.ts";

/** What a person typed, taken apart; every text is a query. */
export interface Query {
  /** The words as typed, in order, with those of quoted phrases. */
  words: string[];
  /** Phrases in quotes that must occur. */
  phrases: string[][];
  /** Words or phrases that must not occur. */
  without: string[][];
  /** Names from `author:`. */
  authors: string[][];
  /** Categories from `cat:`, in lower case. */
  categories: string[];
  /** Day from `since:` (`YYYY-MM-DD`), or null. */
  since: string | null;
}

/** A query longer than this is cut: what counts in a pasted page is its beginning. */
export const longestQuery = 2_000;
const mostWords = 16;
const mostDemands = 8;

const part = /(-?)(?:(author|cat|since):)?(?:"([^"]*)"|(\S+))/giu;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** Takes a query apart: `author:name cat:cs.CV since:2025-01-01 "exact phrase" -without words`. */
export function parseQuery(text: string): Query {
  const query: Query = { words: [], phrases: [], without: [], authors: [], categories: [], since: null };
  const typed = text.slice(0, longestQuery).replace(/[“”„«»]/g, '"');
  for (const [, minus, key, quoted, bare] of typed.matchAll(part)) add(query, minus === "-", key, quoted, bare);
  return {
    words: query.words.slice(0, mostWords),
    phrases: fewDistinct(query.phrases),
    without: fewDistinct(query.without),
    authors: fewDistinct(query.authors),
    categories: [...new Set(query.categories)].slice(0, mostDemands),
    since: query.since,
  };
}

function add(
  query: Query,
  excluded: boolean,
  key: string | undefined,
  quoted: string | undefined,
  bare: string | undefined,
) {
  const value = quoted ?? bare ?? "";
  const words = wordsOf(value).slice(0, mostWords);
  switch (key?.toLowerCase()) {
    case "cat":
      query.categories.push(value.toLowerCase());
      return;
    case "since":
      if (day.test(value)) query.since = value;
      return;
    case "author":
      if (words.length > 0) query.authors.push(words);
      return;
    default:
      if (words.length === 0) return;
      if (excluded) query.without.push(words);
      else {
        query.words.push(...words);
        if (quoted !== undefined) query.phrases.push(words);
      }
  }
}

function fewDistinct(phrases: readonly string[][]): string[][] {
  return [...new Map(phrases.map((words) => [plain(words.join(" ")), words])).values()].slice(0, mostDemands);
}

/** The words of a query that tell papers apart; all of them when there are only small ones. */
export function tellingWords(words: readonly string[]): string[] {
  const telling = words.filter((word) => !smallWords.has(plain(word)));
  const kept = telling.length > 0 ? telling : words;
  return [...new Map(kept.map((word) => [termOf(word), word])).values()];
}
