import type { Mark, Post, Store } from "../store/store.ts";

/** One reaction of one member, by name. */
export const markKey = ({ member, emoji }: Pick<Mark, "member" | "emoji">): string => `${member} ${emoji}`;

/** The counts of everything that shows a post's papers are out of date. */
export async function redrawLater(store: Store, post: Post, at: Date): Promise<void> {
  for (const paper of post.papers) await store.posts.markStale(post.workspaceId, paper, at);
}
