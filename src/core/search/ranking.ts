import { filtered, filters, hasAllWords, hasSomeWord, namesTopic, type Condition } from "./condition.ts";
import type { SearchLibrary } from "./library.ts";
import { bestFirst, createMatcher, type Match } from "./match.ts";
import { type PaperTerms, type PaperText, readMore, readTerms } from "./paper-terms.ts";
import { authorOf } from "./names/people.ts";
import { anything, contentWords, type Query } from "./query.ts";
import { hashTerm } from "./term-hash.ts";
import { type Breadth, broad, similarity, type TermProfile, termProfile } from "./term-profile.ts";
import { mayBeNamePart, termOf } from "./terms.ts";
import type { Topic } from "./topic.ts";

/** A scored paper, with its match and its terms. */
export interface Ranked {
  id: number;
  score: number;
  match: Match;
  terms: PaperTerms;
}

/** What to search for, and how far. */
export interface Wanted {
  query: Query;
  topic: Topic;
  since: string | null;
  limit: number;
}

/** The first page is ranked among this many candidates, later pages among more. */
const headPool = 200;
const headSize = 10;
/** When fewer papers than this have all words of a query, papers with some of them are read too. */
const fewAnswers = 20;
/**
 * Papers that name the topic are read first. Others fill the first page's candidates up to this number, and at most this
 * many papers that have only some of the words are read.
 */
const unnamedPool = 100;
const tailPool = 400;
const expansionPool = 300;
/** Relevance feedback learns from this many of the best papers. */
export const feedbackPapers = 30;
/** First page: mostly the paper's own match. Later pages: mostly similarity to the first results. */
const headSimilarity = 1;
const tailSimilarity = 7;

/** What was ranked, best first; `total` is the number that match, `profile` the terms that the best ones share. */
interface Ranking {
  ranked: Ranked[];
  total: number;
  profile: TermProfile;
}

/** Ranks papers for a query. When no paper has everything that was asked for, those with some of it are ranked unless `unless` is so. */
export function rank(library: SearchLibrary, wanted: Wanted, unless: () => boolean = () => false): Ranking {
  const { authors } = wanted.query;
  // Which of the candidates the named authors wrote, or have a name in capitals, is known only once they are read.
  const enough = authors.length > 0 || wanted.topic.exact !== null ? Infinity : enoughTitled;
  const { ids, total } = candidates(library, wanted, headPool, { unless, enough, fill: unnamedPool });
  const first = matches(library, wanted, ids);
  const profile = feedbackProfile(library, first);
  const order = allWordsFirst(rerank(first, profile), wanted.query, ids, total);
  const head = order.slice(0, headSize);
  const matching = authors.length > 0 ? Math.min(total, first.length) : total;
  if (wanted.limit <= headSize || first.length === 0) return { ranked: head, total: matching, profile };
  const inHead = new Set(head.map(({ id }) => id));
  const more = total < headPool ? ids : candidates(library, wanted, tailPool).ids;
  const expansion = sharedProfile(library, order, broad);
  const rest = [...new Set([...more, ...papersWithTerms(library, expansion, wanted)])].filter((id) => !inHead.has(id));
  const tail = rankTail(matches(library, wanted, rest), expansion);
  return { ranked: [...head, ...tail], total: matching, profile };
}

/** Of so few words each is meant: "C++ bindings" are no bindings of proteins. */
const eachMeant = 3;

/** Puts papers that have all words of a short query before others; the first `total` candidates have them. */
function allWordsFirst(order: Ranked[], { words }: Query, candidates: readonly number[], total: number): Ranked[] {
  if (total === 0 || total >= candidates.length || contentWords(words).length > eachMeant) return order;
  const having = new Set(candidates.slice(0, total));
  return [...order.filter(({ id }) => having.has(id)), ...order.filter(({ id }) => !having.has(id))];
}

/** Relevance feedback: the term profile of the best papers, weighted by their scores. */
export function feedbackProfile(library: SearchLibrary, ranked: readonly Ranked[]): TermProfile {
  const best = ranked.slice(0, feedbackPapers).map(({ terms, score }) => ({ terms, weight: score + 0.01 }));
  return termProfile(best, library.idf());
}

/** The term profile of the best papers, all with the same weight. */
export function sharedProfile(library: SearchLibrary, order: readonly Ranked[], breadth?: Breadth): TermProfile {
  const best = order.slice(0, feedbackPapers).map(({ terms }) => ({ terms, weight: 1 }));
  return termProfile(best, library.idf(), breadth);
}

/** Reads papers, keeps those of the query's authors, and sorts them by how well their own words match the topic. */
export function matches(
  library: SearchLibrary,
  { topic, query }: Pick<Wanted, "topic" | "query">,
  ids: readonly number[],
): Ranked[] {
  const match = createMatcher(topic, library.idf());
  const parts = topic.names.some(({ terms }) => terms.some(mayBeNamePart));
  const texts = library.texts(ids).filter((text) => isByAuthors(text, query));
  const read = (exact: string | null) =>
    texts.map((text) => {
      const terms = readTerms(text, exact);
      const own = match(terms);
      const found =
        own.title + own.body > 0 || own.whole ? own : match(readMore(terms, exact, { parts, names: query.names }));
      return { id: text.id, score: found.score, match: found, terms };
    });
  const found = read(topic.exact);
  // When no paper writes the name in capitals, the capitals meant nothing.
  const meant = topic.exact === null || found.some(isNamed);
  return (meant ? found : read(null)).sort(bestFirst);
}

