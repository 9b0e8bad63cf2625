import { ChannelType, PermissionFlagsBits as P, type Client, type GuildBasedChannel } from "discord.js";
import type { MissingPermission } from "../../core/adapter.ts";
import type { Target } from "../../core/platform.ts";

/** What the bot may lack permissions for. */
export type WantedPermission = MissingPermission["what"];

/** A permission by its bit, and its name in Discord's settings. */
interface Permission {
  bit: bigint;
  name: string;
}

const view: Permission = { bit: P.ViewChannel, name: "View Channel" };
const sendInThreads: Permission = { bit: P.SendMessagesInThreads, name: "Send Messages in Threads" };
const needed: Record<WantedPermission, Permission[]> = {
  post: [view, { bit: P.SendMessages, name: "Send Messages" }],
  history: [view, { bit: P.ReadMessageHistory, name: "Read Message History" }],
  threads: [{ bit: P.CreatePublicThreads, name: "Create Public Threads" }, sendInThreads],
};

const threads = new Set([ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread]);
const forums = new Set([ChannelType.GuildForum, ChannelType.GuildMedia]);
const threadParents = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);

/** Whether a channel of a type is a thread, whose permissions are those of its parent. */
export const isThreadType = (type: ChannelType): boolean => threads.has(type);

/** Whether there can be threads under the posts of a channel of a type. */
export const takesThreads = (type: ChannelType): boolean => threadParents.has(type);

/** The permissions that something takes in a channel of a type. In a forum each post is a thread of its own. */
export function neededIn(type: ChannelType, what: WantedPermission): Permission[] {
  if (what === "post" && isThreadType(type)) return [view, sendInThreads];
  if (what !== "threads" || takesThreads(type)) return needed[what];
  return forums.has(type) ? [sendInThreads] : [];
}

/** The channel id to post to; on Discord a thread is a channel of its own. */
export const channelId = ({ channel, thread }: Pick<Target, "channel" | "thread">): string => thread ?? channel;

/** A server's channel by id; null for direct messages and channels that the bot cannot see. */
export async function guildChannel(client: Client, id: string): Promise<GuildBasedChannel | null> {
  const channel = client.channels.cache.get(id) ?? (await client.channels.fetch(id).catch(() => null));
  return channel && !channel.isDMBased() ? channel : null;
}

/** Whether a channel belongs to a server; otherwise it is a direct message. */
export const inGuild = (client: Client, id: string): boolean => {
  const channel = client.channels.cache.get(id);
  return channel !== undefined && !channel.isDMBased();
};

/** The permissions the bot lacks in a channel, with where to grant them; empty in direct messages. */
export async function missingPermissions(
  client: Client,
  target: Pick<Target, "channel" | "thread">,
  wants: readonly WantedPermission[],
): Promise<MissingPermission[]> {
  const id = channelId(target);
  const channel = await guildChannel(client, id);
  if (!channel && client.channels.cache.get(id)?.isDMBased()) return [];
  const bits = channel && client.user ? channel.permissionsFor(client.user.id)?.bitfield : undefined;
  // Cards of a forum are its posts.
  const asked = channel?.isThreadOnly() ? wants.filter((what) => what !== "threads") : wants;
  return asked.flatMap((what) => {
    const its = neededIn(channel?.type ?? ChannelType.GuildText, what);
    const lacking = its.filter(({ bit }) => !bits || (bits & bit) === 0n);
    if (lacking.length === 0) return [];
    const names = lacking.map(({ name }) => name).join(" and ");
    return [{ what, howToGrant: `Allow papers-bot “${names}” under Edit Channel → Permissions` }];
  });
}
