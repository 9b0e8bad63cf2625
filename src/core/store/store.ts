import type { Platform, PostRef, WorkspaceRef } from "../adapter.ts";
import type { StoredCall } from "../command/button.ts";
import type { Message } from "../messages/message.ts";
import type { Paper, PaperFacts } from "../papers/paper.ts";
import type { SourceName } from "../sources/source.ts";
import type { Deliveries } from "./delivery.ts";
import type { Subscriptions } from "./subscription.ts";

export type * from "./delivery.ts";
export type * from "./subscription.ts";

/** A workspace we know, by our own number and its platform's id. */
export interface Workspace extends WorkspaceRef {
  id: number;
  name: string;
  installer: string | null;
}

/** What saving one paper's facts did. */
export interface Saved {
  id: string;
  change: "new" | "updated" | "unchanged";
}

/** Papers of the library, merged by identity. */
export interface Papers {
  /** One atomic batch; the answers stand in the order of the facts. */
  save(batch: PaperFacts[], at: Date, options?: { sample?: boolean }): Promise<Saved[]>;
  /** By our id; an id merged into another leads to it. */
  get(id: string): Promise<Paper | null>;
  /** In the order of the ids; unknown ones are left out. */
  many(ids: readonly string[]): Promise<Paper[]>;
  byArxivId(arxivId: string): Promise<Paper | null>;
  /** Ids of the papers published or listed since a day (`YYYY-MM-DD`; null: ever), most upvotes first, then the newer. */
  mostUpvoted(since: string | null, limit: number): Promise<string[]>;
  /** By normalised title. */
  byTitle(title: string): Promise<Paper | null>;
  /** All of them, or those the library first heard of after an instant. */
  count(addedAfter?: Date): Promise<number>;
  /** Removes the samples nobody voted for, saved or posted; how many went. */
  dropSamples(): Promise<number>;
}

/** Days of Hugging Face's Daily page. */
export interface Listings {
  /** The newest day with papers, not after `until` (`YYYY-MM-DD`). */
  newestDay(until: string): Promise<string | null>;
  /** Paper ids of a day, most upvotes first. */
  onDay(day: string): Promise<string[]>;
}

/** A paper found, and what of it matched, in words. */
export interface Hit {
  id: string;
  matched: string[];
}

/** The best hits and how many there are in all. */
export interface Found {
  hits: Hit[];
  total: number;
  /** Other names of the topic that were looked for too. */
  aliases: string[];
}

/** How far a search looks. */
export interface SearchOptions {
  limit: number;
  /** First day of publication or listing, `YYYY-MM-DD`; null is the whole library. */
  since: string | null;
}

/** The full-text index; any text is a legal query. */
export interface Search {
  /** A ranking: best matches for the words. */
  search(query: string, options: SearchOptions): Promise<Found>;
  /** A filter: the papers about the topic (several separated by commas), best first. */
  topic(topic: string, options: SearchOptions): Promise<Found>;
  /** Papers like this one. */
  similar(paper: string, limit: number): Promise<Found>;
  /** Papers whose title starts like this, for autocomplete and `<paper>` options. */
  titles(typed: string, limit: number): Promise<{ id: string; title: string }[]>;
  /** Known acronyms and long forms that start like this, most used first. */
  names(typed: string, limit: number): Promise<string[]>;
}

/** What is known about fetching from a source. */
export interface SourceState {
  source: SourceName;
  lastSuccessAt: Date | null;
  lastAttemptAt: Date | null;
  /** Failures since the last success. */
  failures: number;
  /** For people; null after a success. */
  lastError: string | null;
  /** Not to be asked before. */
  nextAttemptAt: Date | null;
  /** Papers the last successful fetch brought. */
  lastCount: number;
}

/** Fetch state per source, and what conditional requests need. */
export interface SourceStates {
  all(): Promise<SourceState[]>;
  get(source: SourceName): Promise<SourceState>;
  put(state: SourceState): Promise<void>;
  /** Remembered per address: `ETag` and `Last-Modified`. */
  validators(url: string): Promise<{ etag: string | null; lastModified: string | null } | null>;
  putValidators(url: string, etag: string | null, lastModified: string | null): Promise<void>;
  /** Claims the next moment a source may be called, at least `gapMs` after the claim before; kept across restarts. */
  claimTurn(source: SourceName, now: Date, gapMs: number): Promise<Date>;
}

