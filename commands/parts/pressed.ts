import { ownStates, withOwn } from "../../src/core/cards/own-state.ts";
import { privatePage } from "../../src/core/cards/paper-list.ts";
import { withCounts } from "../../src/core/cards/vote-count.ts";
import type { Context } from "../../src/core/command/define.ts";
import type { Reply } from "../../src/core/command/reply.ts";
import type { Message } from "../../src/core/messages/message.ts";
import { storedReply } from "./stored-reply.ts";

/** The private screen whose button was pressed, as it is now, to draw in its place; null where the press was elsewhere. */
export async function screenNow(context: Context, values: Record<string, string> = {}): Promise<Message | null> {
  const { screen } = context;
  if (screen === null) return null;
  if (/^r\d+$/.test(screen)) return privatePage(context, (await storedReply(context, screen)).page, screen);
  return (await context.rerun({ command: screen, values })).message;
}

/** The pressed post with its counts of now, and in direct messages with what their owner did; null where it is none of ours. */
export async function postNow(context: Context): Promise<Message | null> {
  const { store, workspace, channel, message } = context;
  const post = channel && message ? await store.posts.find(workspace.id, channel.id, message, channel.parent) : null;
  // An old post's drawing is forgotten.
  if (!channel || !post || post.drawn.blocks.length === 0) return null;
  const counted = withCounts(post.drawn, await store.votes.tallies(workspace.id, post.papers));
  if (!channel.direct) return counted;
  const own = withOwn(counted, await ownStates(context, post.papers));
  await store.posts.draw(post.id, own);
  return own;
}

/** The same for what only the caller may see changed: null where others see the pressed message. */
export const redrawnPrivately = (context: Context, paper: string) =>
  context.screen !== null || context.channel?.direct ? redrawn(context, paper) : null;

/** The answer to a press that changed something about a paper: where it was pressed, as it is now; null where that is unknown. */
export async function redrawn(
  context: Context,
  paper: string,
): Promise<Pick<Reply, "message" | "replaces" | "redraws"> | null> {
  const screen = await screenNow(context, { paper });
  if (screen) return { message: screen, replaces: true };
  const post = await postNow(context);
  return post && { message: null, redraws: post };
}
