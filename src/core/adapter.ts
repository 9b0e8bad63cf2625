import type { RequestListener } from "node:http";
import type { Message } from "./messages/message.ts";
import type { Reply } from "./command/reply.ts";
import type { MailDetails, MailPage } from "./mail.ts";
import type { PostLimits } from "./post-limits.ts";
import type { BotRef, Platform, PostRef, Target, WorkspaceRef } from "./platform.ts";
import type { FindOutcome, SendOutcome, WorkspaceAccess } from "./outcome.ts";
import type { Installations } from "./store/store.ts";

export type * from "./outcome.ts";

/** A member as the platform describes them; null is unknown. */
export interface Member {
  id: string;
  name: string;
  /** IANA zone. */
  timezone: string | null;
  /** May change this workspace's subscriptions; null is unknown and counts as no. */
  mayConfigure: boolean | null;
  /** Is an admin or owner of the workspace (Slack) or has Manage Server (Discord). */
  isAdmin: boolean | null;
  isBot: boolean;
  /** Is from outside the team, with the rights of a guest. */
  isGuest: boolean;
}

/** Whether a member can see a channel; `gone`: the platform says that it exists no more. */
export type Sight = "yes" | "no" | "gone";

/** Who called; the profile is asked only if a command needs it. */
export interface Caller {
  id: string;
  /** Null when the workspace has no such member; rejects when the platform cannot be asked. */
  profile(): Promise<Member | null>;
}

/** What was asked: words behind `/papers`, a message written to the bot, values of a named subcommand (perhaps from a dialog), or a pressed button. */
export type CommandRequest =
  | { kind: "words"; words: string }
  | { kind: "written"; words: string }
  | { kind: "values"; command: string; values: Record<string, unknown>; dialog?: true }
  | { kind: "button"; id: string };

/** The channel in which a command was typed. */
export interface CallChannel {
  id: string;
  /** A thread in it, on platforms where a thread is no channel of its own (Slack). */
  thread: string | null;
  /** The channel of a thread that is a channel of its own (Discord): posts may be recorded there. */
  parent?: string | null;
  direct: boolean;
  /** It was chosen in a dialog that was opened elsewhere, where the answer appears. */
  elsewhere?: true;
}

/** One call of a command, from any platform. */
export interface CommandCall extends WorkspaceRef {
  /** Where it was typed; null without a channel (App Home, the terminal). */
  channel: CallChannel | null;
  caller: Caller;
  request: CommandRequest;
  /** The message whose button was pressed; null if unknown. */
  message: string | null;
}

/** A reaction set or taken back. */
export interface ReactionEvent extends WorkspaceRef {
  channel: string;
  /** The channel of a thread that is a channel of its own (Discord): posts may be recorded there. */
  parent?: string | null;
  message: string;
  member: string;
  /** Asked only where the reaction could count. */
  isBot(): Promise<boolean>;
  /** The platform's own name, with skin tone; two skin tones of one member are two reactions and one vote (`votes/emoji.ts`). */
  emoji: string;
  added: boolean;
  /** When it was set or taken back, by the platform's clock; where the platform does not say, when the event came. */
  at: Date;
}

/** All reactions of a message, or all of one emoji, removed at once (Discord). */
export interface ReactionsCleared extends WorkspaceRef {
  channel: string;
  parent?: string | null;
  message: string;
  emoji: string | null;
  at: Date;
}

/** A half-typed option value of a member. */
export interface SuggestRequest extends WorkspaceRef {
  member: string;
  command: string;
  option: string;
  typed: string;
  /** The member's language, like `de` or `pt-BR`; absent where the platform does not say. */
  locale?: string;
}

/** One proposal for an option's value. */
export interface Suggestion {
  label: string;
  value: string;
}

/** A posted message with its papers in order. */
export interface Posted {
  post: PostRef;
  papers: string[];
  /** The message itself, so that its counts can be redrawn. */
  drawn: Message;
}

/** A workspace as a platform describes it when the bot joins or starts. */
export interface WorkspaceProfile extends WorkspaceRef {
  name: string;
  /** Who installed the bot, where known. */
  installer: string | null;
}

/** What the program does for a platform; every adapter gets it at `start`. No function throws for a bad call. */
export interface Host {
  /** Runs a command; every failure is a reply a person can read. */
  command(call: CommandCall): Promise<Reply>;
  /** Records messages the adapter posted for a reply or a share, so that reactions on them count. */
  recordPosts(posted: Posted[]): Promise<void>;
  reaction(event: ReactionEvent): Promise<void>;
  reactionsCleared(event: ReactionsCleared): Promise<void>;
  suggest(request: SuggestRequest): Promise<Suggestion[]>;
  /** The subset of these workspaces in which a member used the bot, the last used first. */
  usedLast(platform: Platform, member: string, among: readonly string[]): Promise<string[]>;
  /** What a member sees on the bot's own page (Slack's App Home). */
  home(where: WorkspaceRef, member: string): Promise<Message>;
  /** Records a workspace; answers the welcome to show, once per workspace. */
  workspaceJoined(profile: WorkspaceProfile): Promise<Message | null>;
  /** The bot joined a channel; answers what to say there, once per channel. */
  channelJoined(target: Target): Promise<Message | null>;
  /** The bot was removed; the workspace's data is erased within 24 hours. */
  workspaceGone(where: WorkspaceRef): Promise<void>;
  /** Every workspace the bot is in; others of this bot that this connection serves have removed it while it was away. */
  workspacesPresent(bot: BotRef, workspaces: readonly string[], serves: (workspace: string) => boolean): Promise<void>;
  /** Encrypted tokens of installed workspaces. */
  installations: Installations;
  /** What a link of a mail offers, by its token; null for an unknown one. Changes nothing. */
  mailPage(token: string): Promise<MailPage | null>;
  /** Does what a link of a mail offers; the second time changes nothing more. Null for an unknown one. */
  acceptMailOffer(token: string): Promise<MailPage | null>;
  /** True the first time an event id is seen, so that a repeated event takes effect once. */
  firstSeen(platform: Platform, event: string): Promise<boolean>;
}

