import type { Store } from "../store/store.ts";

/** Marks every post that shows one of these papers as stale, so that its counts are redrawn. */
export async function markPapersStale(
  store: Store,
  workspace: number,
  papers: readonly string[],
  at: Date,
): Promise<void> {
  for (const paper of papers) await store.posts.markStale(workspace, paper, at);
}
