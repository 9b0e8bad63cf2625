import { type Condition, filtered, hasAllWords, isFiltered, namesTopic } from "./condition.ts";
import type { SearchLibrary } from "./library.ts";
import { createMentions, type Mention } from "./mention.ts";
import {
  feedbackPapers,
  feedbackProfile,
  isNamed,
  matches,
  naming,
  type Ranked,
  rerank,
  sharedProfile,
  type Wanted,
} from "./ranking.ts";
import { anything } from "./query.ts";
import { similarity, type TermProfile, type TermWeights } from "./term-profile.ts";
import { coreOf } from "./topic.ts";

/** The papers about a topic, best first; `total` may count more than were read, `profile` holds the terms they share. */
export interface Selected {
  selected: Ranked[];
  total: number;
  profile: TermProfile;
}

/** When at most this many papers name the topic, each counts; when more do, a passing mention does not suffice. */
const few = 15;
/** When this many name it, its words close together in an abstract are no longer taken for the name. */
const many = 40;
const feedbackPool = 60;
/** What a topic is about shows in the newest papers: a roundup's cost hardly grows with a library that is larger. */
const mostLearntFrom = 50_000;
/** Papers that are read: those that name the topic, and those that only have its words. More papers count only by their titles. */
const mostRead = 400;
const mostUnnamed = 200;

/** A window of at most this many papers is read whole, which costs less than looking for its papers in the index. */
const smallWindow = 100;

/** What counts beside similarity to the papers about the topic, and the sum that is needed. */
const namedInTitle = 0.7;
const togetherInTitle = 0.5;
const wordsInTitle = 0.4;
const namedEarly = 0.6;
const enough = 1;
/** The similarity that is needed of a paper that only has a short form with other meanings. */
const enoughUnsure = 0.6;

/** A paper and where it has the topic's words together. */
interface Read extends Ranked {
  mention: Mention;
}

/** Selects the papers about a topic: stricter than ranking, and with the same judgement whatever the window. */
export function selectAbout(library: SearchLibrary, wanted: Wanted): Selected {
  const key = JSON.stringify([wanted.query.words, wanted.topic.names.map(({ words }) => words)]);
  const learnt = library.remembered(`topic ${key}`, () => learnTopic(library, wanted));
  const { profile } = learnt;
  const { named, others } = mayBeAbout(library, wanted);
  const read = readAll(library, wanted, [...new Set([...named, ...others])]);
  const selected = rerank(
    read.filter((paper) => isAbout(learnt, paper)),
    profile,
  ).sort(titlesFirst);
  return { selected, total: selected.length + countUnread(library, wanted, named.length, selected), profile };
}

/** Ids of papers that name the topic, newest first, and of others that may be about it. */
function mayBeAbout(library: SearchLibrary, wanted: Wanted): { named: number[]; others: number[] } {
  const { topic, query, since } = wanted;
  const window = since === null || isFiltered(query) ? null : library.window(since, smallWindow);
  if (window !== null) return { named: [], others: window };
  // Other forms of the words would crowd out papers that have the name as it was typed.
  const named = naming(library, { ...wanted, topic: { ...topic, forms: null } }, mostRead);
  const cores = topic.names.map((name) => coreOf(name, library.idf()));
  const newest = (condition: Condition) => library.newest(filtered(condition, query), since, mostUnnamed);
  const worded = [...newest(hasAllWords(topic, "title")), ...newest(hasAllWords({ ...topic, names: cores }, query))];
  return { named, others: worded };
}

function readAll(library: SearchLibrary, wanted: Wanted, ids: readonly number[]): Read[] {
  const mention = createMentions(wanted.topic);
  return matches(library, wanted, ids).map((paper) => ({ ...paper, mention: mention(paper.terms) }));
}

/** What the papers that name a topic have in common. */
interface Learnt {
  /** The terms of all papers that may name it. */
  profile: TermProfile;
  /** The terms that its best papers share, and how similar to them such a paper usually is, with its usual length. */
  shared: TermWeights;
  typical: number;
  length: number;
  /** The number of papers that name it, and of those whose short form surely means it. */
  naming: number;
  sure: number;
}

/** Learns from the library, whatever the window, what papers about the topic have in common. */
function learnTopic(library: SearchLibrary, wanted: Wanted): Learnt {
  // Filters do not change what a topic is about.
  const unfiltered = { ...wanted, query: { ...anything, words: wanted.query.words, names: false }, since: null };
  const all = naming(library, unfiltered, feedbackPool, { among: mostLearntFrom, enough: feedbackPool });
  const found = readAll(library, unfiltered, all);
  const profile = feedbackProfile(library, found);
  const namers = found.filter((paper) => !paper.match.other && (isNamed(paper) || paper.mention.inTitle));
  const sure = namers.filter((paper) => !paper.match.unsure);
  const seeds = sure.length > 0 ? sure : namers;
  const best = rerank(seeds, profile).slice(0, feedbackPapers);
  const { weights, pick } = sharedProfile(library, best);
  const length = average(best.map(({ terms }) => terms.body.length));
  const typical = average(best.map(({ terms }) => similarity({ weights, pick }, terms, length)));
  return {
    profile: { ...profile },
    shared: { weights, pick },
    typical,
    length,
    naming: seeds.length,
    sure: sure.length,
  };
}

/** Whether a paper is about the topic: by how it names it, and how much it has in common with the papers that do. */
function isAbout({ shared, typical, length, naming, sure }: Learnt, { match, mention, terms }: Read): boolean {
  const { title, titled, whole, other, unsure } = match;
  const { inTitle } = mention;
  // With few papers that name the topic, or with a whole library about it, there is nothing to learn.
  const unknown = naming <= few || shared.weights.size === 0;
  const first = naming < many ? Math.min(match.first, mention.first) : match.first;
  const named = title + match.body > 0 || inTitle || first < 1;
  const relative = similarity(shared, terms, length) / typical;
  if (other) return false;
  if (unsure && !inTitle && sure > 0) return relative >= enoughUnsure;
  if (unknown && named) return true;
  if (!named && !whole) return false;
  // Without an abstract, the title is all the evidence there is.
  if (title > 0 && terms.body.length === 0) return true;
  const byTitle = title > 0 ? namedInTitle : inTitle ? togetherInTitle : wordsInTitle * titled;
  return relative + byTitle + namedEarly * (1 - first) >= enough;
}

/** Counts papers that name the topic in the title and were not read; none where no paper that was read is about it. */
function countUnread(
  library: SearchLibrary,
  { topic, query, since }: Wanted,
  read: number,
  selected: readonly Ranked[],
): number {
  if (read < mostRead || selected.length === 0) return 0;
  const inTitles = library.count(filtered(namesTopic(topic, ["title"]), query), since, 1_000_000);
  return Math.max(0, inTitles - selected.filter(({ match }) => match.title > 0).length);
}

function titlesFirst(a: Read, b: Read): number {
  const inTitle = ({ match, mention }: Read) => Number(match.title > 0 || mention.inTitle);
  return inTitle(b) - inTitle(a);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length) || 1;
}
