import { and, eq, sql } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import type { NewPost } from "../../post.ts";
import { postPapers, posts } from "../../schema/votes.ts";
import type { Connection, Database } from "../connection.ts";

/**
 * Adds a post and the order of its papers: merged ones by the id they lead to, unknown ones not at all. Answers its row,
 * or null when the platform's message is there already.
 */
export function adding({
  db,
  sqlite,
}: Pick<Connection, "db" | "sqlite">): (post: NewPost, papers: readonly number[], at: Date) => number | null {
  const post = db
    .insert(posts)
    .values({
      workspaceId: parameter("workspaceId"),
      channel: parameter("channel"),
      thread: parameter("thread"),
      message: parameter("message"),
      drawn: parameter("drawn"),
      postedAt: parameter("at"),
    })
    .onConflictDoNothing()
    .returning({ id: posts.id })
    .prepare();
  const shown = sqlite.prepare(
    `insert into post_papers (post_id, position, paper_id)
     select @post, key, papers.id from json_each(@papers)
     left join merged_papers merged on merged.old_id = value
     join papers on papers.id = coalesce(merged.paper_id, value)`,
  );
  return ({ drawn, ...row }, papers, at) => {
    const [added] = post.all({ ...row, drawn: JSON.stringify(drawn), at: at.getTime() });
    if (!added) return null;
    shown.run({ post: added.id, papers: JSON.stringify(papers) });
    return added.id;
  };
}

/** Finds those of some papers that a channel has had. */
export const hadStatement = (db: Database) =>
  db
    .selectDistinct({ paperId: postPapers.paperId })
    .from(postPapers)
    .innerJoin(posts, eq(posts.id, postPapers.postId))
    .where(
      and(
        eq(posts.workspaceId, parameter("workspace")),
        eq(posts.channel, parameter("channel")),
        sql`${postPapers.paperId} in (select value from json_each(${parameter("papers")}))`,
      ),
    )
    .prepare();
