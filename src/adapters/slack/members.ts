import { LRUCache } from "lru-cache";
import type { Adapter, Member } from "../../core/adapter.ts";
import type { Block, Message, Span } from "../../core/messages/message.ts";
import { codeOf } from "./errors.ts";
import { createSight } from "./sight.ts";
import type { SlackWorkspaces } from "./connection/workspaces.ts";

/** Members and channels of a workspace. */
export interface SlackMembers extends Pick<
  Adapter,
  "member" | "sees" | "channel" | "missingPermissions" | "reactionsOf"
> {
  isBot(team: string, user: string): Promise<boolean>;
  /** The message with members written by name, because a reference would notify them. */
  withNames(team: string, message: Message): Promise<Message>;
}

const freshMs = 5 * 60_000;
const mostKnown = 10_000;
/** Slack's error codes for a user id that is unknown in this workspace. */
const unknownUserCodes = new Set(["user_not_found", "user_not_visible", "users_not_found"]);

/** Reads members through `users.info`; caches them for five minutes. */
export function createMembers(workspaces: SlackWorkspaces, now: () => Date): SlackMembers {
  const known = new LRUCache<string, { member: Member; until: number }>({ max: mostKnown });
  const member = async (team: string, user: string): Promise<Member | null> => {
    const key = `${team} ${user}`;
    const remembered = known.get(key);
    if (remembered && remembered.until > now().getTime()) return remembered.member;
    const client = await workspaces.client(team);
    if (!client) return null;
    const found = await client.users.info({ user }).catch((error: unknown) => {
      if (unknownUserCodes.has(codeOf(error) ?? "")) return null;
      throw error;
    });
    // Who was deactivated is no member any more.
    if (!found?.user || found.user.deleted) return null;
    const read = readMember(user, found.user);
    known.set(key, { member: read, until: now().getTime() + freshMs });
    return read;
  };
  const sight = createSight(workspaces, now);
  const nameSpan = async (team: string, span: Span): Promise<Span> =>
    "member" in span ? { text: `@${(await member(team, span.member).catch(() => null))?.name ?? "somebody"}` } : span;
  const nameSpans = (team: string, spans: Span[]) => Promise.all(spans.map((span) => nameSpan(team, span)));

  return {
    member: async (where, user) => member(where.workspace, user),
    sees: async ({ workspace }, user, channels) => sight.sees(workspace, await member(workspace, user), channels),
    channel: ({ workspace }, channel) => sight.channel(workspace, channel),
    isBot: async (team, user) => (await member(team, user))?.isBot ?? false,
    async withNames(team, message) {
      const blocks = message.blocks.map(async (block): Promise<Block> => {
        if (block.kind === "text" || block.kind === "note")
          return { ...block, spans: await nameSpans(team, block.spans) };
        return block.kind === "paper" ? { ...block, why: await nameSpans(team, block.why) } : block;
      });
      return { ...message, blocks: await Promise.all(blocks), footer: await nameSpans(team, message.footer) };
    },
    async missingPermissions(target, wants) {
      const client = await workspaces.client(target.workspace);
      try {
        const info = await client?.conversations.info({ channel: target.channel });
        if (!info?.channel || info.channel.is_im) return [];
        if (info.channel.is_archived) return [{ what: "post", howToGrant: "unarchive the channel" }];
        if (info.channel.is_member) return [];
      } catch (error) {
        if (codeOf(error) !== "channel_not_found") return [];
      }
      return wants.slice(0, 1).map((what) => ({ what, howToGrant: "type /invite @papers in the channel" }));
    },
    async reactionsOf(post) {
      const client = await workspaces.client(post.workspace);
      if (!client) return null;
      try {
        const read = await client.reactions.get({ channel: post.channel, timestamp: post.message, full: true });
        const byEmoji = new Map<string, string[]>();
        for (const { name = "", users = [] } of read.message?.reactions ?? []) {
          for (const user of users) {
            if (await this.isBot(post.workspace, user)) continue;
            byEmoji.set(name, [...(byEmoji.get(name) ?? []), user]);
          }
        }
        return byEmoji;
      } catch (error) {
        if (["message_not_found", "channel_not_found", "bad_timestamp"].includes(codeOf(error) ?? "")) return null;
        throw error;
      }
    },
  };
}

interface SlackUser {
  name?: string;
  real_name?: string;
  tz?: string;
  is_admin?: boolean;
  is_owner?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  is_bot?: boolean;
  deleted?: boolean;
  profile?: { display_name?: string };
}

/** A member from Slack's user; guests, people of other workspaces and bots may not configure. */
function readMember(id: string, user: SlackUser): Member {
  const isGuest = (user.is_restricted || user.is_ultra_restricted || user.is_stranger) === true;
  const outsider = isGuest || user.is_bot || user.deleted;
  return {
    id,
    name: user.profile?.display_name || user.real_name || user.name || id,
    timezone: user.tz ?? null,
    mayConfigure: !outsider,
    isAdmin: !outsider && (user.is_admin === true || user.is_owner === true),
    isBot: user.is_bot === true || id === "USLACKBOT",
    isGuest,
  };
}
