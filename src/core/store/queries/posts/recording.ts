import { eq } from "drizzle-orm";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import type { NewPost } from "../../post.ts";
import { posts } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import { adding } from "./statements.ts";
import { tallying } from "./votes.ts";

/** Records the post of a delivery inside the caller's transaction; it is stale at once where its votes have changed. */
export function recording(connection: Pick<Connection, "db" | "sqlite">): (post: NewPost, at: Date) => void {
  const add = adding(connection);
  const tally = tallying(connection.sqlite);
  return (post, at) => {
    const shown = post.drawn.blocks.flatMap((block) => (block.kind === "paper" ? [block] : []));
    const ids = shown.map(({ paper }) => paper);
    const id = add(post, ids.map(rowOf), at);
    if (id === null) return;
    const votes = tally(post.workspaceId, ids);
    if (shown.every((block) => block.votes === (votes.get(publicId(rowOf(block.paper))) ?? 0))) return;
    connection.db.update(posts).set({ staleSince: at }).where(eq(posts.id, id)).run();
  };
}
