import type { Mark, Store } from "../store/store.ts";

/** One reaction of one member, by name. */
export const markKey = ({ member, emoji }: Pick<Mark, "member" | "emoji">): string => `${member} ${emoji}`;

/** The counts of everything that shows these papers are out of date. */
export async function markPapersStale(
  store: Store,
  workspace: number,
  papers: readonly string[],
  at: Date,
): Promise<void> {
  for (const paper of papers) await store.posts.markStale(workspace, paper, at);
}
