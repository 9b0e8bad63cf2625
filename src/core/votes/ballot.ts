import type { Post } from "../store/store.ts";
import { foldEmoji, keycapNumber, upvoteEmoji } from "./emoji.ts";

/** The paper that a reaction on one of our posts votes for, or null. `own` are the workspace's own vote emoji, folded. */
export function paperVotedFor(
  post: Pick<Post, "papers" | "drawn">,
  emoji: string,
  own: readonly string[],
): string | null {
  const number = keycapNumber(emoji);
  if (number !== null) return paperNumbered(post, number);
  const [only, another] = post.papers;
  if (only === undefined || another !== undefined) return null;
  const folded = foldEmoji(emoji);
  return [...upvoteEmoji, ...own].includes(folded) ? only : null;
}

/** The paper shown under a number; in a long list the second message continues the numbers. */
function paperNumbered({ drawn }: Pick<Post, "drawn">, number: number): string | null {
  const found = drawn.blocks.find((block) => block.kind === "paper" && block.number === number);
  return found?.kind === "paper" ? found.paper : null;
}
