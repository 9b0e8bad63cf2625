import type { TasteReason } from "../papers/paper-json.ts";
import type { Span } from "../messages/message.ts";
import type { Paper } from "../papers/paper.ts";
import { dayMs } from "../../durations.ts";

/** A paper that may be in a roundup, with what its rank depends on. */
export interface Candidate {
  paper: Paper;
  /** The words of the topic it matched; empty without a topic. */
  matched: string[];
  /** 1 for the best match of the topic, near 0 for the worst; 0 without a topic. */
  match: number;
  /** Votes of the workspace's members. */
  votes: number;
  /** The member who brought it to the team. */
  submittedBy?: string | null;
  /** How well it fits a taste, from 0 (worst of the candidates) to 1 (best); absent without a taste. */
  taste?: number;
  /** Why a taste chose it. */
  reason?: TasteReason;
  /** Where the chat has it, for a roundup that goes elsewhere. */
  posted?: Span[];
}

const halfLifeDays = 7;
const voteWeight = 4;
const mostForUpvotes = 2;
const tasteWeight = 4;

/**
 * The rank of a paper in a roundup: `4·log2(1 + team votes) + min(2, log2(1 + upvotes) / 4) + match + freshness +
 * 4·(taste − 1)`, where freshness halves every seven days, and taste is 1 without a taste and for papers with votes.
 * Everything but the votes adds up to at most 4, the weight of one vote, so papers the team voted for come first.
 */
export function score({ paper, match, votes, taste = 1 }: Candidate, now: Date): number {
  const liked = Math.min(mostForUpvotes, Math.log2(1 + paper.upvotes) / 4);
  const unlike = tasteWeight * (taste - 1);
  return voteWeight * Math.log2(1 + votes) + liked + match + freshness(paper, now) + unlike;
}

/** 1 for a paper of today, halved for every week of age; 0 if its date is unknown or in the future. */
function freshness(paper: Paper, now: Date): number {
  const age = (now.getTime() - Date.parse(newsDay(paper) ?? "")) / dayMs;
  return age >= -1 ? 0.5 ** (Math.max(0, age) / halfLifeDays) : 0;
}

/** The day a paper was news: its latest Daily page, else its publication date; `YYYY-MM-DD` or null. */
export const newsDay = (paper: Paper): string | null => paper.listedOn.at(-1) ?? paper.publishedAt;

/** Best first; ties by upvotes, then the newer paper, then the id, so that the order is always the same. */
export function rankByScore(candidates: readonly Candidate[], now: Date): Candidate[] {
  const scored = candidates.map((candidate) => ({ candidate, score: score(candidate, now) }));
  return scored
    .sort((a, b) => b.score - a.score || byFacts(a.candidate, b.candidate))
    .map(({ candidate }) => candidate);
}

/** Most votes first (`of: top`); ties as in `rankByScore`. */
export function rankByVotes(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.votes - a.votes || byFacts(a, b));
}

/** Most upvotes first; ties as everywhere. */
export const rankByUpvotes = (candidates: readonly Candidate[]): Candidate[] => candidates.toSorted(byFacts);

function byFacts({ paper: a }: Candidate, { paper: b }: Candidate): number {
  const newer = (newsDay(b) ?? "").localeCompare(newsDay(a) ?? "");
  return b.upvotes - a.upvotes || newer || Number(a.id.slice(1)) - Number(b.id.slice(1));
}