/** Whether a paper is by everybody whom the query names with `author:`. */
export function isByAuthors(text: PaperText, { authors }: Query): boolean {
  return authors.every((name) => authorOf(text, name) !== null);
}

/** Whether the paper names the topic. */
export function isNamed({ match }: Ranked): boolean {
  return match.title + match.body > 0;
}

/** Sorts the later pages: similarity counts more there, and is normalised by the length of the papers. */
function rankTail(papers: readonly Ranked[], profile: TermProfile): Ranked[] {
  const average = papers.reduce((sum, { terms }) => sum + terms.body.length, 0) / papers.length;
  return rerank(papers, profile, tailSimilarity, average);
}

/** Sorts papers by their own match plus `weight` times their similarity to a profile, relative to the most similar one. */
export function rerank<Paper extends Ranked>(
  papers: readonly Paper[],
  profile: TermProfile,
  weight = headSimilarity,
  average: number | null = null,
): Paper[] {
  const similarities = papers.map(({ terms }) => similarity(profile, terms, average));
  const most = Math.max(...similarities, Number.MIN_VALUE);
  return papers
    .map((one, i) => ({ ...one, score: one.match.score + (weight * (similarities[i] ?? 0)) / most }))
    .sort(bestFirst);
}

/** At least this many of the newest papers are searched for those that name the topic in both title and abstract. */
const leastNaming = 300;
/** Matching papers are counted up to this many. */
const mostCounted = 1_000;

/** When at least this many papers have the words in the title, the ten best are among them, and the first page reads no others. */
const enoughTitled = 40;

/** Ids in the order in which to read them, and the number of papers that have everything that was asked for. */
interface Candidates {
  ids: number[];
  total: number;
}

/** Chooses papers that name the topic, then papers with all its words, then papers with its rarest words. */
function candidates(
  library: SearchLibrary,
  wanted: Wanted,
  most: number,
  { unless = () => false, enough, fill }: { unless?: () => boolean } & Pick<Extent, "enough" | "fill"> = {},
): Candidates {
  const { query, topic, since } = wanted;
  const words = contentWords(query.words);
  const everything = words.length === 0 ? filters(query) : filtered(hasAllWords(topic, query), query);
  if (everything === null) return { ids: [], total: 0 };
  const having = library.newest(everything, since, mostCounted);
  if (having.length === 0 && unless()) return { ids: [], total: 0 };
  if (having.length > most && words.length > 0)
    return { ids: naming(library, wanted, most, { others: having, enough, fill }), total: having.length };
  // Papers that name the topic have its words, so they are all in `having`: the slower phrase conditions are not needed.
  const some = having.length < fewAnswers ? withRarestWords(library, wanted, words, unnamedPool) : [];
  return { ids: [...new Set([...having, ...some])].slice(0, most), total: having.length };
}

/** How far `naming` looks. */
interface Extent {
  /** Papers that do not name the topic. They are added until there are `fill` papers in all. */
  others?: readonly number[];
  fill?: number;
  /** The number of papers searched, those that were added last. */
  among?: number;
  /** When at least this many papers have the words in the title, no others are looked for. */
  enough?: number;
}

/** The newest papers with the topic in abstract and title, then in the title, then in the abstract, then `others`. */
export function naming(
  library: SearchLibrary,
  { topic, query, since }: Wanted,
  most: number,
  { others = [], fill = most, among, enough = Infinity }: Extent = {},
): number[] {
  // With a limit of at least `most`, fewer results mean that there are no more.
  const limit = Math.max(leastNaming, most);
  const newest = (condition: Condition) => library.newest(filtered(condition, query), since, limit, among);
  const titled = newest(hasAllWords(topic, "title"));
  if (titled.length >= enough) return titled.slice(0, most);
  const named = new Set(newest(namesTopic(topic, ["abstract", "tags"])));
  const both = titled.filter((id) => named.has(id));
  const naming = [...new Set([...both, ...titled, ...named])].slice(0, most);
  return [...new Set([...naming, ...others])].slice(0, Math.max(naming.length, fill));
}

const mostRare = 3;

/** The newest papers that have one of the query's rarest words. */
function withRarestWords(
  library: SearchLibrary,
  { query, since }: Wanted,
  words: readonly string[],
  most: number,
): number[] {
  const idf = library.idf();
  const rareness = (word: string) => idf(hashTerm(termOf(word)));
  const rarest = [...words].sort((a, b) => rareness(b) - rareness(a)).slice(0, mostRare);
  return rarest.flatMap((word) => library.newest(filtered(hasSomeWord([word]), query), since, most)).slice(0, most);
}

/** Postings of expansion terms that are read, heaviest terms first. */
const mostPostings = 100_000;

/** Query expansion: the papers whose terms of a profile weigh most. */
export function papersWithTerms(
  library: SearchLibrary,
  { terms, weights }: TermProfile,
  { query, since }: Pick<Wanted, "query" | "since"> = { query: anything, since: null },
): number[] {
  const found = new Map<number, number>();
  let left = mostPostings;
  for (const term of terms) {
    if (left <= 0) break;
    const ids = library.newest(filtered(hasSomeWord([term]), query), since, left);
    left -= ids.length;
    const weight = weights.get(hashTerm(term)) ?? 0;
    for (const id of ids) found.set(id, (found.get(id) ?? 0) + weight);
  }
  const heaviest = [...found].sort(([, a], [, b]) => b - a).slice(0, expansionPool);
  return heaviest.map(([id]) => id);
}
