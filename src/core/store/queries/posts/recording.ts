import { eq } from "drizzle-orm";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import type { NewPost } from "../../post.ts";
import { posts } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import { change, rows, type Steps } from "../steps.ts";
import { tallyOf, tallyStatement } from "./ballots.ts";
import { adding } from "./statements.ts";

/** Records the post of a delivery inside the caller's transaction; it is stale at once where its votes have changed. */
export function recording(connection: Connection): (post: NewPost, at: Date) => Steps<void> {
  const add = adding(connection);
  const tally = tallyStatement(connection);
  return function* (post, at) {
    const shown = post.drawn.blocks.flatMap((block) => (block.kind === "paper" ? [block] : []));
    const papers = shown.map(({ paper }) => rowOf(paper));
    const id = yield* add(post, papers, at);
    if (id === null || papers.length === 0) return;
    const values = { workspace: post.workspaceId, papers: JSON.stringify(papers) };
    const votes = tallyOf(yield* rows(tally, values));
    if (shown.every((block) => block.votes === (votes.get(publicId(rowOf(block.paper))) ?? 0))) return;
    yield* change(connection.db.update(posts).set({ staleSince: at }).where(eq(posts.id, id)));
  };
}
