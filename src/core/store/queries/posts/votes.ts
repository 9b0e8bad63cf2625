import { and, eq, sql } from "drizzle-orm";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import type { Mark } from "../../vote.ts";
import { buttonMarks, marks } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import { change, rows } from "../steps.ts";
import type { Votes } from "../../store.ts";
import {
  castByMemberStatement,
  castInChannelStatement,
  tallyOf,
  tallyStatement,
  topStatement,
  votedStatement,
} from "./ballots.ts";

/** Votes kept in a database: a vote is any mark, of a reaction or of the button. */
export function votesIn(connection: Connection): Votes {
  const { db, atomically, write } = connection;
  const counted = tallyStatement(connection);
  const most = topStatement(connection);
  const voted = votedStatement(connection);
  const castInChannel = castInChannelStatement(connection);
  const castByMember = castByMemberStatement(connection);
  const removeMark = (postId: number, member: string, emoji: string) =>
    db.delete(marks).where(isMark(postId, member, emoji));
  const addMark = (postId: number, { member, emoji, paper }: Mark, at: Date) =>
    db
      .insert(marks)
      .values({ postId, workspaceId: workspaceOf(postId), member, emoji, paperId: rowOf(paper), at })
      .onConflictDoNothing();
  return {
    async mark(postId, mark, added, at) {
      const query = added ? addMark(postId, mark, at) : removeMark(postId, mark.member, mark.emoji);
      return (await write(() => change(query))) > 0;
    },
    async clearMarks(postId, emoji) {
      const its = and(eq(marks.postId, postId), emoji === null ? undefined : eq(marks.emoji, emoji));
      await write(() => change(db.delete(marks).where(its)));
    },
    replaceMarks: (postId, wanted, at) =>
      atomically(function* () {
        const standing = yield* rows(db.select().from(marks).where(eq(marks.postId, postId)));
        const keep = new Set(wanted.map(markKey));
        const had = new Set(standing.map(markKey));
        const gone = standing.filter((mark) => !keep.has(markKey(mark)));
        const fresh = wanted.filter((mark) => !had.has(markKey(mark)));
        for (const { member, emoji } of gone) yield* change(removeMark(postId, member, emoji));
        for (const mark of fresh) yield* change(addMark(postId, mark, at));
        return gone.length + fresh.length > 0;
      }),
    async marksOn(postId) {
      const standing = await db.select().from(marks).where(eq(marks.postId, postId));
      return standing.map(({ member, emoji, paperId }) => ({ member, emoji, paper: publicId(paperId) }));
    },
    toggle: (workspaceId, member, paper, at) =>
      atomically(function* () {
        const paperId = rowOf(paper);
        const added = yield* change(
          db.insert(buttonMarks).values({ workspaceId, member, paperId, at }).onConflictDoNothing(),
        );
        const its = and(eq(buttonMarks.workspaceId, workspaceId), eq(buttonMarks.paperId, paperId));
        if (added === 0) yield* change(db.delete(buttonMarks).where(and(its, eq(buttonMarks.member, member))));
        const values = { workspace: workspaceId, member, papers: JSON.stringify([paperId]) };
        const votes = tallyOf(yield* rows(counted, values));
        return { voted: (yield* rows(voted, values)).length > 0, votes: votes.get(paper) ?? 0 };
      }),
    async tallies(workspace, papers) {
      if (papers.length === 0) return new Map<string, number>();
      return tallyOf(await counted.rows({ workspace, papers: rowsOf(papers) }));
    },
    async top(workspace, since, limit) {
      const counts = await most.rows({ workspace, from: since?.getTime() ?? 0, limit });
      return counts.map(({ paper, votes }) => ({ paper: publicId(paper), votes }));
    },
    async cast(workspace, by, limit) {
      const found =
        "channel" in by
          ? castInChannel.rows({ workspace, ...by, limit })
          : castByMember.rows({ workspace, ...by, limit });
      return (await found).map(({ paper, member }) => ({ paper: publicId(paper), member }));
    },
    async votedBy(workspace, member, papers) {
      if (papers.length === 0) return new Set<string>();
      const found = await voted.rows({ workspace, member, papers: rowsOf(papers) });
      return new Set(found.map(({ paper }) => publicId(paper)));
    },
  };
}

const workspaceOf = (post: number) => sql<number>`(select workspace_id from posts where id = ${post})`;

const rowsOf = (papers: readonly string[]): string => JSON.stringify(papers.map(rowOf));

const markKey = ({ member, emoji }: { member: string; emoji: string }) => `${member} ${emoji}`;

const isMark = (postId: number, member: string, emoji: string) =>
  and(eq(marks.postId, postId), eq(marks.member, member), eq(marks.emoji, emoji));
