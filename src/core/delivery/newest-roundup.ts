import { dayMs } from "../../durations.ts";
import type { Post, Store } from "../store/store.ts";

/** Older roundups may not be found any more: their posts are forgotten. */
const foundWithinMs = 35 * dayMs;

/**
 * The post of a channel's newest roundup; null where it had none lately. In a forum a line stands under it: as a message of the
 * channel it would be a post of its own among the papers.
 */
export async function newestRoundup(
  { deliveries, posts }: Pick<Store, "deliveries" | "posts">,
  workspace: number,
  channel: string,
  now: Date,
): Promise<Post | null> {
  for (const { subscription, parts } of await deliveries.since(workspace, new Date(now.getTime() - foundWithinMs))) {
    const [first] = parts;
    if (subscription.channel !== channel || first?.place !== "channel" || first.sentMessage === null) continue;
    const post = await posts.find(workspace, channel, first.sentMessage);
    if (post?.goneAt === null) return post;
  }
  return null;
}
