import { authorList } from "../papers/authors/list.ts";
import { usualSyntax } from "./names/fields.ts";
import { withoutSurroundings } from "./topics/asking.ts";
import { plain, stopWords, termOf, unspacedRuns, wordsOf } from "./terms.ts";

/** Names from `author:` and `org:`, and from each `cat:` its categories in lower case: of "cs.cv,cs.lg" either will do. */
export interface FieldValues {
  authors: string[][];
  organizations: string[][];
  categories: string[];
}

/** A parsed query. Every text is a valid query. */
export interface Query extends FieldValues {
  /** The words as typed, in order, those of quoted phrases included. */
  words: string[];
  /** Phrases in quotes that must occur. */
  phrases: string[][];
  /** Words or phrases that must not occur. */
  without: string[][];
  /** From fields with a minus. */
  withoutFields: FieldValues;
  /** From `code:yes` and `code:no`: whether a paper must have code; null: it does not matter. */
  code: boolean | null;
  /** Whether words and phrases may be authors' names: in a search they may, in a topic they may not. */
  names: boolean;
  /** Day from `since:` (`YYYY-MM-DD`), or null. */
  since: string | null;
}

/** Characters of a query that are read: of a pasted page, the beginning is enough. */
export const longestQuery = 2_000;
const mostWords = 16;
const mostFilters = 8;
/** A run of Chinese, Japanese … characters up to this long is a name that must occur; a longer one is a sentence. */
const longestRun = 8;

const part = /(-?)(?:(author|org|code|cat|since):)?(?:"([^"]*)"|(\S+))/giu;
/** A day, or the first one of a month or year. */
const day = /^\d{4}(?:-\d{2}){0,2}$/;

/** Parses a query: `author:name org:lab code:yes cat:cs.CV since:2025-01-01 "exact phrase" -without words`. */
export function parseQuery(text: string, names = true): Query {
  const query: Query = {
    ...anything,
    words: [],
    phrases: [],
    without: [],
    ...noFields(),
    withoutFields: noFields(),
    names,
  };
  for (const [, minus, key, quoted, bare] of typedParts(text)) add(query, minus === "-", key, quoted, bare);
  return {
    ...query,
    words: query.words.slice(0, mostWords),
    phrases: fewDistinct(query.phrases),
    without: fewDistinct(query.without),
    ...fewFields(query),
    withoutFields: fewFields(query.withoutFields),
  };
}

const noFields = (): FieldValues => ({ authors: [], organizations: [], categories: [] });

const fewFields = ({ authors, organizations, categories }: FieldValues): FieldValues => ({
  authors: fewDistinct(authors),
  organizations: fewDistinct(organizations),
  categories: [...new Set(categories)].slice(0, mostFilters),
});

/** What another search is asked for a query: its words and names, without fields, quotes and what is left out. */
export function wordsToAsk(text: string): string {
  const asked = [...typedParts(text)].flatMap(([, minus, key = "words", quoted, bare]) =>
    minus === "-" || !askedFields.has(key.toLowerCase()) ? [] : (quoted ?? bare ?? ""),
  );
  return asked.join(" ");
}

const askedFields: ReadonlySet<string> = new Set(["words", "author", "org"]);

function typedParts(text: string) {
  return withoutSurroundings(usualSyntax(text.slice(0, longestQuery)).trim()).matchAll(part);
}

/** The query that every paper meets. */
export const anything: Query = {
  words: [],
  phrases: [],
  without: [],
  ...noFields(),
  withoutFields: noFields(),
  code: null,
  since: null,
  names: true,
};

function add(
  query: Query,
  excluded: boolean,
  key: string | undefined,
  quoted: string | undefined,
  bare: string | undefined,
) {
  const value = quoted ?? bare ?? "";
  const words = wordsOf(value).slice(0, mostWords);
  const fields = excluded ? query.withoutFields : query;
  switch (key?.toLowerCase()) {
    case "cat":
      fields.categories.push(value.toLowerCase().replace(/\s*,\s*/g, ","));
      return;
    case "since":
      if (day.test(value)) query.since = `${value}-01-01`.slice(0, "2025-01-01".length);
      return;
    case "author":
      if (words.length > 0) fields.authors.push(...peopleNamed(value, words));
      return;
    case "org":
      if (words.length > 0) fields.organizations.push(words);
      return;
    case "code":
      query.code = /^(?:no|false|0)$/i.test(value) === excluded;
      return;
    default:
      if (words.length === 0) return;
      if (excluded) query.without.push(words);
      else {
        query.words.push(...words);
        if (quoted !== undefined) query.phrases.push(words);
        else query.phrases.push(...unspacedRuns(value).filter((run) => run.length <= longestRun));
      }
  }
}

/** The words of each person's name: `"Ann Roe and Bo Li"` names two. */
function peopleNamed(value: string, words: string[]): string[][] {
  const people = authorList([value]).map((name) => wordsOf(name).slice(0, mostWords));
  return people.length > 0 ? people : [words];
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
