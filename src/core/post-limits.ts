/** At most `posts` posts in `inMs` milliseconds. */
export interface PostLimit {
  posts: number;
  inMs: number;
}

/** A platform's limits for posts per channel, per workspace and in all; null is no limit. */
export interface PostLimits {
  channel: PostLimit | null;
  workspace: PostLimit | null;
  all: PostLimit | null;
  /** What a rate limit of the platform stops: the whole workspace or the one channel. */
  held: "workspace" | "channel";
}
