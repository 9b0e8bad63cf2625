import type { PostLimit, PostLimits } from "../../post-limits.ts";
import type { Platform } from "../../platform.ts";
import type { Waiting } from "../../store/store.ts";

/** Where a post goes, as limits see it. */
export type Place = Pick<Waiting, "platform" | "workspace" | "channel">;

/** Permission to send one post at `at`, in milliseconds since 1970. */
export interface Ticket {
  at: number;
}

/** A post in a limit's window, counted from `at` on. */
interface Counted {
  ticket: Ticket;
  at: number;
}

/** Keeps this process's posts within every platform's limits. */
export interface Pacing {
  /** When a post to this channel is allowed, in milliseconds since 1970. */
  readyAt(place: Place): number;
  /** When a post to any channel of its workspace is allowed, in milliseconds since 1970. */
  anyReadyAt(place: Place): number;
  /** When a post to any workspace of a platform is allowed, in milliseconds since 1970. */
  platformReadyAt(platform: Platform): number;
  /** Reserves the next allowed time for a post. */
  take(place: Place, now: number): Ticket;
  /** Moves the ticket of a request that starts late: to `now`, or to the next allowed time if that is over `longestLateMs`. */
  startRequest(place: Place, ticket: Ticket, now: number): void;
  /** Counts the post from `now`, when its answer came: it reached the platform no later. */
  endRequest(place: Place, ticket: Ticket, now: number): void;
  /** Frees a ticket that was not used. */
  giveBack(place: Place, ticket: Ticket): void;
  /** Counts a post that another process sent, and that reached the platform by `at`, in milliseconds since 1970. */
  seed(place: Place, at: number): void;
  /** Allows nothing before `until`: the platform answered with a rate limit. */
  hold(place: Place, until: number): void;
}

type Reach = "channel" | "workspace" | "all";
const reaches: Reach[] = ["channel", "workspace", "all"];
const spare = 64;
const quietMs = 120_000;

const windowKey = ({ platform, workspace, channel }: Place, reach: Reach): string => {
  switch (reach) {
    case "channel":
      return `${platform} ${workspace} ${channel}`;
    case "workspace":
      return `${platform} ${workspace}`;
    case "all":
      return platform;
  }
};

/** A request that starts later than this may meet posts that were allowed because its own time was over. */
const longestLateMs = 100;

/** Pacing by sliding windows: keeps the latest posts of each channel, workspace and platform. */
export function createPacing(limitsOf: (platform: Platform) => PostLimits): Pacing {
  const posts = new Map<string, Counted[]>();
  const held = new Map<string, number>();
  const ready = (place: Place, reach: Reach): number => {
    const key = windowKey(place, reach);
    const limit = limitsOf(place.platform)[reach];
    const oldest = limit ? posts.get(key)?.at(-limit.posts) : undefined;
    return Math.max(held.get(key) ?? 0, oldest && limit ? oldest.at + limit.inMs : 0);
  };
  const each = (place: Place, step: (key: string, limit: PostLimit) => void) => {
    for (const reach of reaches) {
      const limit = limitsOf(place.platform)[reach];
      if (limit) step(windowKey(place, reach), limit);
    }
  };
  const drop = (place: Place, ticket: Ticket) =>
    each(place, (key) => {
      const last = posts.get(key) ?? [];
      const found = last.findLastIndex((counted) => counted.ticket === ticket);
      if (found >= 0) last.splice(found, 1);
    });
  // A post counts from its answer. Without an answer it counts from one window after it was sent: other posts wait for
  // it no longer than that.
  const count = (place: Place, ticket: Ticket, latest: number) =>
    each(place, (key, limit) => {
      const last = posts.get(key) ?? [];
      const from = Math.min(latest, ticket.at + limit.inMs);
      // Sorted by `at`, so that the limit is checked at the n-th from the end.
      last.splice(last.findLastIndex(({ at }) => at <= from) + 1, 0, { ticket, at: from });
      if (last.length > limit.posts + spare) last.shift();
      posts.delete(key);
      posts.set(key, last);
    });
  const anyReadyAt = (place: Place) => Math.max(ready(place, "workspace"), ready(place, "all"));
  const readyAt = (place: Place) => Math.max(ready(place, "channel"), anyReadyAt(place));
  return {
    readyAt,
    anyReadyAt,
    platformReadyAt: (platform) => ready({ platform, workspace: "", channel: "" }, "all"),
    take(place, now) {
      const ticket = { at: Math.max(now, readyAt(place)) };
      count(place, ticket, Infinity);
      dropQuiet(posts, now);
      return ticket;
    },
    startRequest(place, ticket, now) {
      if (now <= ticket.at) return;
      drop(place, ticket);
      ticket.at = now - ticket.at > longestLateMs ? Math.max(now, readyAt(place)) : now;
      count(place, ticket, Infinity);
    },
    endRequest(place, ticket, now) {
      drop(place, ticket);
      count(place, ticket, Math.max(now, ticket.at));
    },
    giveBack: drop,
    seed: (place, at) => count(place, { at }, at),
    hold(place, until) {
      const key = windowKey(place, limitsOf(place.platform).held);
      held.set(key, Math.max(held.get(key) ?? 0, until));
    },
  };
}

/** Drops windows without a post for `quietMs`, longer than any limit; the map is in the order of the last post. */
function dropQuiet(posts: Map<string, Counted[]>, now: number): void {
  for (const [key, last] of posts) {
    if ((last.at(-1)?.at ?? 0) > now - quietMs) return;
    posts.delete(key);
  }
}
