import type { Platform } from "../platform.ts";

/** Papers members keep for themselves. */
export interface Saves {
  /** Saves a paper. False if it was saved already. */
  add(workspace: number, member: string, paper: string, at: Date): Promise<boolean>;
  /** Removes a saved paper. False if it was not saved. */
  remove(workspace: number, member: string, paper: string): Promise<boolean>;
  /** Newest first; only those since a moment, if there is one. */
  list(workspace: number, member: string, since?: Date | null): Promise<string[]>;
  has(workspace: number, member: string, paper: string): Promise<boolean>;
}

/** A paper that a member submitted; `member` is null after the member was erased. */
export interface Submission {
  paper: string;
  member: string | null;
  at: Date;
}

/** Papers that members submitted to their team. */
export interface Submissions {
  /** Submits a paper. False if somebody submitted it before. */
  add(workspace: number, member: string, paper: string, at: Date): Promise<boolean>;
  /** The submissions among these papers. */
  of(workspace: number, papers: readonly string[]): Promise<Map<string, Submission>>;
  /** The papers submitted after a moment. */
  since(workspace: number, from: Date): Promise<string[]>;
}

/** A member's own searches, for autocomplete. */
export interface Searches {
  /** Keeps the first 100 characters. */
  remember(workspace: number, member: string, query: string, at: Date): Promise<void>;
  /** The member's own, newest first. */
  of(workspace: number, member: string, typed: string, limit: number): Promise<string[]>;
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
  /** The address for roundups by e-mail, or one that waits for its code. */
  email: string | null;
}

/** What members may ask about themselves. */
export interface Members {
  data(workspace: number, member: string): Promise<MemberData>;
  /** The subset of these workspaces of a platform in which a member searched, saved or voted, the last used first. */
  usedLast(platform: Platform, member: string, among: readonly string[]): Promise<string[]>;
  /** Notes that a member could not be told what went wrong with their roundups: the next answer that they alone see says it. */
  oweNotice(workspace: number, member: string): Promise<void>;
  /** Removes that note; whether it was there. */
  takeOwedNotice(workspace: number, member: string): Promise<boolean>;
  /** Erases a member and keeps only a hash of the id. Returns the papers whose vote counts changed. */
  erase(workspace: number, member: string, at: Date): Promise<string[]>;
  /** The subset of these members that was erased, with the time. */
  erased(workspace: number, members: readonly string[]): Promise<Map<string, Date>>;
  /** Deletes the hashes of members erased before a moment. */
  forgetErasures(before: Date): Promise<void>;
}
