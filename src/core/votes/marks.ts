import type { Mark, Store } from "../store/store.ts";

/** A key for one member's reaction with one emoji. */
export const markKey = ({ member, emoji }: Pick<Mark, "member" | "emoji">): string => `${member} ${emoji}`;

/** Marks every post that shows one of these papers as stale, so that its counts are redrawn. */
export async function markPapersStale(
  store: Store,
  workspace: number,
  papers: readonly string[],
  at: Date,
): Promise<void> {
  for (const paper of papers) await store.posts.markStale(workspace, paper, at);
}
