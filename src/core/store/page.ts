import type { Message } from "../messages/message.ts";
import type { PostRef } from "../platform.ts";
import type { SubscriptionKind } from "./subscription.ts";
import type { Workspace } from "./workspace.ts";

/** What a configurer chose for one channel: on the page though it is private, or not on it though it is public. */
export type ChannelChoice = "shown" | "hidden";

/** A channel with posts of ours, as the platform described it last. */
export interface PageChannel {
  channel: string;
  /** Null until the platform told it. */
  name: string | null;
  /** Whether every member of the workspace could see it then. */
  open: boolean;
  checkedAt: Date | null;
  choice: ChannelChoice | null;
}

/** A post that the page does not know yet, and the roundup that it is of; null for a shared list. */
export interface UndescribedPost extends PostRef {
  id: number;
  title: string;
  roundup: { topics: string[]; of: SubscriptionKind } | null;
}

/** The pages of workspaces outside the chat, and what they need to know from the platforms. */
export interface Pages {
  /** Turns the page on, or gives it another secret. */
  open(workspace: number, page: { hash: string; sealed: string }, at: Date): Promise<void>;
  /** Turns it off. */
  close(workspace: number): Promise<void>;
  /** The sealed secret of a workspace's page; null while it is off. */
  sealed(workspace: number): Promise<string | null>;
  /** The workspace whose page has this hash, which comes with it. */
  find(hash: string): Promise<(Workspace & { hash: string }) | null>;
  /** Workspaces whose page is on and that have not left. */
  all(): Promise<Workspace[]>;
  /** Channels with posts, and those that something was chosen for. */
  channels(workspace: number): Promise<PageChannel[]>;
  /** Notes what the platform says of a channel. */
  describeChannel(
    workspace: number,
    channel: string,
    facts: { name: string | null; open: boolean },
    at: Date,
  ): Promise<void>;
  choose(workspace: number, channel: string, choice: ChannelChoice | null): Promise<void>;
  /** Posts in these channels that have papers and are not described yet, newest first. */
  undescribed(workspace: number, channels: readonly string[], limit: number): Promise<UndescribedPost[]>;
  describePost(post: number, facts: { link: string | null; roundup: string | null }): Promise<void>;
  /** Voters and submitters whose name is not known, or was told before an instant. */
  unnamed(workspace: number, toldBefore: Date, limit: number): Promise<string[]>;
  nameMember(workspace: number, member: string, name: string, at: Date): Promise<void>;
  forgetNames(workspace: number): Promise<void>;
}

/** A paper that a team had, once for each time that it was posted. */
export interface HadPaper {
  paper: string;
  at: Date;
  /** Where it was posted; null in a terminal, which has no channels. */
  post: { id: number; channel: string; roundup: string | null; link: string | null } | null;
}

/** From this instant and before that one; null is no limit. */
export interface TimeSpan {
  from: Date | null;
  until: Date | null;
}

/** What a team had, voted for and saved, as far as its page may show it. */
export interface TeamReading {
  /**
   * Papers posted in channels that the page shows, in the order of their posts: channels that a configurer chose, and
   * those that were open when asked after `askedAfter`.
   */
  posted(workspace: number, askedAfter: Date, span: TimeSpan): Promise<HadPaper[]>;
  /** Papers that members voted for, saved or submitted, each at the first of these; for the terminal, which has no posts. */
  kept(workspace: number, span: TimeSpan): Promise<HadPaper[]>;
  /** How these posts were drawn, by id; those drawn long ago are forgotten. */
  drawn(posts: readonly number[]): Promise<Map<number, Message>>;
  /** How many members saved each of these papers; papers that nobody saved are absent. */
  saves(workspace: number, papers: readonly string[]): Promise<Map<string, number>>;
  /** Who votes for each of these papers, first votes first. */
  voters(workspace: number, papers: readonly string[]): Promise<Map<string, string[]>>;
  /** Names of members that are known. */
  names(workspace: number): Promise<Map<string, string>>;
}
