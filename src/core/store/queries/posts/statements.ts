import { and, eq, sql } from "drizzle-orm";
import { given } from "../given.ts";
import type { Post } from "../../post.ts";
import { postPapers, posts } from "../../schema/votes.ts";
import type { Connection, Database } from "../connection.ts";

type NewPost = Pick<Post, "workspaceId" | "channel" | "thread" | "message" | "drawn" | "postedAt">;

/** Adds a post and the order of its papers; its row, or null when the platform's message is there already. */
export function adding({
  db,
  sqlite,
}: Pick<Connection, "db" | "sqlite">): (row: NewPost, papers: readonly number[]) => number | null {
  const post = db
    .insert(posts)
    .values({
      workspaceId: given("workspaceId"),
      channel: given("channel"),
      thread: given("thread"),
      message: given("message"),
      drawn: given("drawn"),
      postedAt: given("at"),
    })
    .onConflictDoNothing()
    .returning({ id: posts.id })
    .prepare();
  const shown = sqlite.prepare(
    "insert into post_papers (post_id, position, paper_id) select @post, key, value from json_each(@papers)",
  );
  return ({ drawn, postedAt, ...row }, papers) => {
    const [added] = post.all({ ...row, drawn: JSON.stringify(drawn), at: postedAt.getTime() });
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
        eq(posts.workspaceId, given("workspace")),
        eq(posts.channel, given("channel")),
        sql`${postPapers.paperId} in (select value from json_each(${given("papers")}))`,
      ),
    )
    .prepare();
