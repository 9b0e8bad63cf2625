import { type Breadth, broad, type Character, characterOf, likeness } from "./term-profile.ts";
import { codeOf } from "./term-hash.ts";
import { type PaperTerms, readMore, readTerms } from "./paper-terms.ts";
import { parseQuery, type Query, tellingWords } from "./query.ts";
import { bestFirst, matcherFor, type Match } from "./match.ts";
import { termOf } from "./terms.ts";
import type { Topic } from "./topic.ts";
import type { SearchLibrary } from "./library.ts";
import { hasAllWords, hasSomeWord, namesTopic, within } from "./condition.ts";

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
const headPool = 200;
const headSize = 10;
/** Where fewer papers have all words, those with some of them are looked at too. */
const fewAnswers = 20;
const tailPool = 400;
const relatedPool = 300;
/** From so many of the first papers is learnt what they have in common. */
export const feedbackPapers = 30;
/** In the head what a paper says itself decides, behind it how much it is like the first ones. */
const headLikeness = 0.75;
const tailLikeness = 7;

/** Papers for a query, best first, how many answer it, and what the first ones are like. */
export function rank(
  library: SearchLibrary,
  wanted: Wanted,
): { ranked: Ranked[]; total: number; character: Character } {
  const { ids, total } = candidates(library, wanted, headPool);
  const first = matches(library, wanted.topic, ids);
  const character = characterOfFirst(library, first);
  const order = reranked(first, character);
  const head = order.slice(0, headSize);
  if (wanted.limit <= headSize || first.length === 0) return { ranked: head, total, character };
  const inHead = new Set(head.map(({ id }) => id));
  const more = ids.length < headPool ? ids : candidates(library, wanted, tailPool).ids;
  const kind = kindOf(library, order, broad);
  const rest = [...new Set([...more, ...related(library, kind, wanted)])].filter((id) => !inHead.has(id));
  const tail = byLikeness(matches(library, wanted.topic, rest), kind);
  return { ranked: [...head, ...tail], total, character };
}

/** What the papers that answer best have in common. */
export function characterOfFirst(library: SearchLibrary, ranked: readonly Ranked[]): Character {
  const best = ranked.slice(0, feedbackPapers).map(({ terms, score }) => ({ terms, weight: score + 0.01 }));
  return characterOf(best, library.rarity());
}

/** What the first of these papers are like, each of them counted the same. */
export function kindOf(library: SearchLibrary, order: readonly Ranked[], breadth?: Breadth): Character {
  const first = order.slice(0, feedbackPapers).map(({ terms }) => ({ terms, weight: 1 }));
  return characterOf(first, library.rarity(), breadth);
}

/** The papers of these ids by how well their own words answer. */
export function matches(library: SearchLibrary, topic: Topic, ids: readonly number[]): Ranked[] {
  const match = matcherFor(topic, library.rarity());
  const texts = library.texts(ids);
  const read = (exact: string | null) =>
    texts.map((text) => {
      const terms = readTerms(text, exact);
      const said = match(terms);
      const found = said.title + said.body > 0 ? said : match(readMore(terms, exact));
      return { id: text.id, score: found.score, match: found, terms };
    });
  const found = read(topic.exact);
  // Nobody writes it in capitals, so the capitals meant nothing.
  const meant = topic.exact === null || found.some(isNamed);
  return (meant ? found : read(null)).sort(bestFirst);
}

/** Whether the paper names the topic. */
export function isNamed({ match }: Ranked): boolean {
  return match.title + match.body > 0;
}

/** The places behind the head: what a paper says itself decides less there than how much of the first ones' words it has. */
function byLikeness(papers: readonly Ranked[], character: Character): Ranked[] {
  const average = papers.reduce((sum, { terms }) => sum + terms.body.length, 0) / papers.length;
  return reranked(papers, character, tailLikeness, average);
}

/** The same papers, by their own words and by how much they are like the first ones. */
export function reranked(
  papers: readonly Ranked[],
  character: Character,
  weight = headLikeness,
  average: number | null = null,
): Ranked[] {
  const likes = papers.map(({ terms }) => likeness(character, terms, average));
  const most = Math.max(...likes, Number.MIN_VALUE);
  return papers
    .map((one, i) => ({ ...one, score: one.match.score + (weight * (likes[i] ?? 0)) / most }))
    .sort(bestFirst);
}

/** At least so many of the newest papers are looked through for those that name the topic both in title and abstract. */
const leastNaming = 300;
/** Papers that have what was asked for are counted up to so many. */
const mostCounted = 1_000;

/** Ids in the order they should be read, and how many papers have what was asked for. */
interface Candidates {
  ids: number[];
  total: number;
}

/** Papers that name the topic, then such with all its words, then with the rarest of them. */
function candidates(library: SearchLibrary, wanted: Wanted, most: number): Candidates {
  const { query, topic, since } = wanted;
  const words = tellingWords(query.words);
  const all = within(words.length === 0 ? null : hasAllWords(topic), query);
  if (all === null) return { ids: [], total: 0 };
  const having = library.newest(all, since, most + 1);
  if (having.length > most && words.length > 0)
    return { ids: naming(library, wanted, most, having), total: library.count(all, since, mostCounted) };
  // Who names the topic has its words: these are all, and the slower questions for phrases need not be asked.
  const some = having.length < fewAnswers ? someWords(library, wanted, words, most) : [];
  return { ids: [...new Set([...having, ...some])].slice(0, most), total: having.length };
}

/** The newest papers that name the topic in the abstract and have its words in the title, then in one of them, then others. */
export function naming(
  library: SearchLibrary,
  { topic, query, since }: Wanted,
  most: number,
  others: readonly number[] = [],
): number[] {
  // Fewer than were wanted then means that there are no more.
  const limit = Math.max(leastNaming, most);
  const newest = (condition: string) => library.newest(within(condition, query) ?? condition, since, limit);
  const titled = newest(hasAllWords(topic, "title"));
  const named = new Set(newest(namesTopic(topic, "{abstract tags}")));
  const both = titled.filter((id) => named.has(id));
  return [...new Set([...both, ...titled, ...named, ...others])].slice(0, most);
}

const mostRare = 3;

/** The newest papers with one of the rarest words. */
function someWords(library: SearchLibrary, { query, since }: Wanted, words: readonly string[], most: number): number[] {
  const rarity = library.rarity();
  const rare = (word: string) => rarity(codeOf(termOf(word)));
  const rarest = [...words].sort((a, b) => rare(b) - rare(a)).slice(0, mostRare);
  return rarest.flatMap((word) => library.newest(within(hasSomeWord([word]), query) ?? "", since, most)).slice(0, most);
}

const nothingDemanded: Query = parseQuery("");
/** So many occurrences of characteristic terms are weighed, the heaviest terms first. */
const mostWeighed = 100_000;

/** Papers with the most of a character, by the weights of its terms that they have. */
export function related(
  library: SearchLibrary,
  { terms, weights }: Character,
  { query, since }: Pick<Wanted, "query" | "since"> = { query: nothingDemanded, since: null },
): number[] {
  const had = new Map<number, number>();
  let left = mostWeighed;
  for (const term of terms) {
    if (left <= 0) break;
    const ids = library.newest(within(hasSomeWord([term]), query) ?? "", since, left);
    left -= ids.length;
    const weight = weights.get(codeOf(term)) ?? 0;
    for (const id of ids) had.set(id, (had.get(id) ?? 0) + weight);
  }
  const most = [...had].sort(([, a], [, b]) => b - a).slice(0, relatedPool);
  return most.map(([id]) => id);
}
