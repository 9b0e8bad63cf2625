import type { PostRef } from "../platform.ts";
import type { Message } from "../messages/message.ts";

/** A message of ours that is on a platform, as it was drawn. */
export interface Post extends PostRef {
  id: number;
  workspaceId: number;
  papers: string[];
  drawn: Message;
  postedAt: Date;
  /** The time since when its vote counts are out of date; null if they are right. */
  staleSince: Date | null;
  /** Must not be redrawn before this; null if it was never redrawn. */
  refreshAfter: Date | null;
  /** The time since when the platform no longer has it. Its papers still count as seen; it is neither read nor redrawn. */
  goneAt: Date | null;
}

/** A message of ours that has just appeared on a platform. */
export type NewPost = Pick<Post, "workspaceId" | "channel" | "thread" | "message" | "drawn">;

/** Posts and the order of their papers. */
export interface Posts {
  /** Records a post; a second call for the same message changes nothing. */
  record(workspace: number, post: PostRef, papers: string[], drawn: Message, at: Date): Promise<Post>;
  /** Finds a post by its message, in a channel or in the channel that a thread belongs to. */
  find(workspace: number, channel: string, message: string, parent?: string | null): Promise<Post | null>;
  get(id: number): Promise<Post | null>;
  /** The posts of a paper in a workspace, newest first. Posts in direct messages are included only if `here` is that conversation. */
  ofPaper(workspace: number, paper: string, here?: string | null): Promise<Post[]>;
  /** The subset of these papers that was posted in a channel before. */
  hadIn(workspace: number, channel: string, papers: readonly string[]): Promise<Set<string>>;
  since(workspace: number, from: Date): Promise<Post[]>;
  /** A page of at most `limit` posts of a platform since a moment, in all workspaces, by id and after the given id. */
  recent(from: Date, after: number, limit: number): Promise<Post[]>;
  /** The posts of all workspaces whose reactions are read again after the program was down, oldest first. */
  allSince(from: Date): Promise<Post[]>;
  /** Marks all posts with the paper as out of date; each call moves `staleSince` to the new time. */
  markStale(workspace: number, paper: string, at: Date): Promise<void>;
  /** Posts that are out of date and may be redrawn now, longest waiting first. */
  stale(now: Date, limit: number): Promise<Post[]>;
  /** Notes that a post was redrawn. It stays out of date if `staleSince` is no longer `seen`: a vote came meanwhile. */
  refreshed(id: number, drawn: Message, seen: Date, next: Date): Promise<void>;
  /** Notes how a post was just drawn. Whether its counts are right is told by `refreshed` alone. */
  draw(id: number, drawn: Message): Promise<void>;
  /** Puts off the next redrawing of a post. */
  postpone(id: number, until: Date): Promise<void>;
  /** Notes that the platform no longer has the message. */
  gone(id: number, at: Date): Promise<void>;
  remove(id: number): Promise<void>;
}
