import type { WebClient } from "@slack/web-api";
import { LRUCache } from "lru-cache";
import type { ChannelFacts, Member, Sight } from "../../core/adapter.ts";
import { codeOf } from "./errors.ts";
import type { SlackWorkspaces } from "./connection/workspaces.ts";

/** How long Slack's answer about a channel is cached. */
const sightFreshMs = 60_000;
const mostChannels = 2_000;
const channelsPerPage = 1_000;
/** A channel with more than ten pages of members stays unknown, because reading it would use up a minute's calls. */
const mostChannelPages = 10;

/** Slack's error codes for a channel that is deleted or that the bot cannot see; Slack does not say which. */
const unseen = new Set(["channel_not_found", "fetch_members_failed"]);

/** A channel for everybody, one for its members only, or none that people share. */
type Kind = "public" | "private" | "unknown";

/**
 * Makes functions that answer which channels a member sees, and which are public. A full member sees public channels;
 * private channels, and for a guest all channels, need membership (`conversations.members`).
 */
export function createSight(workspaces: SlackWorkspaces, now: () => Date) {
  const kinds = remembered<Kind>(now);
  const members = remembered<ReadonlySet<string>>(now);
  const ask = async <Answer>(
    team: string,
    read: (client: WebClient) => Promise<Answer>,
    otherwise: Answer,
  ): Promise<Answer> => {
    const client = await workspaces.client(team);
    try {
      return client ? await read(client) : otherwise;
    } catch (error) {
      if (unseen.has(codeOf(error) ?? "")) return otherwise;
      throw error;
    }
  };
  const kindIn = (team: string, channel: string): Promise<Kind> =>
    kinds(`${team} ${channel}`, () => ask(team, (client) => kindOf(client, channel), "unknown"));
  const sees = async (team: string, who: Member | null, channels: readonly string[]): Promise<Map<string, Sight>> => {
    // A member who may not configure is a guest, from another workspace, or a bot.
    const full = who?.mayConfigure === true;
    const seen = new Map<string, Sight>();
    for (const channel of channels) {
      const key = `${team} ${channel}`;
      const kind = await kindIn(team, channel);
      const open = kind === "public" && full;
      const among = async () =>
        (await members(key, () => ask(team, (client) => membersOf(client, channel), new Set<string>()))).has(
          who?.id ?? "",
        );
      seen.set(channel, who && kind !== "unknown" && (open || (await among())) ? "yes" : "no");
    }
    return seen;
  };
  const publicAmong = async (team: string, channels: readonly string[]): Promise<Set<string>> => {
    const open = new Set<string>();
    for (const channel of channels) if ((await kindIn(team, channel)) === "public") open.add(channel);
    return open;
  };
  return { sees, publicAmong };
}

/** Answers by channel, cached for a minute. */
function remembered<Answer>(now: () => Date) {
  const known = new LRUCache<string, { answer: Answer; until: number }>({ max: mostChannels });
  return async (key: string, read: () => Promise<Answer>): Promise<Answer> => {
    const found = known.get(key);
    if (found && found.until > now().getTime()) return found.answer;
    const answer = await read();
    known.set(key, { answer, until: now().getTime() + sightFreshMs });
    return answer;
  };
}

/** Makes a function that describes a channel; open is a public one. */
export function createChannelFacts(workspaces: SlackWorkspaces) {
  return async (team: string, channel: string): Promise<ChannelFacts | null> => {
    const client = await workspaces.client(team);
    if (!client) throw new Error("Slack cannot be asked about a channel without a token");
    try {
      const { channel: info } = await client.conversations.info({ channel });
      if (!info) return null;
      return { name: info.name ?? null, open: !info.is_private && !info.is_im && !info.is_mpim };
    } catch (error) {
      if (unseen.has(codeOf(error) ?? "")) return null;
      throw error;
    }
  };
}

async function kindOf(client: WebClient, channel: string): Promise<Kind> {
  const { channel: info } = await client.conversations.info({ channel });
  if (!info || info.is_im || info.is_mpim) return "unknown";
  return info.is_private ? "private" : "public";
}

async function membersOf(client: WebClient, channel: string): Promise<ReadonlySet<string>> {
  const members = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < mostChannelPages; page++) {
    const read = await client.conversations.members({ channel, limit: channelsPerPage, ...(cursor ? { cursor } : {}) });
    for (const member of read.members ?? []) members.add(member);
    cursor = read.response_metadata?.next_cursor || undefined;
    if (!cursor) return members;
  }
  return new Set();
}
