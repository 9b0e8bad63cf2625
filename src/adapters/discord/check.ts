import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIUser,
  DiscordAPIError,
  PermissionFlagsBits as P,
  REST,
  Routes,
} from "discord.js";
import type { DiscordConfig } from "../../config/discord.ts";
import type { Finding } from "../../core/platform.ts";
import { isThreadType, neededIn, type WantedPermission } from "./channels.ts";

const discordPart = "discord";
const timeoutMs = 10_000;
const withoutThreads = "there can be no notes under its posts and no threads of cards";

/** Asks Discord about the token, and about the bot's permissions in the channels that roundups go to; nothing is changed there. */
export async function checkDiscord(
  { token, apiUrl }: DiscordConfig,
  channels: readonly { guild: string; channel: string }[],
): Promise<Finding[]> {
  const rest = new REST({ api: apiUrl, version: "10", timeout: timeoutMs, retries: 0 }).setToken(token);
  const read = async <Answer>(route: `/${string}`) => (await rest.get(route)) as Answer;
  try {
    const me = await read<APIUser>(Routes.user());
    const findings: Finding[] = [
      { part: discordPart, ok: true, says: `DISCORD_TOKEN is good for ${me.username}.`, mend: null },
    ];
    for (const place of channels) findings.push(await checkGuildChannel(read, me.id, place));
    return findings;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401)
      return [
        {
          part: discordPart,
          ok: false,
          says: "Discord refuses DISCORD_TOKEN.",
          mend: "Reset it in the Developer Portal → your application → Bot, and set it anew.",
        },
      ];
    return [
      {
        part: discordPart,
        ok: false,
        says: "Discord cannot be reached.",
        mend: "Look at the network and DISCORD_API_URL.",
      },
    ];
  }
}

type ReadRoute = <Answer>(route: `/${string}`) => Promise<Answer>;

async function checkGuildChannel(
  read: ReadRoute,
  me: string,
  { guild: id, channel: at }: { guild: string; channel: string },
): Promise<Finding> {
  try {
    const channel = await read<APIChannel>(Routes.channel(at));
    const guild = await read<APIGuild>(Routes.guild(id));
    const member = await read<APIGuildMember>(Routes.guildMember(id, me));
    const has = permissionsIn(guild, member, me, await rulingChannel(read, channel));
    const lacking = (...wants: WantedPermission[]) =>
      wants.flatMap((what) => neededIn(channel.type, what)).flatMap(({ name, bit }) => (has & bit ? [] : [name]));
    const forThreads = lacking("threads");
    const missing = [...new Set([...lacking("post", "history"), ...forThreads])];
    const where = `Roundups go to #${"name" in channel ? (channel.name ?? at) : at} of ${guild.name}`;
    if (missing.length === 0) return { part: discordPart, ok: true, says: `${where}.`, mend: null };
    const mend = `Allow papers-bot “${missing.join("” and “")}” under Edit Channel → Permissions.`;
    const loss = forThreads.length === missing.length ? `: ${withoutThreads}` : "";
    return { part: discordPart, ok: false, says: `${where}, where the bot lacks ${missing.join(", ")}${loss}.`, mend };
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    const says = `The channel ${at} of a roundup cannot be read: ${error.message}.`;
    return {
      part: discordPart,
      ok: false,
      says,
      mend: "Let the bot see it, or end the roundup with /papers unsubscribe.",
    };
  }
}

/** The channel whose overwrites count: a thread has those of its parent. */
const rulingChannel = async (read: ReadRoute, channel: APIChannel): Promise<APIChannel> =>
  isThreadType(channel.type) && "parent_id" in channel && channel.parent_id
    ? read<APIChannel>(Routes.channel(channel.parent_id))
    : channel;

/** Permissions as Discord computes them: the server's roles, then the channel's overwrites for everybody, roles, and the member. */
function permissionsIn(guild: APIGuild, { roles }: APIGuildMember, me: string, channel: APIChannel): bigint {
  const own = guild.roles.filter(({ id }) => id === guild.id || roles.includes(id));
  const base = own.reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
  if ((base & P.Administrator) !== 0n) return ~0n;
  const overwrites = "permission_overwrites" in channel ? (channel.permission_overwrites ?? []) : [];
  const layers = [[guild.id], roles, [me]];
  return layers.reduce((bits, ids) => {
    const its = overwrites.filter(({ id }) => ids.includes(id));
    const deny = its.reduce((all, each) => all | BigInt(each.deny), 0n);
    const allow = its.reduce((all, each) => all | BigInt(each.allow), 0n);
    return (bits & ~deny) | allow;
  }, base);
}