/** One attempt to send one part of a delivery. */
export interface Attempt {
  target: Target;
  message: Message;
  /** The delivery part's id, at most 20 characters, hidden in the message so that `find` can find it. */
  marker: string;
  /** Whether to send plain text, because the platform refused the rich form. */
  plain: boolean;
  /** Only for what goes by e-mail. */
  mail?: MailDetails;
  /** The topics of a roundup; absent for other messages. */
  topics?: readonly string[];
}

/** A permission the bot lacks in a channel, and how to grant it. */
export interface MissingPermission {
  what: "post" | "history" | "threads";
  howToGrant: string;
}

/** A channel as the platform describes it. */
export interface ChannelFacts {
  /** Without its `#`; null where it has none. */
  name: string | null;
  /** Whether every member of the workspace can see it. */
  open: boolean;
  /** Why no roundup can appear there, in a sentence that says what to do. */
  closed?: string;
}

/** Whether a platform is connected, and if not, why. */
export interface Health {
  connected: boolean;
  detail: string;
  /** What does not work for some of the workspaces, though the platform is connected. */
  partly?: string | null;
}

/** Requests a platform answers on the program's own HTTP server (Slack's events and install pages). */
export interface Routes {
  /** Paths that start like this: `/slack/`. */
  prefix: string;
  listener: RequestListener;
}

/** What a platform can do for the program. */
export interface Adapter {
  platform: Platform;
  /** Present where the platform calls us; the program listens on `PORT` before `start`. */
  routes?: Routes;
  /** Only one of many processes may be connected, because the platform tells every connection everything. It may start again after `stop`. */
  exclusive?: true;
  /** How many posts the platform takes. */
  postLimits: PostLimits;
  /** How many papers a list shows at once before More. */
  pageSize: number;
  /** Cards are messages of the channel, each with a thread of its own; absent: they stand in one thread under their roundup. */
  cards?: "apart";
  /** How many fields a dialog has at most; absent where all fit. */
  dialogFields?: number;
  /** Who may change roundups, as the start of a sentence: "Anyone here", "Members who may manage channels". */
  configurers?: string;
  /** Whether every message of a channel starts a thread of its own (a forum of Discord); absent where there is no such channel. */
  isForum?(channel: string): boolean;
  /** Connects; resolves when connected, rejects with a `UserError` for a wrong token. */
  start(host: Host): Promise<void>;
  stop(): Promise<void>;
  health(): Health;
  /** Splits a message to fit the platform's limits, never inside a paper. */
  split(message: Message): Message[];
  /** Sends one part (already split), exactly one request, no retries. */
  send(attempt: Attempt): Promise<SendOutcome>;
  /** Looks for the message of an ambiguous attempt; on Discord it may send again with the same nonce. */
  find(attempt: Attempt, claimedAt: Date, firstClaimedAt: Date): Promise<FindOutcome>;
  /** Redraws a post. */
  edit(post: PostRef, message: Message): Promise<SendOutcome>;
  /** The target for cards under a post: its thread, or the channel if the bot may not make one. */
  threadUnder(post: PostRef, name: string): Promise<Target>;
  /** The channel of a member's direct messages; null if they do not allow any. */
  direct(where: WorkspaceRef, member: string): Promise<Target | null>;
  /** Asks the platform itself, by a request that changes nothing, after it refused the bot. */
  checkAccess(where: WorkspaceRef): Promise<WorkspaceAccess>;
  /** The permissions the bot lacks for roundups here. */
  missingPermissions(target: Target, wants: MissingPermission["what"][]): Promise<MissingPermission[]>;
  /** All members (without bots) by emoji as in `ReactionEvent`; null if the message is gone. */
  reactionsOf(post: PostRef): Promise<Map<string, string[]> | null>;
  /** Null when the workspace has no such member; rejects when the platform cannot be asked. */
  member(where: WorkspaceRef, member: string, channel: string | null): Promise<Member | null>;
  /** Which of these channels a member can see now; what is left out is unknown. Rejects when the platform cannot be asked. */
  sees(where: WorkspaceRef, member: string, channels: readonly string[]): Promise<Map<string, Sight>>;
  /** Null when there is no such channel, or the bot cannot see it; rejects when the platform cannot be asked. */
  channel(where: WorkspaceRef, channel: string): Promise<ChannelFacts | null>;
  /** A link people can open to a post. */
  permalink(post: PostRef): Promise<string | null>;
}
