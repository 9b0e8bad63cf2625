import { PermissionFlagsBits as P, type Client, type GuildBasedChannel } from "discord.js";
import type { MissingPermission } from "../../core/adapter.ts";
import type { Target } from "../../core/platform.ts";

type WantedPermission = MissingPermission["what"];

const needed: Record<WantedPermission, { bit: bigint; name: string }[]> = {
  post: [
    { bit: P.ViewChannel, name: "View Channel" },
    { bit: P.SendMessages, name: "Send Messages" },
  ],
  history: [
    { bit: P.ViewChannel, name: "View Channel" },
    { bit: P.ReadMessageHistory, name: "Read Message History" },
  ],
  threads: [
    { bit: P.CreatePublicThreads, name: "Create Public Threads" },
    { bit: P.SendMessagesInThreads, name: "Send Messages in Threads" },
  ],
};

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
  // Cards need no thread where there can be none: in a thread itself, and in a forum, which makes one for each.
  const asked = channel?.isThread() || channel?.isThreadOnly() ? wants.filter((what) => what !== "threads") : wants;
  return asked.flatMap((what) => {
    const lacking = wantedIn(what, channel?.isThread() ?? false).filter(({ bit }) => !bits || (bits & bit) === 0n);
    if (lacking.length === 0) return [];
    const names = lacking.map(({ name }) => name).join(" and ");
    return [{ what, howToGrant: `Allow papers-bot “${names}” under Edit Channel → Permissions` }];
  });
}

const wantedIn = (what: WantedPermission, thread: boolean) =>
  what === "post" && thread
    ? [
        { bit: P.ViewChannel, name: "View Channel" },
        { bit: P.SendMessagesInThreads, name: "Send Messages in Threads" },
      ]
    : needed[what];
