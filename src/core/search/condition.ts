import type { Query } from "./query.ts";
import { contentWords } from "./query.ts";
import { plain, spellings, stopWords } from "./terms.ts";
import type { Topic } from "./topic.ts";

/** The parts of a paper that an index holds; tags are keywords and categories. */
export type Part = "title" | "abstract" | "tags" | "authors";

/** What to look for, as data: a database turns it into its own query language. Words hold only letters and digits. */
export type Condition =
  | { kind: "phrase"; words: readonly string[] }
  /** These words in any order, with at most `gap` other words between them. */
  | { kind: "near"; words: readonly string[]; gap: number }
  /** A phrase whose last word may go on; `atStart`: the part begins with it. */
  | { kind: "prefix"; words: readonly string[]; atStart: boolean }
  | { kind: "in"; parts: readonly Part[]; condition: Condition }
  | { kind: "all" | "any"; conditions: readonly Condition[] }
  | { kind: "except"; condition: Condition; excluded: Condition };

const text: readonly Part[] = ["title", "abstract", "tags"];

/** Papers that name the topic in one of these parts. */
export function namesTopic(topic: Topic, parts: readonly Part[] = text): Condition {
  return inParts(parts, any(topic.names.flatMap(({ words }) => phrases(words))));
}

/** Papers whose title has a phrase that begins like this, at its start or anywhere. */
export function titleBegins(words: readonly string[], atStart: boolean): Condition {
  return inParts(["title"], { kind: "prefix", words, atStart });
}

/** Papers that have all content words of one of the topic's names, in any order, anywhere or in the title. */
export function hasAllWords(topic: Topic, part: "title" | null = null): Condition {
  const condition = any(topic.names.map(({ words }) => all(contentWords(words).map(anySpelling))));
  return part === null ? condition : inParts([part], condition);
}

/** Papers with at least one of these words. */
export function hasSomeWord(words: readonly string[]): Condition {
  return inParts(text, any(words.map(anySpelling)));
}

/** A condition together with the query's filters: its phrases, authors, categories and excluded words. */
export function filtered(condition: Condition, query: Query): Condition {
  return except(all([condition, ...required(query)]), query);
}

/** The query's filters alone; null when it has none that requires something. */
export function filters(query: Query): Condition | null {
  const conditions = required(query);
  return conditions.length === 0 ? null : except(all(conditions), query);
}

function required(query: Query): Condition[] {
  return [
    ...query.phrases.map((words) => inParts(text, phrase(words))),
    ...query.authors.map((words) => inParts(["authors"], all(words.map((word) => phrase([word]))))),
    ...query.categories.map((category) => inParts(["tags"], phrase(category.split(/[^\p{L}\p{N}]+/u)))),
  ];
}

function except(condition: Condition, { without }: Query): Condition {
  if (without.length === 0) return condition;
  return { kind: "except", condition, excluded: inParts(text, any(without.flatMap(phrases))) };
}

function anySpelling(word: string): Condition {
  return any(spellings(word).map((spelled) => phrase([spelled])));
}

/** A name as a phrase, its last content word singular and plural. */
function phrases(words: readonly string[]): Condition[] {
  const content = words.filter(isContent);
  if (content.length === 0) return [phrase(words)];
  const spelled = spellings(content.at(-1) ?? "").map((last) => [...content.slice(0, -1), last]);
  const gap = words.findLastIndex(isContent) - words.findIndex(isContent) + 1 - content.length;
  // Looking up a stop word costs more than all other words together, so it only counts as a gap.
  return spelled.map((name) => (gap === 0 ? phrase(name) : { kind: "near", words: name, gap }));
}

const isContent = (word: string): boolean => !stopWords.has(plain(word));

const phrase = (words: readonly string[]): Condition => ({ kind: "phrase", words });
const any = (conditions: readonly Condition[]): Condition => ({ kind: "any", conditions });
const all = (conditions: readonly Condition[]): Condition => ({ kind: "all", conditions });
const inParts = (parts: readonly Part[], condition: Condition): Condition => ({ kind: "in", parts, condition });