/** Workspaces and their settings. */
export interface Workspaces {
  /** Finds or creates. */
  ensure(where: WorkspaceRef, name?: string, installer?: string | null): Promise<Workspace>;
  find(where: WorkspaceRef): Promise<Workspace | null>;
  /** Marks something said once (`welcome`, `channel:<id>`); true the first time only. */
  firstTime(workspace: number, what: string): Promise<boolean>;
  /** Marks the workspace as left, to be erased. */
  leave(where: WorkspaceRef, at: Date): Promise<void>;
  /** Erases every row of workspaces that were left before `before`; how many. */
  eraseLeft(before: Date): Promise<number>;
}

/** The settings a workspace can change. */
export type SettingKey = "timezone" | "quiet" | "emoji" | "locked";

/** Settings by workspace; an unset key is absent. */
export interface Settings {
  all(workspace: number): Promise<Partial<Record<SettingKey, string>>>;
  set(workspace: number, key: SettingKey, value: string): Promise<void>;
}

/** A message of ours that is on a platform, as it was drawn. */
export interface Post extends PostRef {
  id: number;
  workspaceId: number;
  papers: string[];
  drawn: Message;
  postedAt: Date;
  /** Since when its counts are out of date; null when they are right. */
  staleSince: Date | null;
  /** Not to be redrawn before; null when it never was. */
  refreshAfter: Date | null;
  /** Since when the platform has it no more: it stays part of what the team has seen, but is neither read nor redrawn. */
  goneAt: Date | null;
}

/** Posts and the order of their papers. */
export interface Posts {
  /** Idempotent by platform message. */
  record(workspace: number, post: PostRef, papers: string[], drawn: Message, at: Date): Promise<Post>;
  find(workspace: number, channel: string, message: string): Promise<Post | null>;
  get(id: number): Promise<Post | null>;
  /** Where a paper was posted in a workspace, newest first; a member's own roundups are found only from `here`. */
  ofPaper(workspace: number, paper: string, here?: string | null): Promise<Post[]>;
  /** Of these papers, those a channel has had. */
  hadIn(workspace: number, channel: string, papers: readonly string[]): Promise<Set<string>>;
  since(workspace: number, from: Date): Promise<Post[]>;
  /** Of all workspaces, those on a platform since then, by id and after this one: a page of at most `limit`. */
  recent(from: Date, after: number, limit: number): Promise<Post[]>;
  /** The counts of all posts with the paper are out of date; `staleSince` moves on with every change. */
  /** Of all workspaces, oldest first: what is read back after the program was away. */
  allSince(from: Date): Promise<Post[]>;
  markStale(workspace: number, paper: string, at: Date): Promise<void>;
  /** Posts that may be redrawn now, those that waited longest first. */
  stale(now: Date, limit: number): Promise<Post[]>;
  /** Redrawn with the counts known at `seen`, the `staleSince` it had; a change since then keeps it stale. */
  refreshed(id: number, drawn: Message, seen: Date, next: Date): Promise<void>;
  /** Not to be redrawn before. */
  postpone(id: number, until: Date): Promise<void>;
  /** The platform has it no more. */
  gone(id: number, at: Date): Promise<void>;
  remove(id: number): Promise<void>;
}

/** One reaction that counts for a paper. */
export interface Mark {
  member: string;
  emoji: string;
  paper: string;
}

/** Votes: a member votes for a paper while any of their marks stands. */
export interface Votes {
  /** Sets or takes back one reaction's mark; true when something changed. */
  mark(post: number, mark: Mark, added: boolean, at: Date): Promise<boolean>;
  /** Takes back all marks of a post, or all of one emoji. */
  clearMarks(post: number, emoji: string | null): Promise<void>;
  /** Makes a post's marks exactly these (the platform's own list). */
  replaceMarks(post: number, marks: Mark[], at: Date): Promise<boolean>;
  /** The marks that stand on a post. */
  marksOn(post: number): Promise<Mark[]>;
  /** Sets or takes back a member's button mark; whether they vote for the paper now and how many do. */
  toggle(workspace: number, member: string, paper: string, at: Date): Promise<{ voted: boolean; votes: number }>;
  /** Members of the workspace that vote for each paper; papers without votes are absent. */
  tallies(workspace: number, papers: readonly string[]): Promise<Map<string, number>>;
  /** Papers with votes first cast since then, with their counts: most first, then by upvotes, then the newer paper. */
  top(workspace: number, since: Date | null, limit: number): Promise<{ paper: string; votes: number }[]>;
  /** Of these papers, those the member votes for. */
  votedBy(workspace: number, member: string, papers: readonly string[]): Promise<Set<string>>;
}

