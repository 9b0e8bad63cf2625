import { type Character, likeness } from "./term-profile.ts";
import { coreOf } from "./core-name.ts";
import type { SearchLibrary } from "./library.ts";
import { hasAllWords, namesTopic, within } from "./condition.ts";
import {
  characterOfFirst,
  feedbackPapers,
  isNamed,
  kindOf,
  matches,
  naming,
  type Ranked,
  reranked,
  type Wanted,
} from "./ranking.ts";

/** A topic's papers: best first, how many in all, and what they have in common. */
export interface Selected {
  selected: Ranked[];
  total: number;
  character: Character;
}

/** Where at most this many papers name the topic, each of them is about it; where more do, a passing mention is not enough. */
const few = 15;
const feedbackPool = 60;
/** So many papers that name the topic are read, and so many that only have the words of its core; behind them only those count that name it in the title. */
const mostRead = 400;
const mostUnnamed = 200;

/** What counts for being about a topic beside being like the papers that are, and how much of it all is needed. */
const namedInTitle = 0.7;
const wordsInTitle = 0.4;
const namedEarly = 0.6;
const enough = 1;

/** The papers that are about a topic: stricter than a ranking, and the same whatever the window. */
export function select(library: SearchLibrary, wanted: Wanted): Selected {
  const judge = judgeOf(library, wanted);
  const named = naming(library, wanted, mostRead);
  const { topic, query, since } = wanted;
  const cores = topic.names.map((name) => coreOf(name, library.rarity()));
  const worded = library.newest(within(hasAllWords({ ...topic, names: cores }), query) ?? "", since, mostUnnamed);
  const read = matches(library, topic, [...new Set([...named, ...worded])]);
  const selected = reranked(read.filter(judge.isAbout), judge.character).sort(titlesFirst);
  return {
    selected,
    total: selected.length + unread(library, wanted, named.length, selected),
    character: judge.character,
  };
}

/** Learns from the whole library what papers about the topic are like. */
function judgeOf(library: SearchLibrary, wanted: Wanted) {
  const all = naming(library, { ...wanted, since: null }, feedbackPool);
  const found = matches(library, wanted.topic, all);
  const character = characterOfFirst(library, found);
  const best = reranked(found.filter(isNamed), character).slice(0, feedbackPapers);
  const kind = kindOf(library, best);
  const length = average(best.map(({ terms }) => terms.body.length));
  const typical = average(best.map(({ terms }) => likeness(kind, terms, length)));
  // Where few name it, or the whole library is about it, there is nothing to learn from.
  const unknown = all.length <= few || kind.weights.size === 0;
  const isAbout = (paper: Ranked): boolean => {
    const { title, first, titled, whole } = paper.match;
    if (unknown && isNamed(paper)) return true;
    if (!isNamed(paper) && !whole) return false;
    // Of a paper without an abstract the title is all there is to go by.
    if (title > 0 && paper.terms.body.length === 0) return true;
    const like = likeness(kind, paper.terms, length) / typical;
    return like + (title > 0 ? namedInTitle : wordsInTitle * titled) + namedEarly * (1 - first) >= enough;
  };
  return { character, isAbout };
}

function unread(
  library: SearchLibrary,
  { topic, query, since }: Wanted,
  read: number,
  selected: readonly Ranked[],
): number {
  if (read < mostRead) return 0;
  const inTitles = library.count(within(namesTopic(topic, "title"), query) ?? "", since, 1_000_000);
  return Math.max(0, inTitles - selected.filter(({ match }) => match.title > 0).length);
}

function titlesFirst(a: Ranked, b: Ranked): number {
  return Number(b.match.title > 0) - Number(a.match.title > 0);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length) || 1;
}
