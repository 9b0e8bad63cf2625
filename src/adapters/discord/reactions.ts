import {
  Events,
  Routes,
  type Client,
  type APIMessage,
  type APIUser,
  type MessageReaction,
  type PartialMessageReaction,
  type Message,
  type PartialMessage,
  type PartialUser,
  type User,
} from "discord.js";
import type { Host } from "../../core/adapter.ts";
import type { PostRef } from "../../core/platform.ts";
import { channelId } from "./channels.ts";
import { emojiName } from "./emoji.ts";
import { codeOf } from "./errors.ts";
import { limits } from "./limits.ts";

type AnyReaction = MessageReaction | PartialMessageReaction;
type AnyMessage = Message | PartialMessage;

/** A message's place; a thread is a channel, and its posts may be recorded under its parent. Null without a server. */
async function messagePlace(client: Client, message: AnyMessage) {
  const known = client.channels.cache.get(message.channelId);
  const channel = known ?? (await client.channels.fetch(message.channelId).catch(() => null));
  const parent = channel?.isThread() ? channel.parentId : null;
  const workspace = message.guildId ?? (channel && !channel.isDMBased() ? channel.guildId : null);
  return workspace === null
    ? null
    : { platform: "discord" as const, workspace, channel: message.channelId, parent, message: message.id };
}

/** Passes every change of reactions to the host; `run` tracks the running work. */
export function listenToReactions(
  client: Client,
  host: Host,
  now: () => Date,
  run: (work: () => Promise<unknown>) => void,
): void {
  const changed = (reaction: AnyReaction, user: User | PartialUser, added: boolean) => {
    // Discord does not say when; one connection has its events in order.
    const at = now();
    run(async () => {
      const place = await messagePlace(client, reaction.message);
      if (!place || user.id === client.user?.id) return;
      const emoji = emojiName(reaction.emoji);
      await host.reaction({ ...place, member: user.id, isBot: async () => user.bot ?? false, emoji, added, at });
    });
  };
  const cleared = (message: AnyMessage, emoji: string | null) => {
    const at = now();
    run(async () => {
      const place = await messagePlace(client, message);
      if (place) await host.reactionsCleared({ ...place, emoji, at });
    });
  };
  client.on(Events.MessageReactionAdd, (reaction, user) => changed(reaction, user, true));
  client.on(Events.MessageReactionRemove, (reaction, user) => changed(reaction, user, false));
  client.on(Events.MessageReactionRemoveAll, (message) => cleared(message, null));
  client.on(Events.MessageReactionRemoveEmoji, (reaction) => cleared(reaction.message, emojiName(reaction.emoji)));
}

/** Members by emoji as Discord lists them now, without bots; null if the message is gone. */
export async function reactionsOf(client: Client, post: PostRef): Promise<Map<string, string[]> | null> {
  const channel = channelId(post);
  const message = await getMessage(client, channel, post.message);
  if (!message) return null;
  const members = new Map<string, string[]>();
  for (const { emoji, count_details: counts } of message.reactions ?? []) {
    const raw = emoji.id ? `${emoji.name ?? "_"}:${emoji.id}` : (emoji.name ?? "");
    const route = Routes.channelMessageReaction(channel, post.message, encodeURIComponent(raw));
    const found = [
      ...(counts.normal > 0 ? await pagesOf(client, route, "0") : []),
      ...(counts.burst > 0 ? await pagesOf(client, route, "1") : []),
    ];
    const people = found.filter(({ bot }) => !bot).map(({ id }) => id);
    members.set(emojiName({ id: emoji.id, name: emoji.name }), [...new Set(people)]);
  }
  return members;
}

async function getMessage(client: Client, channel: string, message: string): Promise<APIMessage | null> {
  if (!/^\d+$/.test(message)) return null;
  try {
    return (await client.rest.get(Routes.channelMessage(channel, message))) as APIMessage;
  } catch (error) {
    const code = codeOf(error);
    if (code === 10003 || code === 10008) return null;
    throw error;
  }
}

async function pagesOf(client: Client, route: `/${string}`, type: string): Promise<APIUser[]> {
  const users: APIUser[] = [];
  for (;;) {
    const after = users.at(-1)?.id;
    const query = new URLSearchParams({ type, limit: String(limits.page), ...(after ? { after } : {}) });
    const page = (await client.rest.get(route, { query })) as APIUser[];
    users.push(...page);
    if (page.length < limits.page) return users;
  }
}
