import {
  ChannelType,
  Events,
  PermissionFlagsBits as P,
  ShardClientUtil,
  type Client,
  type Guild,
  type GuildTextBasedChannel,
} from "discord.js";
import type { Adapter, Host } from "../../core/adapter.ts";
import { split } from "./draw/split.ts";
import { papersCommandOf } from "./interactions/register.ts";
import { whoseOwn } from "./own-workspace.ts";

/** The channel for the welcome: the server's system channel, else its first text channel where the bot may post; or null. */
function speakingPlace(guild: Guild): GuildTextBasedChannel | null {
  const may = (channel: GuildTextBasedChannel): boolean =>
    guild.members.me !== null && channel.permissionsFor(guild.members.me).has(P.ViewChannel | P.SendMessages);
  const texts = [...guild.channels.cache.values()]
    .filter((channel) => channel.type === ChannelType.GuildText)
    .sort((a, b) => a.rawPosition - b.rawPosition);
  const system = guild.systemChannel;
  return [...(system ? [system] : []), ...texts].find(may) ?? null;
}

/** Welcomes every server that was not welcomed yet, one after another, because Discord allows only a few messages a second. */
export async function welcomeAll(
  client: Client<true>,
  host: Host,
  send: Adapter["send"],
  logged: (work: Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  for (const guild of client.guilds.cache.values()) await logged(welcome(guild, host, send));
}

/** Posts the welcome once per server; tries again at the next start if it may post nowhere. */
async function welcome(guild: Guild, host: Host, send: Adapter["send"]): Promise<void> {
  const channel = speakingPlace(guild);
  if (!channel) return;
  const where = { platform: "discord" as const, workspace: guild.id };
  const message = await host.workspaceJoined({ ...where, name: guild.name, installer: guild.ownerId });
  if (!message) return;
  const target = { ...where, channel: channel.id, thread: null };
  for (const part of split(message)) await send({ target, message: part, marker: `w${guild.id}`, plain: false });
}

/** Reports the servers the bot is in, including those with an outage. */
export function reportGuilds({ user, guilds, options }: Client<true>, host: Host): Promise<void> {
  const shards = Array.isArray(options.shards) ? options.shards : [];
  const serves = (workspace: string) =>
    whoseOwn(workspace) === null &&
    shards.includes(ShardClientUtil.shardIdForGuildId(workspace, options.shardCount ?? 1));
  return host.workspacesPresent({ platform: "discord", bot: user.id }, [...guilds.cache.keys()], serves);
}

/** Welcomes servers that the bot joins and reports those that removed it; an outage is neither. */
export function listenToGuilds(
  client: Client,
  host: Host,
  send: Adapter["send"],
  run: (work: () => Promise<unknown>) => void,
): void {
  // A welcome names commands that can be pressed: before they are registered it waits for `welcomeAll`.
  const greet = (guild: Guild): void => {
    if (papersCommandOf(client)) run(() => welcome(guild, host, send));
  };
  client.on(Events.GuildCreate, (guild) => {
    run(() => reportGuilds(guild.client, host));
    greet(guild);
  });
  // A server that had an outage at our start; the host answers no second welcome.
  client.on(Events.GuildAvailable, greet);
  client.on(Events.GuildDelete, (guild) => run(() => host.workspaceGone({ platform: "discord", workspace: guild.id })));
}
