import { and, eq, isNull, type SQL as Sql, sql } from "drizzle-orm";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import type { NewPost } from "../../post.ts";
import { posts } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import { change } from "../steps.ts";
import { tallyOf, tallyStatement } from "./ballots.ts";

/** The papers that a post shows, with the counts as they are drawn. */
export const shownIn = ({ drawn }: Pick<NewPost, "drawn">) =>
  drawn.blocks.flatMap((block) => (block.kind === "paper" ? [block] : []));

/** What `stale_since` becomes when a post changes. Two changes in one millisecond are told apart, or a redrawing between them would lose the second. */
export function staleFrom(at: Date): Sql<Date> {
  const next = sql`${posts.staleSince} + 1`;
  return sql`case when ${next} > ${at.getTime()} then ${next} else ${at.getTime()} end`;
}

/**
 * Marks a post as stale where its votes are not the ones drawn. It reads them once the post is committed: a vote of that
 * moment either finds the post to mark, or is found here.
 */
export function checkingCounts(connection: Connection): (post: NewPost, at: Date) => Promise<void> {
  const { db, together } = connection;
  const tally = tallyStatement(connection);
  return async (post, at) => {
    const shown = shownIn(post);
    if (shown.length === 0) return;
    const papers = JSON.stringify(shown.map(({ paper }) => rowOf(paper)));
    const votes = tallyOf(await tally.rows({ workspace: post.workspaceId, papers }));
    if (shown.every((block) => block.votes === (votes.get(publicId(rowOf(block.paper))) ?? 0))) return;
    const { workspaceId, channel, message, staleSince } = posts;
    const its = and(
      eq(workspaceId, post.workspaceId),
      eq(channel, post.channel),
      eq(message, post.message),
      isNull(staleSince),
    );
    await together(() => change(db.update(posts).set({ staleSince: at }).where(its)));
  };
}
