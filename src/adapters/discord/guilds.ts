import {
  ChannelType,
  Events,
  PermissionFlagsBits as P,
  type Client,
  type Guild,
  type GuildTextBasedChannel,
} from "discord.js";
import type { Adapter, Host } from "../../core/adapter.ts";
import { split } from "./draw/split.ts";

/** Where the bot may speak in a server: its channel for system messages, else its first text channel that allows it. */
function speakingPlace(guild: Guild): GuildTextBasedChannel | null {
  const may = (channel: GuildTextBasedChannel): boolean =>
    guild.members.me !== null && channel.permissionsFor(guild.members.me).has(P.ViewChannel | P.SendMessages);
  const texts = [...guild.channels.cache.values()]
    .filter((channel) => channel.type === ChannelType.GuildText)
    .sort((a, b) => a.rawPosition - b.rawPosition);
  const system = guild.systemChannel;
  return [...(system ? [system] : []), ...texts].find(may) ?? null;
}

/** Says once per server what the bot is for; a server where it may speak nowhere is asked again at the next start. */
export async function welcome(guild: Guild, host: Host, send: Adapter["send"]): Promise<void> {
  const channel = speakingPlace(guild);
  if (!channel) return;
  const where = { platform: "discord" as const, workspace: guild.id };
  const message = await host.workspaceJoined({ ...where, name: guild.name, installer: guild.ownerId });
  if (!message) return;
  const target = { ...where, channel: channel.id, thread: null };
  for (const part of split(message)) await send({ target, message: part, marker: `w${guild.id}`, plain: false });
}

/** Tells which servers the bot is in; one with an outage is among them. */
export const reportGuilds = ({ user, guilds }: Client<true>, host: Host): Promise<void> =>
  host.workspacesPresent({ platform: "discord", bot: user.id }, [...guilds.cache.keys()]);

/** Greets servers the bot joins and lets go of those that removed it; an outage is neither. */
export function listenToGuilds(
  client: Client,
  host: Host,
  send: Adapter["send"],
  run: (work: () => Promise<unknown>) => void,
): void {
  client.on(Events.GuildCreate, (guild) => {
    run(() => reportGuilds(guild.client, host));
    run(() => welcome(guild, host, send));
  });
  // One that had an outage while we started; whoever was greeted before is not greeted again.
  client.on(Events.GuildAvailable, (guild) => run(() => welcome(guild, host, send)));
  client.on(Events.GuildDelete, (guild) => run(() => host.workspaceGone({ platform: "discord", workspace: guild.id })));
}
