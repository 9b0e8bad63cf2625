import { plain, stopWords, termOf, wordsOf } from "./terms.ts";

/** A parsed query. Every text is a valid query. */
export interface Query {
  /** The words as typed, in order, those of quoted phrases included. */
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

/** Characters of a query that are read: of a pasted page, the beginning is enough. */
export const longestQuery = 2_000;
const mostWords = 16;
const mostFilters = 8;

const part = /(-?)(?:(author|cat|since):)?(?:"([^"]*)"|(\S+))/giu;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** Parses a query: `author:name cat:cs.CV since:2025-01-01 "exact phrase" -without words`. */
export function parseQuery(text: string): Query {
  const query: Query = { words: [], phrases: [], without: [], authors: [], categories: [], since: null };
  const typed = text.slice(0, longestQuery).replace(/[“”„«»]/g, '"');
  for (const [, minus, key, quoted, bare] of typed.matchAll(part)) add(query, minus === "-", key, quoted, bare);
  return {
    words: query.words.slice(0, mostWords),
    phrases: fewDistinct(query.phrases),
    without: fewDistinct(query.without),
    authors: fewDistinct(query.authors),
    categories: [...new Set(query.categories)].slice(0, mostFilters),
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
  return [...new Map(phrases.map((words) => [plain(words.join(" ")), words])).values()].slice(0, mostFilters);
}

/** The words that are no stop words, each once; all words when every one is a stop word. */
export function contentWords(words: readonly string[]): string[] {
  const content = words.filter((word) => !stopWords.has(plain(word)));
  const kept = content.length > 0 ? content : words;
  return [...new Map(kept.map((word) => [termOf(word), word])).values()];
}
