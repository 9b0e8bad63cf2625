import { dayIn } from "../messages/dates.ts";
import type { Message, Span } from "../messages/message.ts";
import { spansText } from "../messages/plain-text.ts";
import type { Paper } from "../papers/paper.ts";
import type { HadPaper } from "../store/store.ts";
import type { Team } from "./team.ts";
import { withVotesTold } from "../cards/vote-count.ts";

/** One time that a team had a paper. */
export interface Occasion {
  /** `YYYY-MM-DD`, the team's own. */
  day: string;
  /** The channel's name; empty in a terminal. */
  channel: string;
  /** The roundup's name; null for a list that a member shared. */
  roundup: string | null;
  /** A link to the post. */
  link: string | null;
}

/** A paper that a team had, with what the team did with it. */
export interface TeamPaper {
  paper: Paper;
  votes: number;
  /** Who voted, by name; empty where the page names nobody. */
  voters: string[];
  /** How many members saved it; 0 where that would tell too much. */
  saves: number;
  /** Why it was posted, as its posts said; empty where they are forgotten. */
  reasons: string[];
  /** First one first. */
  occasions: Occasion[];
}

/** Saving is private: fewer members than this would be found out. */
const fewestSavers = 3;

/** Reads what was had, each paper once: most votes first, then most upvotes, then in the order they were posted. */
export async function readTeamPapers(team: Team, had: readonly HadPaper[]): Promise<TeamPaper[]> {
  const { store, workspace } = team;
  const byPaper = Map.groupBy(had, ({ paper }) => paper);
  const ids = [...byPaper.keys()];
  const papers = await store.papers.many(ids);
  const votes = await store.votes.tallies(workspace.id, ids);
  const saves = await store.reading.saves(workspace.id, ids);
  const voters = team.names ? await store.reading.voters(workspace.id, ids) : new Map<string, string[]>();
  const drawn = await store.reading.drawn([...new Set(had.flatMap(({ post }) => post?.id ?? []))]);
  const read = papers.map((paper): TeamPaper => {
    const times = byPaper.get(paper.id) ?? [];
    const saved = saves.get(paper.id) ?? 0;
    return {
      paper,
      votes: votes.get(paper.id) ?? 0,
      voters: (voters.get(paper.id) ?? []).flatMap((member) => team.names?.get(member) ?? []),
      saves: saved >= fewestSavers ? saved : 0,
      reasons: [...new Set(times.flatMap(({ post }) => postReason(team, paper.id, post && drawn.get(post.id))))],
      occasions: times.map(({ at, post }) => ({
        day: dayIn(at, team.timezone),
        channel: post?.channel ?? "",
        roundup: post?.roundup ?? null,
        link: post?.link ?? null,
      })),
    };
  });
  return read.sort((a, b) => b.votes - a.votes || b.paper.upvotes - a.paper.upvotes);
}

/** What a post said of why it has a paper, without its counts and without names that are not to be told. */
function postReason(team: Team, id: string, drawn: Message | null | undefined): string[] {
  const block = drawn?.blocks.find((each) => each.kind === "paper" && each.paper === id);
  if (block?.kind !== "paper") return [];
  const text = spansText(withVotesTold(block.why, 0).map((span) => told(team, span)));
  return text === "" ? [] : [text];
}

function told({ names }: Team, span: Span): Span {
  if ("member" in span) return { text: names?.get(span.member) ?? "a member" };
  return "channel" in span ? { text: "a channel" } : span;
}
