import {
  type APIChannel,
  type APIMessage,
  ChannelFlags,
  type Client,
  type ForumChannel,
  type GuildBasedChannel,
  type MediaChannel,
  type REST,
  type RESTGetAPIGuildThreadsResult,
  Routes,
} from "discord.js";
import type { Attempt, FindOutcome, SendOutcome } from "../../core/adapter.ts";
import { cutWords } from "../../core/messages/cut.ts";
import type { Message } from "../../core/messages/message.ts";
import { plainText } from "../../core/messages/plain-text.ts";
import { limits } from "./limits.ts";
import { carries } from "./marker.ts";

/** A forum or media channel: whatever is posted there is a thread of its own. */
export type AnyForum = ForumChannel | MediaChannel;

/** The forum with an id; null for other channels. */
export function forumOf(client: Client, id: string): AnyForum | null {
  const channel = client.channels.cache.get(id);
  return channel && !channel.isDMBased() && isForum(channel) ? channel : null;
}

/** Whether a channel is a forum. */
export const isForum = (channel: GuildBasedChannel): channel is AnyForum => channel.isThreadOnly();

/** Starts a post in a forum, named after its message, with the tags of its topics. Its first message has its id. */
export async function postInForum(
  rest: REST,
  forum: AnyForum,
  attempt: Attempt,
  message: object,
): Promise<SendOutcome> {
  const body = {
    name: postName(attempt.message),
    applied_tags: tagsFor(forum, attempt),
    auto_archive_duration: limits.archiveMinutes,
    message,
  };
  const { id } = (await rest.post(Routes.threads(forum.id), { body })) as APIChannel;
  return { status: "sent", message: id, thread: id };
}

/** A post's name: the message's title, or that of its paper. */
function postName({ title, blocks }: Message): string {
  const [paper] = blocks.flatMap((block) => (block.kind === "paper" ? [block.title.text] : []));
  const first = title || paper || plainText({ title: "", blocks, footer: [] }).split("\n")[0] || "Papers";
  return cutWords(first, limits.threadName);
}

/** The tags that are called like topics of the roundup: those that the message names, or all where it names none. */
export function tagsFor(
  { availableTags, flags }: Pick<AnyForum, "availableTags" | "flags">,
  { topics = [], message }: Pick<Attempt, "topics" | "message">,
): string[] {
  const free = availableTags.filter(({ moderated }) => !moderated);
  const named = free.filter(({ name }) => topics.some((topic) => topic.toLowerCase() === name.toLowerCase()));
  const text = plainText(message).toLowerCase();
  const told = named.filter(({ name }) => text.includes(name.toLowerCase()));
  const chosen = told.length > 0 ? told : named;
  // Some forums take no post without a tag.
  const least = chosen.length === 0 && flags.has(ChannelFlags.RequireTag) ? free.slice(0, 1) : chosen;
  return least.slice(0, limits.appliedTags).map(({ id }) => id);
}

/** Looks for the post of an attempt among the forum's threads since an id; Discord knows no nonces for those. */
export async function findInForum(
  rest: REST,
  forum: AnyForum,
  attempt: Attempt,
  content: string,
  since: string,
): Promise<FindOutcome> {
  const { threads } = (await rest.get(Routes.guildActiveThreads(forum.guildId))) as RESTGetAPIGuildThreadsResult;
  const recent = threads.filter(
    (thread) => "parent_id" in thread && thread.parent_id === forum.id && BigInt(thread.id) > BigInt(since),
  );
  for (const { id } of recent) {
    const first = (await rest.get(Routes.channelMessage(id, id)).catch(() => null)) as APIMessage | null;
    if (first && carries(first, attempt, content)) return { status: "sent", message: id, thread: id };
  }
  return { status: "absent" };
}
