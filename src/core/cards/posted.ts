import type { Context } from "../command/define.ts";
import { dayIn, shortDay } from "../messages/dates.ts";
import type { Span } from "../messages/message.ts";

/** Where and when the team had a paper last: "posted here on Mon 3 Nov", the day a link to the message; null when never. */
export async function postedSpans({ store, workspace, chat, channel }: Context, paper: string): Promise<Span[] | null> {
  const [post] = await store.posts.ofPaper(workspace.id, paper, channel?.id ?? null);
  if (!post) return null;
  const link = post.goneAt ? null : await chat?.permalink(post).catch(() => null);
  const day = shortDay(dayIn(post.postedAt, "UTC"));
  return [
    { text: "posted " },
    ...(post.channel === channel?.id ? [{ text: "here" }] : [{ text: "in " }, { channel: post.channel }]),
    { text: " on " },
    { text: day, ...(link ? { link } : {}) },
  ];
}
