import { PermissionFlagsBits as P, type Client, type GuildMember, type PermissionsBitField } from "discord.js";
import type { Member } from "../../core/adapter.ts";
import { guildChannel } from "./channels.ts";
import { codeOf } from "./errors.ts";
import { whoseOwn } from "./own-workspace.ts";

/** A member from Discord's data, which has no time zone; without permissions the rights stay null. */
export const memberFrom = (
  user: { id: string; bot: boolean },
  name: string,
  permissions: Readonly<PermissionsBitField> | null,
): Member => ({
  id: user.id,
  name,
  timezone: null,
  mayConfigure: permissions && permissions.any(P.ManageChannels | P.ManageGuild),
  isAdmin: permissions && permissions.has(P.ManageGuild),
  isBot: user.bot,
  isGuest: false,
});

/** Asks Discord for a member and their permissions in a channel; null if they are not in the server. */
export async function fetchMember(
  client: Client,
  guild: string,
  id: string,
  channel: string | null,
): Promise<Member | null> {
  if (whoseOwn(guild) === id) return fetchOwner(client, id);
  const member = await fetchGuildMember(client, guild, id);
  if (!member) return null;
  const place = channel === null ? null : await guildChannel(client, channel);
  const permissions = place ? place.permissionsFor(member) : channel === null ? member.permissions : null;
  return memberFrom(member.user, member.displayName, permissions);
}

/** Somebody in their own workspace, which has no channels to configure. */
async function fetchOwner(client: Client, id: string): Promise<Member | null> {
  const user = await client.users.fetch(id).catch((error: unknown) => {
    if (codeOf(error) === 10013) return null;
    throw error;
  });
  return user && memberFrom(user, user.displayName, null);
}

/** A member as Discord knows them now; null when they are not in the server. */
export async function fetchGuildMember(client: Client, guild: string, id: string): Promise<GuildMember | null> {
  const found = client.guilds.cache.get(guild);
  if (!found) return null;
  try {
    return await found.members.fetch({ user: id, force: true });
  } catch (error) {
    const code = codeOf(error);
    // Unknown member, unknown user, and what is no id of Discord's at all.
    if (code === 10007 || code === 10013 || code === 50035) return null;
    throw error;
  }
}
