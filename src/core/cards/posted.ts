import type { Context } from "../command/define.ts";
import { dayIn, shortDay } from "../messages/dates.ts";
import type { Span } from "../messages/message.ts";

/**
 * Where and when the team had a paper last, among the channels that the caller can see: "posted here on Mon 3 Nov", the
 * day a link to the message; null when never.
 */
export async function postedSpans(context: Context, paper: string): Promise<Span[] | null> {
  const { store, workspace, chat, channel, sight } = context;
  const posts = await store.posts.ofPaper(workspace.id, paper, channel?.id ?? null);
  const direct = channel?.direct ? channel.id : null;
  const seen = await sight(posts.map((each) => each.channel).filter((each) => each !== direct));
  const post = posts.find((each) => each.channel === direct || seen.get(each.channel) === "yes");
  if (!post) return null;
  const link = post.goneAt ? null : await chat?.permalink(post).catch(() => null);
  const day = shortDay(dayIn(post.postedAt, "UTC"), context.now());
  return [
    { text: "posted " },
    ...(post.channel === channel?.id ? [{ text: "here" }] : [{ text: "in " }, { channel: post.channel }]),
    { text: " on " },
    { text: day, ...(link ? { link } : {}) },
  ];
}
