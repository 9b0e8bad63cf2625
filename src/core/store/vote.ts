/** One reaction that counts for a paper. */
export interface Mark {
  member: string;
  emoji: string;
  paper: string;
}

/** One member's vote for a paper. */
export interface Vote {
  paper: string;
  member: string;
  at: Date;
}

/** A paper that a channel was shown, and how often its workspace was. */
export interface ShownPaper {
  paper: string;
  times: number;
}

/** Votes: a member votes for a paper while any of their marks stands. */
export interface Votes {
  /**
   * Sets or removes the mark of one reaction at `at`, the platform's time of the event. True if something changed. An event
   * that is older than what is known of this reaction changes nothing.
   */
  mark(post: number, mark: Mark, added: boolean, at: Date): Promise<boolean>;
  /** Removes all marks of a post, or all of one emoji, that were set until `at`. */
  clearMarks(post: number, emoji: string | null, at: Date): Promise<void>;
  /** Replaces a post's marks by the platform's own list, read at `asked`; later changes stay. True if something changed. */
  replaceMarks(post: number, listed: Mark[], asked: Date): Promise<boolean>;
  /** The marks of a post. */
  marksOn(post: number): Promise<Mark[]>;
  /** Sets or removes a member's button mark. Returns whether they vote for the paper now, and the number of voters. */
  toggle(workspace: number, member: string, paper: string, at: Date): Promise<{ voted: boolean; votes: number }>;
  /** Members of the workspace that vote for each paper; papers without votes are absent. */
  tallies(workspace: number, papers: readonly string[]): Promise<Map<string, number>>;
  /** Papers with votes first cast since then, with their counts: most first, then by upvotes, then the newer paper. */
  top(workspace: number, since: Date | null, limit: number): Promise<{ paper: string; votes: number }[]>;
  /** Who votes for what, newest first: for papers that were posted in one of these channels, or one member. */
  cast(workspace: number, by: { channels: readonly string[] } | { member: string }, limit: number): Promise<Vote[]>;
  /** Papers that a channel was shown and nobody in the workspace votes for, those shown last first. */
  unvoted(workspace: number, channel: string, limit: number): Promise<ShownPaper[]>;
  /** Channels of a workspace in which papers with votes were posted. */
  channels(workspace: number): Promise<string[]>;
  /** The subset of these papers that the member votes for. */
  votedBy(workspace: number, member: string, papers: readonly string[]): Promise<Set<string>>;
}
