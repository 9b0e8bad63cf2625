import { filters } from "./condition.ts";
import { countPeople } from "./names/people.ts";
import { parseQuery, type Query } from "./query.ts";
import { type TermProfile, termProfile, similarity } from "./term-profile.ts";
import { readTerms } from "./paper-terms.ts";
import { bestFirst } from "./match.ts";
import { narrowerTopics } from "./narrow.ts";
import { matchedWords } from "./explain.ts";
import { isWrittenApart, type Topic, topicOf } from "./topic.ts";
import { usualWords } from "./usual.ts";
import { publicId } from "../papers/public-id.ts";
import { selectAbout } from "./topic-filter.ts";
import type { SearchLibrary } from "./library.ts";
import { isByAuthors, rank, type Ranked, papersWithTerms } from "./ranking.ts";
import { quoteNames } from "./names/unquoted.ts";
import { alternativeSearches } from "./topics/list.ts";
import { withoutSmallStart } from "./topics/asking.ts";
import { correctTypos, hasUnknownWord } from "./typos.ts";
import type { Found, Hit, SearchOptions } from "./found.ts";

const nothing: Found = { hits: [], total: 0, aliases: [], people: null, quoted: [], narrower: [] };

/** With fewer papers the name's other spellings are looked for too: "fewshot" is mostly written "few-shot". */
const fewFound = 20;

/** Ranks papers for a query; when few papers or none have its words, looks for other spellings of them, then for typos. */
export function searchPapers(library: SearchLibrary, text: string, options: SearchOptions): Found {
  const { text: quoted, names } = quoteNames(text, library);
  const found = alternativeSearches(quoted).map((one) => searchQuery(library, parseQuery(one), options));
  return { ...union(found, options.limit), quoted: names };
}

function searchQuery(library: SearchLibrary, typed: Query, options: SearchOptions): Found {
  let unknown: boolean | null = null;
  const hasUnknown = () => (unknown ??= hasUnknownWord(library, typed));
  const [found, having] = ranking(library, typed, options, { unless: hasUnknown });
  const isOtherwise = having > 0 ? having < fewFound && isWrittenApart(typed.words, library) : hasUnknown();
  if (!isOtherwise) return found;
  const [otherwise, spelled] = ranking(library, typed, options, { inflected: true, unless: () => true });
  if (spelled > having) return otherwise;
  return having > 0 ? found : ranking(library, correctTypos(library, typed), options)[0];
}

/** How to read the words of a query, and `unless`: when no paper has all of them and this is so, nothing is ranked. */
interface Reading {
  inflected?: boolean;
  unless?: () => boolean;
}

/** Ranks papers, and says how many have everything that was asked for. */
function ranking(
  library: SearchLibrary,
  query: Query,
  { limit, since: from }: SearchOptions,
  { inflected = false, unless }: Reading = {},
): [Found, having: number] {
  const topic = topicOf(query.words, library, inflected);
  const { ranked, total, profile } = rank(library, { query, topic, since: from ?? query.since, limit }, unless);
  const first = ranked.slice(0, limit);
  // Of filters alone, what the papers have in common is no reason.
  const hits =
    query.words.length === 0 ? first.map(({ id }) => unexplained(id)) : explained(first, topic, profile, true);
  return [{ ...nothing, hits, total: Math.max(hits.length, total), aliases: otherNames(topic) }, total];
}

/** Selects the papers about one topic, whose names are in quotes. */
export function selectTopic(library: SearchLibrary, topic: string, options: SearchOptions): Found {
  const query = parseQuery(topic, false);
  const chosen = selection(library, query, options);
  const better = chosen.total === 0 ? correctTypos(library, query) : query;
  return better === query ? chosen : selection(library, better, options);
}

