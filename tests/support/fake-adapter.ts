import type {
  Adapter,
  Attempt,
  ChannelFacts,
  FindOutcome,
  Member,
  MissingPermission,
  SendOutcome,
  Sight,
  WorkspaceAccess,
} from "../../src/core/adapter.ts";
import type { PostLimits } from "../../src/core/post-limits.ts";
import { postLimits as discordLimits } from "../../src/adapters/discord/limits.ts";
import { postLimits as slackLimits } from "../../src/adapters/slack/limits.ts";
import type { Platform, PostRef, Target } from "../../src/core/platform.ts";

/** A message as the fake platform has it. */
export interface Appeared extends Attempt {
  message: Attempt["message"];
  id: string;
  at: Date;
}

/** An adapter in memory that answers as a test says. */
export interface FakeAdapter extends Adapter {
  /** What is on the platform, in order. */
  posts: Appeared[];
  /** Every call of `send`, whatever came of it. */
  attempts: Attempt[];
  /** What happens to the next attempts: an answer instead of posting, or posting and then this answer. */
  script: (SendOutcome | { posted: SendOutcome } | Error)[];
  /** Decides for attempts the script has nothing for; null posts. */
  answer: (attempt: Attempt) => SendOutcome | null;
  /** What `find` says instead of looking. */
  finds: FindOutcome[];
  missing: MissingPermission[];
  members: Map<string, Member>;
  /** What it says of channels; one that is not here does not exist. */
  channels: Map<string, ChannelFacts>;
  threadsAllowed: boolean;
  /** Channels in which every message starts a thread of its own. */
  forums: Set<string>;
  /** What it says about a workspace after it refused the bot. */
  access: WorkspaceAccess;
  /** Whether people who ask from elsewhere see a channel. */
  sight: (channel: string) => Sight;
  /** Whether a channel is public; those of direct messages never are. */
  isPublic: (channel: string) => boolean;
}

/** A member of a fake workspace. */
export const fakeMember = (id: string, facts: Partial<Member> = {}): Member => ({
  id,
  name: id,
  timezone: null,
  mayConfigure: true,
  isAdmin: false,
  isBot: false,
  isGuest: false,
  ...facts,
});

const limits = { slack: slackLimits, discord: discordLimits, terminal: discordLimits, email: discordLimits };

/** The real platforms' limits. */
export const postLimitsOf = (platform: Platform): PostLimits => limits[platform];

/** A platform in memory. */
export function fakeAdapter(platform: Platform, now: () => Date): FakeAdapter {
  const post = (attempt: Attempt): SendOutcome => {
    const id = `m${adapter.posts.length + 1}`;
    adapter.posts.push({ ...attempt, id, at: now() });
    const { channel, thread } = attempt.target;
    return { status: "sent", message: id, ...(adapter.forums.has(channel) && thread === null && { thread: id }) };
  };
  const adapter: FakeAdapter = {
    platform,
    pageSize: 10,
    postLimits: postLimitsOf(platform),
    posts: [],
    attempts: [],
    script: [],
    finds: [],
    missing: [],
    members: new Map(),
    channels: new Map(),
    threadsAllowed: true,
    forums: new Set(),
    isForum: (channel) => adapter.forums.has(channel),
    sight: () => "yes",
    isPublic: (channel) => !channel.startsWith("dm-"),
    access: "fine",
    answer: () => null,
    start: async () => undefined,
    stop: async () => undefined,
    health: () => ({ connected: true, detail: "" }),
    split: (message) => [message],
    async send(attempt) {
      adapter.attempts.push(attempt);
      const next = adapter.script.shift() ?? adapter.answer(attempt);
      if (next === null || next === undefined) return post(attempt);
      if (next instanceof Error) throw next;
      if (!("posted" in next)) return next;
      post(attempt);
      return next.posted;
    },
    async find({ marker }): Promise<FindOutcome> {
      const scripted = adapter.finds.shift();
      if (scripted) return scripted;
      const found = adapter.posts.find((other) => other.marker === marker);
      return found ? { status: "sent", message: found.id } : { status: "absent" };
    },
    edit: async ({ message }) => ({ status: "sent", message }),
    checkAccess: async () => adapter.access,
    threadUnder: async ({ message, ...target }: PostRef): Promise<Target> => ({
      ...target,
      thread: adapter.threadsAllowed ? message : null,
    }),
    direct: async (where, member) => ({ ...where, channel: `dm-${member}`, thread: null }),
    missingPermissions: async () => adapter.missing,
    reactionsOf: async () => new Map(),
    member: async (_where, member) => adapter.members.get(member) ?? null,
    sees: async (_where, _member, channels) => new Map(channels.map((channel) => [channel, adapter.sight(channel)])),
    channel: async (_where, channel) =>
      adapter.channels.get(channel) ?? (adapter.isPublic(channel) ? { name: null, open: true } : null),
    permalink: async ({ channel, message }) => `https://chat.example/${channel}/${message}`,
  };
  return adapter;
}
