import type { Paper } from "../papers/paper.ts";
import { dayMs } from "../../durations.ts";

/** A paper that may be in a roundup, and what speaks for it. */
export interface Candidate {
  paper: Paper;
  /** What of the topic it matched, in words; empty without a topic. */
  matched: string[];
  /** How well it matches: 1 is the best of its topic, towards 0 the worst; 0 without a topic. */
  match: number;
  /** Members of the workspace that vote for it. */
  votes: number;
  /** The member who brought it to the team. */
  submittedBy?: string | null;
}

const halfLifeDays = 7;
const voteWeight = 4;
const mostForUpvotes = 2;

/**
 * What decides the order of a roundup: `4·log2(1 + team votes) + min(2, log2(1 + upvotes) / 4) + match + freshness`,
 * where freshness halves every seven days. All but the team's votes together come to at most 4, the worth of one vote:
 * what the team voted for is always first.
 */
export function score({ paper, match, votes }: Candidate, now: Date): number {
  const liked = Math.min(mostForUpvotes, Math.log2(1 + paper.upvotes) / 4);
  return voteWeight * Math.log2(1 + votes) + liked + match + freshness(paper, now);
}

/** 1 for a paper of today, half of it for every week of age, 0 where its date is unknown or not yet. */
function freshness(paper: Paper, now: Date): number {
  const age = (now.getTime() - Date.parse(newsDay(paper) ?? "")) / dayMs;
  return age >= -1 ? 0.5 ** (Math.max(0, age) / halfLifeDays) : 0;
}

/** The day a paper was news: its newest on the Daily page, else its publication. */
export const newsDay = (paper: Paper): string | null => paper.listedOn.at(-1) ?? paper.publishedAt;

/** Best first; ties by upvotes, then the newer paper, then by id, so that the order never depends on chance. */
export function rankByScore(candidates: readonly Candidate[], now: Date): Candidate[] {
  const scored = candidates.map((candidate) => ({ candidate, score: score(candidate, now) }));
  return scored
    .sort((a, b) => b.score - a.score || byFacts(a.candidate, b.candidate))
    .map(({ candidate }) => candidate);
}

/** Most votes first, for what the team voted for; ties as everywhere. */
export function rankByVotes(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.votes - a.votes || byFacts(a, b));
}

function byFacts({ paper: a }: Candidate, { paper: b }: Candidate): number {
  const newer = (newsDay(b) ?? "").localeCompare(newsDay(a) ?? "");
  return b.upvotes - a.upvotes || newer || Number(a.id.slice(1)) - Number(b.id.slice(1));
}