function selection(library: SearchLibrary, query: Query, { limit, since: from }: SearchOptions): Found {
  if (query.words.length === 0) return selectFiltered(library, query, from ?? query.since, limit);
  const typed = withoutSmallStart(query.words);
  const words = query.phrases.length > 0 ? query.words : usualWords(typed, library);
  const topic = topicOf(words, library, true);
  const { selected, total, profile } = selectAbout(library, { query, topic, since: from ?? query.since, limit });
  const hits = explained(selected.slice(0, limit), topic, profile, false);
  const texts = selected.map(({ terms: { text } }) => text);
  const aliases = [...(words === query.words || words === typed ? [] : [words.join(" ")]), ...otherNames(topic)];
  return { ...nothing, hits, total, aliases, narrower: narrowerTopics(query.words, library, texts, profile) };
}

/** Papers that are read when a topic has no words, only filters. */
const mostFiltered = 1_000;

/** Selects the papers that meet filters alone (`author:`, `org:`, `code:` …), newest first. */
function selectFiltered(library: SearchLibrary, query: Query, since: string | null, limit: number): Found {
  const condition = filters(query);
  if (condition === null) return nothing;
  const ids = library.newest(condition, since, mostFiltered);
  const [author] = query.authors;
  if (!author) {
    const total = ids.length < mostFiltered ? ids.length : library.count(condition, since, 1_000_000);
    return { ...nothing, hits: ids.slice(0, limit).map(unexplained), total };
  }
  const byId = new Map(library.texts(ids).map((text) => [text.id, text]));
  const texts = ids.flatMap((id) => byId.get(id) ?? []).filter((text) => isByAuthors(text, query));
  const hits = texts.slice(0, limit).map(({ id }) => unexplained(id));
  return { ...nothing, hits, total: texts.length, people: countPeople(texts, author) };
}

const unexplained = (id: number): Hit => ({ id: publicId(id), matched: [] });

/** Merges results in turns, first hits first, so that no topic hides another. */
export function union(found: readonly Found[], limit: number): Found {
  const [only = nothing] = found;
  if (found.length < 2) return only;
  const hits = new Map<string, Hit>();
  const longest = Math.max(...found.map((one) => one.hits.length));
  for (let place = 0; place < longest; place++)
    for (const { hits: list } of found) {
      const hit = list[place];
      if (!hit) continue;
      const matched = new Set([...(hits.get(hit.id)?.matched ?? []), ...hit.matched]);
      hits.set(hit.id, { id: hit.id, matched: [...matched] });
    }
  const doubled = found.reduce((sum, one) => sum + one.hits.length, 0) - hits.size;
  const total = found.reduce((sum, one) => sum + one.total, 0) - doubled;
  return {
    hits: [...hits.values()].slice(0, limit),
    total,
    aliases: [...new Set(found.flatMap((one) => one.aliases))],
    people: null,
    quoted: [],
    narrower: [],
  };
}

function explained(ranked: readonly Ranked[], topic: Topic, profile: TermProfile, names: boolean): Hit[] {
  return ranked.map(({ id, terms: { text } }) => ({
    id: publicId(id),
    matched: matchedWords(topic, profile, [text.title, text.body, ...(names ? text.authors : [])]),
  }));
}

function otherNames(topic: Topic): string[] {
  return topic.names.slice(1).map(({ words }) => words.join(" "));
}

/** Finds papers with the same distinguishing terms as one paper, most similar first. */
export function findSimilar(library: SearchLibrary, id: number, limit: number): Found {
  const [text] = library.texts([id]);
  if (!text) return nothing;
  const profile = termProfile([{ terms: readTerms(text, null), weight: 1 }], library.idf());
  if (profile.terms.length === 0) return nothing;
  const ids = papersWithTerms(library, profile).filter((other) => other !== id);
  const ranked = library
    .texts(ids)
    .map((other) => ({ id: other.id, score: similarity(profile, readTerms(other, null)), text: other }))
    .sort(bestFirst);
  const hits = ranked.slice(0, limit).map((hit) => ({
    id: publicId(hit.id),
    matched: matchedWords({ names: [], exact: null, forms: null, others: [] }, profile, [
      hit.text.title,
      hit.text.body,
    ]),
  }));
  return { ...nothing, hits, total: ranked.length };
}
