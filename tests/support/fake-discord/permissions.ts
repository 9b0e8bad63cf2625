import { PermissionFlagsBits as P } from "discord-api-types/v10";
import { type Channel, type Guild, isThread, type World } from "./world.ts";

/** What the invite URL of the README grants. */
export const invited =
  P.ViewChannel |
  P.SendMessages |
  P.SendMessagesInThreads |
  P.CreatePublicThreads |
  P.AttachFiles |
  P.ReadMessageHistory;

/** What everybody may do in a new server. */
export const everyone =
  P.ViewChannel | P.SendMessages | P.ReadMessageHistory | P.AddReactions | P.UseApplicationCommands;

const all = (1n << 53n) - 1n;

/** The channel whose overwrites count: a thread has those of its parent. */
const ruling = (world: World, channel: Channel): Channel =>
  isThread(channel) ? (world.channels.get(channel.parent ?? "") ?? channel) : channel;

/** What a member may do in a channel, by Discord's documented algorithm. */
export function permissionsIn(world: World, guild: Guild, member: string, channel: Channel): bigint {
  if (guild.owner === member) return all;
  const roles = [guild.id, ...(guild.members.get(member)?.roles ?? [])];
  const base = guild.roles.filter(({ id }) => roles.includes(id)).reduce((sum, role) => sum | role.permissions, 0n);
  if (base & P.Administrator) return all;
  const { overwrites } = ruling(world, channel);
  const apply = (start: bigint, chosen: Channel["overwrites"]) => {
    const deny = chosen.reduce((sum, overwrite) => sum | overwrite.deny, 0n);
    const allow = chosen.reduce((sum, overwrite) => sum | overwrite.allow, 0n);
    return (start & ~deny) | allow;
  };
  const forEveryone = apply(
    base,
    overwrites.filter(({ id }) => id === guild.id),
  );
  const forRoles = apply(
    forEveryone,
    overwrites.filter(({ id, type }) => type === 0 && id !== guild.id && roles.includes(id)),
  );
  return apply(
    forRoles,
    overwrites.filter(({ id, type }) => type === 1 && id === member),
  );
}

/** Whether the bot may do this in a channel; in direct messages it may do all it needs. */
export function botMay(world: World, channel: Channel, wanted: bigint): boolean {
  const guild = world.guilds.get(channel.guild ?? "");
  if (!guild) return channel.type === 1;
  const has = permissionsIn(world, guild, world.bot.id, channel);
  return (has & P.ViewChannel) !== 0n && (has & wanted) === wanted;
}
