import { type Example, fit, learn } from "./learn.ts";
import { cosine, type TermVector } from "./vector.ts";

/** A paper somebody likes: by a vote, a save, or as an example they gave. */
export interface LikedPaper {
  paper: string;
  vector: TermVector;
  /** Who likes it; null for an example without a voter. */
  members: readonly string[];
}

/** What some people like, learnt from examples. */
export interface Taste {
  /** How well a paper fits; only the order means anything. */
  fit: (vector: TermVector) => number;
  /** The example a paper is most like, by the terms that speak for it, and the cosine of the two; null when it shares none of them. */
  nearest: (vector: TermVector) => { paper: string; likeness: number } | null;
  /** The papers it was learnt from, those that say most about it first. */
  examples: readonly string[];
  /** The terms that speak most for a paper, by their places in the vocabulary, strongest first. */
  terms: readonly number[];
}

/** One member decides at most this much of a taste, as far as there are others. */
const mostOfOne = 1 / 3;
const mostTerms = 40;

/** Learns a taste from papers that are liked and papers that are not. */
export function createTaste(liked: readonly LikedPaper[], against: readonly Example[]): Taste {
  const weightOf = memberWeights(liked);
  const examples = liked.map((one) => ({ ...one, weight: weightOf(one) }));
  const scorer = learn(examples, against);
  const speaksFor = (term: number) => Math.max(0, scorer.weights[term] ?? 0);
  const score = (vector: TermVector) => fit(scorer, vector);
  return {
    fit: score,
    nearest: (vector) => {
      const alike = liked.map((one) => ({ one, by: cosine(one.vector, vector, speaksFor) }));
      const [best] = alike.sort((a, b) => b.by - a.by);
      return best && best.by > 0 ? { paper: best.one.paper, likeness: cosine(best.one.vector, vector) } : null;
    },
    examples: examples
      .map(({ paper, vector, weight }) => ({ paper, tells: weight * score(vector) }))
      .sort((a, b) => b.tells - a.tells || a.paper.localeCompare(b.paper))
      .map(({ paper }) => paper),
    get terms() {
      const places = Array.from(scorer.weights.keys()).filter((place) => speaksFor(place) > 0);
      return places.sort((a, b) => speaksFor(b) - speaksFor(a)).slice(0, mostTerms);
    },
  };
}

/** What a liked paper counts: its members' shares; a member with many votes has the share of `mostOfOne` of all at most. */
function memberWeights(liked: readonly LikedPaper[]): (one: LikedPaper) => number {
  const counts = new Map<string, number>();
  for (const { members } of liked) for (const member of members) counts.set(member, (counts.get(member) ?? 0) + 1);
  const most = cap([...counts.values()]);
  const perVote = (member: string) => Math.min(1, most / (counts.get(member) ?? 1));
  return ({ members }) => (members.length === 0 ? 1 : members.reduce((sum, member) => sum + perVote(member), 0));
}

/** The largest weight of a member that is no more than its share of all; with fewer than four members, the smallest count. */
function cap(counts: readonly number[]): number {
  const least = Math.min(...counts);
  let most = Math.max(...counts);
  while (most > least) {
    const all = counts.reduce((sum, count) => sum + Math.min(count, most), 0);
    if (most <= mostOfOne * all) break;
    most = Math.max(least, most - 1);
  }
  return most;
}
