import type { Query } from "../papers/query.ts";
import { tellingWords } from "../papers/query.ts";
import {
  bestFirst,
  type Character,
  characterOf,
  likeness,
  matchTopic,
  type Match,
  paperTerms,
} from "../papers/rank.ts";
import type { PaperTerms } from "../papers/rank.ts";
import type { Topic } from "../papers/topic.ts";
import type { SearchLibrary } from "./search-library.ts";
import { hasAllWords, hasSomeWord, namesTopic, within } from "./search-match.ts";

/** A paper in its place, and why it is there. */
export interface Ranked {
  id: number;
  score: number;
  match: Match;
  terms: PaperTerms;
}

/** What to look for and how far. */
export interface Wanted {
  query: Query;
  topic: Topic;
  since: string | null;
  limit: number;
}

/** The head is ranked among these; the places behind it among more, and only when they are asked for. */
const headPool = 150;
const headSize = 20;
const tailPool = 400;
const relatedPool = 300;
const feedbackPapers = 30;
/** In the head what a paper says itself decides, behind it how much it is like the first ones. */
const headLikeness = 0.75;
const tailLikeness = 4;

/** Papers for a query, best first, and the character of the first ones. */
export function rank(library: SearchLibrary, wanted: Wanted): { ranked: Ranked[]; character: Character } {
  const ids = candidates(library, wanted, wanted.limit > headSize ? tailPool : headPool);
  const first = matches(library, wanted.topic, ids.slice(0, headPool));
  const character = characterOfFirst(library, first);
  const head = reranked(first, character, headLikeness).slice(0, headSize);
  if (wanted.limit <= headSize || first.length === 0) return { ranked: head, character };
  const inHead = new Set(head.map(({ id }) => id));
  const rest = [...new Set([...ids, ...related(library, wanted, character)])].filter((id) => !inHead.has(id));
  return { ranked: [...head, ...reranked(matches(library, wanted.topic, rest), character, tailLikeness)], character };
}

/** What the papers that answer best have in common. */
export function characterOfFirst(library: SearchLibrary, ranked: readonly Ranked[]): Character {
  const best = ranked.slice(0, feedbackPapers).map(({ terms, score }) => ({ paper: terms, weight: score + 0.01 }));
  return characterOf(best, library.rarity());
}

/** The papers of these ids by how well their own words answer. */
export function matches(library: SearchLibrary, topic: Topic, ids: readonly number[]): Ranked[] {
  const rarity = library.rarity();
  const texts = library.texts(ids);
  const read = (exact: string | null) =>
    texts.map((text) => {
      const terms = paperTerms(text, exact);
      const match = matchTopic(topic, terms, rarity);
      return { id: text.id, score: match.score, match, terms };
    });
  const found = read(topic.exact);
  // Nobody writes it in capitals, so the capitals meant nothing.
  const meant = topic.exact === null || found.some(({ match }) => match.title + match.body > 0);
  return (meant ? found : read(null)).sort(bestFirst);
}

/** The same papers, by their own words and by how much they are like the first ones. */
export function reranked(papers: readonly Ranked[], character: Character, weight: number): Ranked[] {
  const likes = papers.map(({ terms }) => likeness(character, terms));
  const most = Math.max(...likes, Number.MIN_VALUE);
  return papers
    .map((one, i) => ({ ...one, score: one.match.score + (weight * (likes[i] ?? 0)) / most }))
    .sort(bestFirst);
}

/** Papers that name the topic, then such with all its words, then with some. */
function candidates(library: SearchLibrary, { query, topic, since }: Wanted, most: number): number[] {
  const found = new Set<number>();
  const words = tellingWords(query.words);
  const conditions = words.length === 0 ? [null] : [namesTopic(topic), hasAllWords(topic), hasSomeWord(words)];
  for (const condition of conditions) {
    const complete = within(condition, query);
    if (complete === null || found.size >= most) continue;
    for (const id of library.candidates(complete, since, most)) found.add(id);
  }
  return [...found].slice(0, most);
}

function related(library: SearchLibrary, { query, since }: Wanted, character: Character): number[] {
  if (character.size === 0) return [];
  const condition = within(hasSomeWord([...character.keys()]), query);
  return condition === null ? [] : library.candidates(condition, since, relatedPool);
}
