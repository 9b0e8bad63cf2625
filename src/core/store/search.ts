import { parseQuery, tellingWords } from "../papers/query.ts";
import { bestFirst, type Character, characterOf, likeness, paperTerms } from "../papers/rank.ts";
import { reasonsFor } from "../papers/reasons.ts";
import { wordsOf } from "../papers/terms.ts";
import { type Topic, topicOf } from "../papers/topic.ts";
import { publicId, rowOf } from "./ids.ts";
import { select } from "./search-filter.ts";
import { openSearchLibrary, type SearchLibrary } from "./search-library.ts";
import { hasAllWords, hasSomeWord, within } from "./search-match.ts";
import { rank, type Ranked } from "./search-ranking.ts";
import { corrected } from "./search-typos.ts";
import { namesLike, titlesLike } from "./search-suggestions.ts";
import type { Connection } from "./sqlite.ts";
import type { Found, Hit, Search, SearchOptions } from "./store.ts";

const nothing: Found = { hits: [], total: 0, aliases: [] };
const relatedPool = 300;
const mostCounted = 10_000;

/** Search over the full-text index of a database. */
export function searchIn({ sqlite }: Connection): Search {
  const library = openSearchLibrary(sqlite);
  return {
    search: async (text, options) => searchFor(library, text, options),
    topic: async (text, options) => selectFor(library, text, options),
    similar: async (paper, limit) => similarTo(library, rowOf(paper), limit),
    titles: titlesLike(sqlite),
    names: namesLike(sqlite),
  };
}

function searchFor(library: SearchLibrary, text: string, { limit, since: from }: SearchOptions): Found {
  const query = corrected(library, parseQuery(text));
  const topic = topicOf(query.words, library);
  const condition = within(tellingWords(query.words).length > 0 ? hasAllWords(topic) : null, query);
  if (condition === null) return nothing;
  const since = from ?? query.since;
  const { ranked, character } = rank(library, { query, topic, since, limit });
  const shown = ranked.slice(0, limit);
  const total = Math.max(shown.length, library.count(condition, since, mostCounted));
  return { hits: explained(library, shown, topic, character), total, aliases: aliasesOf(topic) };
}

/** Several topics are separated by commas; a paper of any of them counts. */
function selectFor(library: SearchLibrary, text: string, { limit, since: from }: SearchOptions): Found {
  const found = topicsIn(text).map((one) => {
    const query = corrected(library, parseQuery(one));
    const topic = topicOf(query.words, library);
    if (tellingWords(query.words).length === 0) return nothing;
    const { selected, total, character } = select(library, { query, topic, since: from ?? query.since, limit });
    const hits = explained(library, selected.slice(0, limit), topic, character);
    return { hits, total, aliases: aliasesOf(topic) };
  });
  return union(found, limit);
}

const mostTopics = 12;

function topicsIn(text: string): string[] {
  const topics = text
    .slice(0, 2_000)
    .split(/[,;]/)
    .filter((topic) => wordsOf(topic).length > 0);
  return [...new Set(topics.map((topic) => topic.trim()))].slice(0, mostTopics);
}

/** The first of each, then the second of each: no topic hides another. */
function union(found: readonly Found[], limit: number): Found {
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
  };
}

function explained(library: SearchLibrary, ranked: readonly Ranked[], topic: Topic, character: Character): Hit[] {
  const texts = new Map(library.texts(ranked.map(({ id }) => id)).map((text) => [text.id, text]));
  return ranked.map(({ id }) => {
    const text = texts.get(id);
    const matched = text ? reasonsFor(topic, character, [text.title, text.body, text.people]) : [];
    return { id: publicId(id), matched };
  });
}

function aliasesOf(topic: Topic): string[] {
  return topic.names.slice(1).map(({ words }) => words.join(" "));
}

function similarTo(library: SearchLibrary, id: number, limit: number): Found {
  const [text] = library.texts([id]);
  if (!text) return nothing;
  const character = characterOf([{ paper: paperTerms(text, null), weight: 1 }], library.rarity());
  if (character.size === 0) return nothing;
  const ids = library.candidates(hasSomeWord([...character.keys()]), null, relatedPool).filter((other) => other !== id);
  const texts = library.texts(ids);
  const ranked = texts
    .map((other) => ({ id: other.id, score: likeness(character, paperTerms(other, null)), text: other }))
    .sort(bestFirst);
  const hits = ranked.slice(0, limit).map((hit) => ({
    id: publicId(hit.id),
    matched: reasonsFor({ names: [], exact: null }, character, [hit.text.title, hit.text.body]),
  }));
  return { hits, total: ranked.length, aliases: [] };
}
