import type { Query } from "./query.ts";
import { tellingWords } from "./query.ts";
import { plain, smallWords, spellings } from "./terms.ts";
import type { Topic } from "./topic.ts";

/** A condition in FTS5's language. Words hold only letters and digits and stand in quotes, so no syntax leaks into it. */
export type MatchText = string;

const text = "{title abstract tags}";

/** Papers that name the topic in these parts of them. */
export function namesTopic(topic: Topic, where: MatchText = text): MatchText {
  return `${where} : (${anyOf(topic.names.flatMap(({ words }) => phrases(words)))})`;
}

/** Papers whose title has this beginning of a phrase, at its own beginning or anywhere. */
export function titled(typed: readonly string[], atStart: boolean): MatchText {
  return `title : ${atStart ? "^" : ""}${quoted(typed)} *`;
}

/** Papers that have all words of one of the topic's names, anywhere or in one part of them. */
export function hasAllWords(topic: Topic, where: "title" | null = null): MatchText {
  const all = anyOf(topic.names.map(({ words }) => `(${allOf(tellingWords(words).map(anySpelling))})`));
  return where === null ? all : `${where} : (${all})`;
}

/** Papers with at least one of these words. */
export function hasSomeWord(words: readonly string[]): MatchText {
  return `${text} : (${anyOf(words.map(anySpelling))})`;
}

/** What a query demands besides its words, to stand behind a condition; empty when it demands nothing. */
export function demands(query: Query): { must: MatchText[]; mustNot: MatchText[] } {
  return {
    must: [
      ...query.phrases.map((words) => `${text} : ${quoted(words)}`),
      ...query.authors.map((words) => `authors : (${allOf(words.map((word) => quoted([word])))})`),
      ...query.categories.map((category) => `tags : ${quoted(category.split(/[^\p{L}\p{N}]+/u))}`),
    ],
    mustNot: query.without.map((words) => `${text} : (${anyOf(phrases(words))})`),
  };
}

/** A condition together with what the query demands. */
export function within(condition: MatchText | null, query: Query): MatchText | null {
  const { must, mustNot } = demands(query);
  const all = condition === null ? must : [condition, ...must];
  if (all.length === 0) return null;
  const wanted = allOf(all.map((one) => `(${one})`));
  return mustNot.length === 0 ? wanted : `(${wanted}) NOT (${anyOf(mustNot)})`;
}

function quoted(words: readonly string[]): MatchText {
  return `"${words.join(" ")}"`;
}

function anySpelling(word: string): MatchText {
  return `(${anyOf(spellings(word).map((spelled) => quoted([spelled])))})`;
}

/** A name as a phrase, its last word singular and plural. */
function phrases(words: readonly string[]): MatchText[] {
  const telling = words.filter(tells);
  if (telling.length === 0) return [quoted(words)];
  const spelled = spellings(telling.at(-1) ?? "").map((last) => [...telling.slice(0, -1), last]);
  const inner = words.findLastIndex(tells) - words.findIndex(tells) + 1 - telling.length;
  // Looking a small word up costs more than all others together: what stands between the others is not asked.
  return spelled.map((name) =>
    inner === 0 ? quoted(name) : `NEAR(${name.map((word) => quoted([word])).join(" ")}, ${inner})`,
  );
}

function tells(word: string): boolean {
  return !smallWords.has(plain(word));
}

function anyOf(conditions: readonly MatchText[]): MatchText {
  return conditions.join(" OR ");
}

function allOf(conditions: readonly MatchText[]): MatchText {
  return conditions.join(" AND ");
}
