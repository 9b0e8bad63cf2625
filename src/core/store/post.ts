import type { PostRef } from "../platform.ts";
import type { Message } from "../messages/message.ts";

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

/** A message of ours that has just appeared on a platform. */
export type NewPost = Pick<Post, "workspaceId" | "channel" | "thread" | "message" | "drawn">;

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
  /** Of all workspaces, oldest first: what is read back after the program was away. */
  allSince(from: Date): Promise<Post[]>;
  /** The counts of all posts with the paper are out of date; `staleSince` moves on with every change. */
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
