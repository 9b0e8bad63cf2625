import { parseQuery, type Query, tellingWords } from "../papers/query.ts";
import { bestFirst, type Character, characterOf, likeness, matchTopic, type Match, type PaperTerms } from "../papers/rank.ts";
import { type Topic, topicOf } from "../papers/topic.ts";
import { publicId, rowOf } from "./ids.ts";
import { openSearchLibrary, type SearchLibrary } from "./search-library.ts";
import { hasAllWords, hasSomeWord, namesTopic, within } from "./search-match.ts";
import type { Connection } from "./sqlite.ts";
import type { Found, Search, SearchOptions } from "./store.ts";

/** Search over the full-text index of a database. */
export function searchIn({ sqlite }: Connection): Search {
  const library = openSearchLibrary(sqlite);
  return {
    search: async (text, options) => searchFor(library, text, options),
    topic: async (text, options) => searchFor(library, text, options),
    similar: async (paper, limit) => similarTo(library, rowOf(paper), limit),
    titles: async () => [],
    names: async () => [],
  };
}

interface Ranked {
  match: Match;
  paper: PaperTerms;
  score: number;
}

const headPool = 150;
const tailPool = 400;
const relatedPool = 300;
const headSize = 20;
const feedbackPapers = 30;
const headLikeness = 0.75;
const tailLikeness = 4;

function searchFor(library: SearchLibrary, text: string, { limit, since: from }: SearchOptions): Found {
  const query = parseQuery(text);
  const since = from ?? query.since;
  if (query.words.length === 0) return { hits: [], total: 0, aliases: [] };
  const topic = topicOf(query.words, library);
  const ranked = rank(library, query, topic, since, limit);
  return {
    hits: ranked.slice(0, limit).map(({ paper }) => ({ id: publicId(paper.id), matched: [] })),
    total: ranked.length,
    aliases: topic.names.slice(1).map(({ words }) => words.join(" ")),
  };
}

function rank(library: SearchLibrary, query: Query, topic: Topic, since: string | null, limit: number): Ranked[] {
  const rarity = library.rarity();
  const matched = (ids: number[]): Ranked[] =>
    library.terms(ids).map((paper) => {
      const match = matchTopic(topic, paper, rarity);
      return { paper, match, score: match.score };
    });
  const ids = candidates(library, query, topic, since, limit > headSize ? tailPool : headPool);
  const first = matched(ids.slice(0, headPool)).sort(byScore);
  if (first.length === 0) return [];
  const character = characterOf(
    first.slice(0, feedbackPapers).map(({ paper, score }) => ({ paper, weight: score })),
    rarity,
  );
  const head = reranked(first, character, headLikeness).slice(0, headSize);
  if (limit <= headSize) return head;
  const seen = new Set(head.map(({ paper }) => paper.id));
  const related = relatedTo(library, query, character, since);
  const rest = [...new Set([...ids, ...related])].filter((id) => !seen.has(id));
  return [...head, ...reranked(matched(rest), character, tailLikeness)];
}

function candidates(library: SearchLibrary, query: Query, topic: Topic, since: string | null, wanted: number): number[] {
  const found = new Set<number>();
  for (const condition of [namesTopic(topic), hasAllWords(topic), hasSomeWord(tellingWords(query.words))]) {
    if (found.size >= wanted) break;
    const complete = within(condition, query);
    if (complete !== null) for (const id of library.candidates(complete, since, wanted)) found.add(id);
  }
  return [...found].slice(0, wanted);
}

function relatedTo(library: SearchLibrary, query: Query, character: Character, since: string | null): number[] {
  const condition = within(hasSomeWord([...character.keys()]), query);
  return condition === null ? [] : library.candidates(condition, since, relatedPool);
}

function reranked(papers: Ranked[], character: Character, weight: number): Ranked[] {
  const likes = papers.map(({ paper }) => likeness(character, paper));
  const most = Math.max(...likes, 1e-9);
  return papers
    .map((one, i) => ({ ...one, score: one.match.score + (weight * (likes[i] ?? 0)) / most }))
    .sort(byScore);
}

function byScore(a: Ranked, b: Ranked): number {
  return bestFirst({ id: a.paper.id, score: a.score }, { id: b.paper.id, score: b.score });
}

function similarTo(library: SearchLibrary, id: number, limit: number): Found {
  const [paper] = library.terms([id]);
  if (!paper) return { hits: [], total: 0, aliases: [] };
  const character = characterOf([{ paper, weight: 1 }], library.rarity());
  const ids = library.candidates(hasSomeWord([...character.keys()]), null, relatedPool);
  const hits = library
    .terms(ids.filter((other) => other !== id))
    .map((other) => ({ id: other.id, score: likeness(character, other) }))
    .sort(bestFirst);
  return { hits: hits.slice(0, limit).map((hit) => ({ id: publicId(hit.id), matched: [] })), total: hits.length, aliases: [] };
}
