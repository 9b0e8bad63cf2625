import {
  ChannelType,
  PermissionFlagsBits as P,
  type Client,
  type GuildBasedChannel,
  type GuildMember,
} from "discord.js";
import type { ChannelFacts, Sight } from "../../core/adapter.ts";
import { codeOf } from "./errors.ts";
import { isForum } from "./forum.ts";
import { fetchGuildMember } from "./members.ts";

const unknownChannel = 10003;
const unknownMember = 10007;

/** Which channels of a server a member sees, by View Channel; a private thread needs membership. */
export async function sees(
  client: Client,
  guild: string,
  id: string,
  channels: readonly string[],
): Promise<Map<string, Sight>> {
  const member = await fetchGuildMember(client, guild, id);
  const seen = new Map<string, Sight>();
  for (const channel of channels) seen.set(channel, member ? await seesOne(client, member, channel) : "no");
  return seen;
}

async function seesOne(client: Client, member: GuildMember, id: string): Promise<Sight> {
  const channel = client.channels.cache.get(id) ?? (await client.channels.fetch(id).catch(refusalCode));
  if (channel === unknownChannel) return "gone";
  if (channel === null || typeof channel === "number" || channel.isDMBased()) return "no";
  if (channel.guildId !== member.guild.id) return "no";
  return (await mayView(member, channel)) ? "yes" : "no";
}

/** A channel of a server; open where the role of everybody may view it. */
export async function channelFacts(client: Client, guild: string, id: string): Promise<ChannelFacts | null> {
  const channel = client.channels.cache.get(id) ?? (await client.channels.fetch(id).catch(refusalCode));
  if (channel === null || typeof channel === "number" || channel.isDMBased() || channel.guildId !== guild) return null;
  const everybody = channel.permissionsFor(channel.guild.roles.everyone);
  const open = channel.type !== ChannelType.PrivateThread && everybody.has(P.ViewChannel);
  const closed = whyClosed(channel);
  return { name: channel.name, open, ...(closed && { closed }) };
}

/** Why no message of the bot can appear in a channel that it sees; null where one can. */
function whyClosed(channel: GuildBasedChannel): string | null {
  if (channel.isThread() && channel.locked)
    return "This thread is locked, so nothing can be posted in it. Have it unlocked, or choose another channel.";
  if (channel.isTextBased() || isForum(channel)) return null;
  return "Nothing can be posted there: it is no channel for messages. Choose another one.";
}

async function mayView(member: GuildMember, channel: GuildBasedChannel): Promise<boolean> {
  const permissions = channel.permissionsFor(member);
  if (!permissions.has(P.ViewChannel)) return false;
  if (channel.type !== ChannelType.PrivateThread || permissions.has(P.ManageThreads)) return true;
  const inThread = await channel.members.fetch(member.id).catch((error: unknown) => {
    if (codeOf(error) === unknownMember) return null;
    throw error;
  });
  return inThread !== null;
}

/** Discord's error code of a refusal; throws if there was no answer. */
function refusalCode(error: unknown): number {
  const code = codeOf(error);
  if (code === null) throw error;
  return code;
}
