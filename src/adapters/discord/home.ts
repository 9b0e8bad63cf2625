import type { Client } from "discord.js";
import type { Host } from "../../core/adapter.ts";
import { fetchGuildMember } from "./members.ts";
import { ownWorkspace } from "./own-workspace.ts";

/** A bot in more servers asks Discord about none of them: only where a member used it counts. */
const mostGuildsAsked = 50;

/**
 * The server that a member's direct messages belong to: of those they share with the bot, the one they used it in last.
 * Somebody who shares none, because they installed the app for themselves, has a workspace of their own.
 */
export async function homeOf(client: Client, host: Host, member: string): Promise<string> {
  const guilds = [...client.guilds.cache.keys()];
  const used = await host.usedLast("discord", member, guilds);
  const others = guilds.length > mostGuildsAsked ? [] : guilds.filter((guild) => !used.includes(guild));
  for (const guild of [...used, ...others]) if (await fetchGuildMember(client, guild, member)) return guild;
  return ownWorkspace(member);
}
