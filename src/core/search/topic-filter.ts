import { filtered, hasAllWords, namesTopic } from "./condition.ts";
import type { SearchLibrary } from "./library.ts";
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
import { similarity, type TermProfile } from "./term-profile.ts";
import { coreOf } from "./topic.ts";

/** The papers about a topic, best first; `total` may count more than were read, `profile` holds the terms they share. */
export interface Selected {
  selected: Ranked[];
  total: number;
  profile: TermProfile;
}

/** When at most this many papers name the topic, each counts; when more do, a passing mention does not suffice. */
const few = 15;
const feedbackPool = 60;
/** Papers that are read: those that name the topic, and those that only have its core words. More papers count only by their titles. */
const mostRead = 400;
const mostUnnamed = 200;

/** What counts beside similarity to the papers about the topic, and the sum that is needed. */
const namedInTitle = 0.7;
const wordsInTitle = 0.4;
const namedEarly = 0.6;
const enough = 1;

/** Selects the papers about a topic: stricter than ranking, and with the same judgement whatever the window. */
export function selectAbout(library: SearchLibrary, wanted: Wanted): Selected {
  const judge = learnTopic(library, wanted);
  const named = naming(library, wanted, mostRead);
  const { topic, query, since } = wanted;
  const cores = topic.names.map((name) => coreOf(name, library.idf()));
  const worded = library.newest(filtered(hasAllWords({ ...topic, names: cores }), query), since, mostUnnamed);
  const read = matches(library, topic, [...new Set([...named, ...worded])]);
  const selected = rerank(read.filter(judge.isAbout), judge.profile).sort(titlesFirst);
  return {
    selected,
    total: selected.length + countUnread(library, wanted, named.length, selected),
    profile: judge.profile,
  };
}

/** Learns from the whole library what papers about the topic have in common. */
function learnTopic(library: SearchLibrary, wanted: Wanted) {
  const all = naming(library, { ...wanted, since: null }, feedbackPool);
  const found = matches(library, wanted.topic, all);
  const profile = feedbackProfile(library, found);
  const best = rerank(found.filter(isNamed), profile).slice(0, feedbackPapers);
  const shared = sharedProfile(library, best);
  const length = average(best.map(({ terms }) => terms.body.length));
  const typical = average(best.map(({ terms }) => similarity(shared, terms, length)));
  // With few papers that name the topic, or with a whole library about it, there is nothing to learn.
  const unknown = all.length <= few || shared.weights.size === 0;
  const isAbout = (paper: Ranked): boolean => {
    const { title, first, titled, whole } = paper.match;
    if (unknown && isNamed(paper)) return true;
    if (!isNamed(paper) && !whole) return false;
    // Without an abstract, the title is all the evidence there is.
    if (title > 0 && paper.terms.body.length === 0) return true;
    const relative = similarity(shared, paper.terms, length) / typical;
    return relative + (title > 0 ? namedInTitle : wordsInTitle * titled) + namedEarly * (1 - first) >= enough;
  };
  return { profile, isAbout };
}

/** Counts papers that name the topic in the title and were not read. */
function countUnread(
  library: SearchLibrary,
  { topic, query, since }: Wanted,
  read: number,
  selected: readonly Ranked[],
): number {
  if (read < mostRead) return 0;
  const inTitles = library.count(filtered(namesTopic(topic, ["title"]), query), since, 1_000_000);
  return Math.max(0, inTitles - selected.filter(({ match }) => match.title > 0).length);
}

function titlesFirst(a: Ranked, b: Ranked): number {
  return Number(b.match.title > 0) - Number(a.match.title > 0);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length) || 1;
}
