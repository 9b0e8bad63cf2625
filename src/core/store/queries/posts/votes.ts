import { and, eq, sql } from "drizzle-orm";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import { buttonMarks, marks } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import type { Votes } from "../../store.ts";

/** Votes kept in a database: a vote is any mark, of a reaction or of the button. */
export function votesIn({ db, sqlite, atomically }: Connection): Votes {
  const count = tallying(sqlite);
  const most = sqlite.prepare<object, Count>(
    `select b.paper_id as paper, count(*) as votes from ${ballotsFor(ofAnyPaper)} b
      join papers p on p.id = b.paper_id where b.at >= @from group by b.paper_id
      order by votes desc, p.upvotes desc, p.published_at desc, p.id desc limit +@limit`,
  );
  const ofMember = sqlite.prepare<object, { paper: number }>(
    `select distinct paper_id as paper from ${ballotsFor(ofPapers)} where member = +@member`,
  );
  const tally = async (workspace: number, papers: readonly string[]) => count(workspace, papers);
  return {
    async mark(postId, { member, emoji, paper }, added, at) {
      if (added) {
        const row = { postId, workspaceId: workspaceOf(postId), member, emoji, paperId: rowOf(paper), at };
        return (await db.insert(marks).values(row).onConflictDoNothing().returning()).length > 0;
      }
      return (
        (
          await db
            .delete(marks)
            .where(isMark(postId, member, emoji))
            .returning()
        ).length > 0
      );
    },
    async clearMarks(postId, emoji) {
      await db.delete(marks).where(and(eq(marks.postId, postId), emoji === null ? undefined : eq(marks.emoji, emoji)));
    },
    replaceMarks: async (postId, wanted, at) =>
      atomically(() => {
        const standing = db.select().from(marks).where(eq(marks.postId, postId)).all();
        const keep = new Set(wanted.map(markKey));
        const had = new Set(standing.map(markKey));
        const gone = standing.filter((mark) => !keep.has(markKey(mark)));
        const fresh = wanted.filter((mark) => !had.has(markKey(mark)));
        for (const { member, emoji } of gone)
          db.delete(marks)
            .where(isMark(postId, member, emoji))
            .run();
        for (const { member, emoji, paper } of fresh)
          db.insert(marks)
            .values({ postId, workspaceId: workspaceOf(postId), member, emoji, paperId: rowOf(paper), at })
            .onConflictDoNothing()
            .run();
        return gone.length + fresh.length > 0;
      }),
    async marksOn(postId) {
      const standing = await db.select().from(marks).where(eq(marks.postId, postId));
      return standing.map(({ member, emoji, paperId }) => ({ member, emoji, paper: publicId(paperId) }));
    },
    async toggle(workspaceId, member, paper, at) {
      const row = { workspaceId, member, paperId: rowOf(paper), at };
      const added = await db.insert(buttonMarks).values(row).onConflictDoNothing().returning();
      if (added.length === 0) {
        const { paperId } = row;
        await db
          .delete(buttonMarks)
          .where(
            and(
              eq(buttonMarks.workspaceId, workspaceId),
              eq(buttonMarks.paperId, paperId),
              eq(buttonMarks.member, member),
            ),
          );
      }
      const [voted, votes] = await Promise.all([
        this.votedBy(workspaceId, member, [paper]),
        tally(workspaceId, [paper]),
      ]);
      return { voted: voted.has(paper), votes: votes.get(paper) ?? 0 };
    },
    tallies: tally,
    async top(workspace, since, limit) {
      const rows = most.all({ workspace, from: since?.getTime() ?? 0, limit });
      return rows.map(({ paper, votes }) => ({ paper: publicId(paper), votes }));
    },
    async votedBy(workspace, member, papers) {
      if (papers.length === 0) return new Set<string>();
      const rows = ofMember.all({ workspace, member, papers: rowsOf(papers) });
      return new Set(rows.map(({ paper }) => publicId(paper)));
    },
  };
}

/** Counts the members of a workspace who vote for each of some papers. */
export function tallying(
  sqlite: Connection["sqlite"],
): (workspace: number, papers: readonly string[]) => Map<string, number> {
  const counted = sqlite.prepare<object, Count>(
    `select paper_id as paper, count(*) as votes from ${ballotsFor(ofPapers)} group by paper_id`,
  );
  return (workspace, papers) => {
    if (papers.length === 0) return new Map<string, number>();
    const rows = counted.all({ workspace, papers: rowsOf(papers) });
    return new Map(rows.map(({ paper, votes }) => [publicId(paper), votes]));
  };
}

const ofPapers = "paper_id in (select value from json_each(@papers))";
const ofAnyPaper = "true";

/** Who votes for which paper in a workspace, each pair once, since when; the plus, as in `withSteadyPlans`. */
const ballotsFor = (which: string) => `(
  select paper_id, member, min(at) as at from (
    select paper_id, member, at from button_marks where workspace_id = +@workspace and ${which}
    union all
    select paper_id, member, at from marks where workspace_id = +@workspace and ${which}
  ) group by paper_id, member)`;

interface Count {
  paper: number;
  votes: number;
}

const workspaceOf = (post: number) => sql<number>`(select workspace_id from posts where id = ${post})`;

const rowsOf = (papers: readonly string[]): string => JSON.stringify(papers.map(rowOf));

const markKey = ({ member, emoji }: { member: string; emoji: string }) => `${member} ${emoji}`;

const isMark = (postId: number, member: string, emoji: string) =>
  and(eq(marks.postId, postId), eq(marks.member, member), eq(marks.emoji, emoji));
