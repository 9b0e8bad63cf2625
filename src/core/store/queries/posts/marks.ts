import { and, eq, lte, sql } from "drizzle-orm";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import type { Mark, Votes } from "../../vote.ts";
import { marks, takenBack } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import { change, first, rows, type Steps } from "../steps.ts";

/** One member's reaction with one emoji. */
type Reaction = Pick<Mark, "member" | "emoji">;

/** Marks of reactions, kept in a database; of two events about one reaction the older one loses, in whatever order they come. */
export function marksIn({
  db,
  atomically,
}: Connection): Pick<Votes, "mark" | "clearMarks" | "replaceMarks" | "marksOn"> {
  const isOf = (table: typeof marks | typeof takenBack, post: number, { member, emoji }: Reaction) =>
    and(eq(table.postId, post), eq(table.member, member), eq(table.emoji, emoji));
  const set = (postId: number, { member, emoji, paper }: Mark, at: Date) =>
    change(
      db
        .insert(marks)
        .values({ postId, workspaceId: workspaceOf(postId), member, emoji, paperId: rowOf(paper), at })
        .onConflictDoUpdate({
          target: [marks.postId, marks.member, marks.emoji],
          set: { at },
          setWhere: sql`${marks.at} < ${at.getTime()}`,
        }),
    );
  function* takeBack(postId: number, { member, emoji }: Reaction, at: Date): Steps<boolean> {
    const row = { postId, member, emoji, at };
    const target = [takenBack.postId, takenBack.member, takenBack.emoji];
    const setWhere = sql`${takenBack.at} < ${at.getTime()}`;
    yield* change(db.insert(takenBack).values(row).onConflictDoUpdate({ target, set: { at }, setWhere }));
    return (yield* change(db.delete(marks).where(isOf(marks, postId, row)))) > 0;
  }
  return {
    mark: (postId, mark, added, at) =>
      atomically(function* () {
        const standing = yield* first(
          db
            .select()
            .from(marks)
            .where(isOf(marks, postId, mark)),
        );
        if (!added) return standing && standing.at > at ? false : yield* takeBack(postId, mark, at);
        const gone = yield* first(
          db
            .select()
            .from(takenBack)
            .where(isOf(takenBack, postId, mark)),
        );
        if (gone && gone.at > at) return false;
        yield* change(db.delete(takenBack).where(isOf(takenBack, postId, mark)));
        yield* set(postId, mark, at);
        return !standing;
      }),
    clearMarks: (postId, emoji, at) =>
      atomically(function* () {
        const its = and(
          eq(marks.postId, postId),
          emoji === null ? undefined : eq(marks.emoji, emoji),
          lte(marks.at, at),
        );
        for (const mark of yield* rows(db.select().from(marks).where(its))) yield* takeBack(postId, mark, at);
      }),
    replaceMarks: (postId, listed, asked) =>
      atomically(function* () {
        const standing = yield* rows(db.select().from(marks).where(eq(marks.postId, postId)));
        const gone = yield* rows(db.select().from(takenBack).where(eq(takenBack.postId, postId)));
        const isListed = isReactionIn(listed);
        const stands = isReactionIn(standing);
        const isGoneSince = isReactionIn(gone.filter(({ at }) => at >= asked));
        const old = standing.filter((mark) => mark.at < asked && !isListed(mark));
        const fresh = listed.filter((mark) => !stands(mark) && !isGoneSince(mark));
        for (const mark of old) yield* change(db.delete(marks).where(isOf(marks, postId, mark)));
        for (const mark of fresh) yield* set(postId, mark, asked);
        return old.length + fresh.length > 0;
      }),
    async marksOn(postId) {
      const standing = await db.select().from(marks).where(eq(marks.postId, postId));
      return standing.map(({ member, emoji, paperId }) => ({ member, emoji, paper: publicId(paperId) }));
    },
  };
}

const workspaceOf = (post: number) => sql<number>`(select workspace_id from posts where id = ${post})`;

function isReactionIn(reactions: readonly Reaction[]): (reaction: Reaction) => boolean {
  const key = ({ member, emoji }: Reaction) => `${member} ${emoji}`;
  const keys = new Set(reactions.map(key));
  return (reaction) => keys.has(key(reaction));
}
