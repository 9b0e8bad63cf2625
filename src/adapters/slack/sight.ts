import type { ConversationsInfoResponse, WebClient } from "@slack/web-api";
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

/** What Slack says of a channel; null where it is deleted or the bot cannot see it. */
type ChannelInfo = NonNullable<ConversationsInfoResponse["channel"]> | null;

/**
 * Makes functions that describe a channel and answer which channels a member sees. A full member sees public channels;
 * private channels, and for a guest all channels, need membership (`conversations.members`).
 */
export function createSight(workspaces: SlackWorkspaces, now: () => Date) {
  const infos = remembered<ChannelInfo>(now);
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
  const infoOf = (team: string, channel: string): Promise<ChannelInfo> =>
    infos(`${team} ${channel}`, () =>
      ask<ChannelInfo>(team, async (client) => (await client.conversations.info({ channel })).channel ?? null, null),
    );
  const sees = async (team: string, who: Member | null, channels: readonly string[]): Promise<Map<string, Sight>> => {
    // A member who may not configure is a guest, from another workspace, or a bot.
    const full = who?.mayConfigure === true;
    const seen = new Map<string, Sight>();
    for (const channel of channels) {
      const key = `${team} ${channel}`;
      const info = await infoOf(team, channel);
      const isShared = info && !info.is_im && !info.is_mpim;
      const open = full && !info?.is_private;
      const among = async () =>
        (await members(key, () => ask(team, (client) => membersOf(client, channel), new Set<string>()))).has(
          who?.id ?? "",
        );
      seen.set(channel, who && isShared && (open || (await among())) ? "yes" : "no");
    }
    return seen;
  };
  const channel = async (team: string, id: string): Promise<ChannelFacts | null> => {
    if (!(await workspaces.client(team))) throw new Error("Slack cannot be asked about a channel without a token");
    const info = await infoOf(team, id);
    return info && { name: info.name ?? null, open: !info.is_private && !info.is_im && !info.is_mpim };
  };
  return { sees, channel };
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
