import { and, eq, sql } from "drizzle-orm";
import { isMailChannel } from "../../../platform.ts";
import type { NewPost } from "../../post.ts";
import { mergedPapers, papers } from "../../schema/papers.ts";
import { postPapers, posts } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import { isNumberIn } from "../lists.ts";
import { parameter } from "../parameter.ts";
import { change, first, type Steps } from "../steps.ts";

/**
 * Adds a post and the order of its papers: merged ones by the id they lead to, unknown ones not at all. Answers its row,
 * or null when the platform's message is there already.
 */
export function adding(
  connection: Connection,
): (post: NewPost, papers: readonly number[], at: Date) => Steps<number | null> {
  const { db, prepare, each } = connection;
  const post = prepare(
    db
      .insert(posts)
      .values({
        workspaceId: parameter("workspaceId"),
        channel: parameter("channel"),
        thread: parameter("thread"),
        message: parameter("message"),
        drawn: parameter("drawn"),
        postedAt: parameter("at"),
        goneAt: parameter("goneAt"),
      })
      .onConflictDoNothing()
      .returning({ id: posts.id }),
  );
  const value = sql`cast(shown.value as bigint)`;
  const shown = prepare(sql`insert into ${postPapers} (post_id, position, paper_id)
    select cast(${parameter("post")} as bigint), shown.key, ${papers.id} from ${each(parameter("papers"), "shown")}
    left join ${mergedPapers} on ${mergedPapers.oldId} = ${value}
    join ${papers} on ${papers.id} = coalesce(${mergedPapers.paperId}, ${value})`);
  return function* ({ drawn, ...row }, papers, at) {
    // A mail is seen, and cannot be redrawn.
    const goneAt = isMailChannel(row.channel) ? at.getTime() : null;
    const added = yield* first(post, { ...row, drawn: JSON.stringify(drawn), at: at.getTime(), goneAt });
    if (!added) return null;
    yield* change(shown, { post: added.id, papers: JSON.stringify(papers) });
    return added.id;
  };
}

/** Finds those of some papers that a channel has had. */
export const hadStatement = (connection: Connection) =>
  connection.prepare(
    connection.db
      .selectDistinct({ paperId: postPapers.paperId })
      .from(postPapers)
      .innerJoin(posts, eq(posts.id, postPapers.postId))
      .where(
        and(
          eq(posts.workspaceId, parameter("workspace")),
          eq(posts.channel, parameter("channel")),
          isNumberIn(connection, postPapers.paperId, "papers"),
        ),
      ),
  );