/** Papers members keep for themselves. */
export interface Saves {
  /** False when it was saved already. */
  add(workspace: number, member: string, paper: string, at: Date): Promise<boolean>;
  /** False when it was not saved. */
  remove(workspace: number, member: string, paper: string): Promise<boolean>;
  /** Newest first. */
  list(workspace: number, member: string): Promise<string[]>;
  has(workspace: number, member: string, paper: string): Promise<boolean>;
}

/** A paper a member brought to the team; `member` is null when they had themselves erased. */
export interface Submission {
  paper: string;
  member: string | null;
  at: Date;
}

/** Papers members brought to their team. */
export interface Submissions {
  /** False when the team had it from somebody already. */
  add(workspace: number, member: string, paper: string, at: Date): Promise<boolean>;
  /** Of these papers, those that were submitted. */
  of(workspace: number, papers: readonly string[]): Promise<Map<string, Submission>>;
  /** Papers submitted after then. */
  since(workspace: number, from: Date): Promise<string[]>;
}

/** Everything that is kept about one member. */
export interface MemberData {
  votes: { paper: string; at: Date; how: string; channel: string | null }[];
  saved: { paper: string; at: Date }[];
  submitted: { paper: string; at: Date }[];
  searches: { query: string; at: Date }[];
  /** Numbers of the subscriptions they made. */
  subscriptions: number[];
  installedTheBot: boolean;
}

/** What members may ask about themselves. */
export interface Members {
  data(workspace: number, member: string): Promise<MemberData>;
  /** Erases every trace of a member and keeps a hash nobody can read; the papers whose votes changed. */
  erase(workspace: number, member: string, at: Date): Promise<string[]>;
  /** Of these members, those erased, and when. */
  erased(workspace: number, members: readonly string[]): Promise<Map<string, Date>>;
  /** Forgets erasures older than that. */
  forgetErasures(before: Date): Promise<void>;
}

/** Command calls behind buttons whose values do not fit into the button. */
export interface Replies {
  /** The id of the stored call: `r` and a number; the same call twice has one id. */
  keep(workspace: number, call: StoredCall, offset: number, at: Date): Promise<string>;
  /** Inside the caller's workspace only; null for unknown and foreign ids. */
  get(workspace: number, id: string): Promise<{ call: StoredCall; offset: number } | null>;
}

/** Platform events already handled, and what members asked for. */
export interface Events {
  /** True the first time an id is seen. */
  firstSeen(platform: Platform, event: string, at: Date): Promise<boolean>;
  /** Forgets what was seen before `before`. */
  forget(before: Date): Promise<void>;
}

/** A member's own searches, for autocomplete. */
export interface Searches {
  remember(workspace: number, member: string, query: string, at: Date): Promise<void>;
  /** The member's own, newest first. */
  of(workspace: number, member: string, typed: string, limit: number): Promise<string[]>;
}

/** An OAuth installation; `data` is sealed by the adapter before it gets here. */
export interface Installations {
  put(where: WorkspaceRef, sealed: string): Promise<void>;
  get(where: WorkspaceRef): Promise<string | null>;
  remove(where: WorkspaceRef): Promise<void>;
  all(platform: Platform): Promise<{ workspace: string; sealed: string }[]>;
}

/** Everything that is kept, by noun; each function is its own unit of atomicity. */
export interface Store {
  papers: Papers;
  listings: Listings;
  search: Search;
  sources: SourceStates;
  workspaces: Workspaces;
  settings: Settings;
  posts: Posts;
  votes: Votes;
  saves: Saves;
  submissions: Submissions;
  members: Members;
  replies: Replies;
  events: Events;
  searches: Searches;
  installations: Installations;
  subscriptions: Subscriptions;
  deliveries: Deliveries;
  /** A consistent copy of the live database; refuses an existing file. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
