import { waysToWrite, withoutUmlautE } from "./names/people.ts";
import type { FieldValues, Query } from "./query.ts";
import { contentWords } from "./query.ts";
import { plain, spellings, stopWords, termOf } from "./terms.ts";
import type { Topic } from "./topic.ts";

/** The parts of a paper that an index holds; tags are keywords and categories. */
export type Part = "title" | "abstract" | "tags" | "authors" | "organization" | "code";

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
/** Where a query's words may stand. */
const partsFor = ({ names }: Query): readonly Part[] => (names ? [...text, "authors"] : text);

/** Papers that name the topic in one of these parts. */
export function namesTopic(topic: Topic, parts: readonly Part[] = text): Condition {
  return inParts(parts, any(topic.names.flatMap(({ words }) => phrases(words))));
}

/** Papers that have these words as a name in one of these parts. */
export const hasName = (words: readonly string[], parts: readonly Part[]): Condition =>
  inParts(parts, any(phrases(words)));

/** Papers whose title has a phrase that begins like this, at its start or anywhere. */
export function titleBegins(words: readonly string[], atStart: boolean): Condition {
  return inParts(["title"], { kind: "prefix", words, atStart });
}

/** Papers that have all content words of one of the topic's names, in any order, where the query's words may stand or in the title. */
export function hasAllWords(topic: Topic, where: Query | "title"): Condition {
  const word = (one: string) => anyOf(topic.forms?.get(termOf(one)) ?? spellings(one));
  const condition = any(
    topic.names.map(({ words, joined }) => (joined ? phrase(words) : all(contentWords(words).map(word)))),
  );
  return inParts(where === "title" ? ["title"] : partsFor(where), condition);
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

/** Whether the query has filters beside its words. */
export function isFiltered(query: Query): boolean {
  return required(query).length > 0 || excluded(query).length > 0;
}

function required(query: Query): Condition[] {
  return [
    ...query.phrases.map((words) => inParts(partsFor(query), phrase(words))),
    ...fields(query),
    ...(query.code === true ? [hasCode] : []),
  ];
}

function fields({ authors, organizations, categories }: FieldValues): Condition[] {
  return [...authors.map(byAuthor), ...organizations.map(fromOrganization), ...categories.map(ofCategories)];
}

/** Papers of one of these categories. */
const ofCategories = (list: string): Condition => {
  const conditions = list.split(",").filter(Boolean).map(ofCategory);
  return inParts(["tags"], conditions.length === 1 && conditions[0] ? conditions[0] : any(conditions));
};

const ofCategory = (category: string): Condition => phrase(category.split(/[^\p{L}\p{N}]+/u));

/** Papers that may be by a person of this name: which are, `authorOf` tells. */
export function byAuthor(name: readonly string[]): Condition {
  const word = (one: string) => any([...new Set([one, withoutUmlautE(one)])].map((way) => phrase([way])));
  return inParts(["authors"], any(waysToWrite(name).map((words) => all(fullNames(words).map(word)))));
}

/** Papers of an organization, also where its name is written in one word. */
export function fromOrganization(name: readonly string[]): Condition {
  return inParts(["organization"], any([phrase(name), ...(name.length > 1 ? [phrase([name.join("")])] : [])]));
}

/** Papers of organizations whose name begins with these words. */
export const organizationBegins = (words: readonly string[]): Condition =>
  all([fromOrganization(words), inParts(["organization"], { kind: "prefix", words, atStart: true })]);

function except(condition: Condition, query: Query): Condition {
  const conditions = excluded(query);
  return conditions.length === 0 ? condition : { kind: "except", condition, excluded: any(conditions) };
}

function excluded({ without, withoutFields, code }: Query): Condition[] {
  const words = without.length === 0 ? [] : [inParts(text, any(without.flatMap(phrases)))];
  return [...words, ...fields(withoutFields), ...(code === false ? [hasCode] : [])];
}

/** The words of a name that are no initials; all of it when it has only initials. */
function fullNames(words: readonly string[]): readonly string[] {
  const full = words.filter((word) => word.length > 1);
  return full.length > 0 ? full : words;
}

function anySpelling(word: string): Condition {
  return anyOf(spellings(word));
}

function anyOf(words: readonly string[]): Condition {
  return any(words.map((word) => phrase([word])));
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
const hasCode: Condition = { kind: "in", parts: ["code"], condition: { kind: "phrase", words: ["yes"] } };
const inParts = (parts: readonly Part[], condition: Condition): Condition => ({ kind: "in", parts, condition });
