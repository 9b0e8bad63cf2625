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
  readyAt(waiting: Waiting): number;
  /** When a post to any channel of its workspace is allowed, in milliseconds since 1970. */
  anyReadyAt(waiting: Waiting): number;
  /** Reserves the next allowed time for a post. */
  take(waiting: Waiting, now: number): Ticket;
  /** Moves the ticket to `now`, if its request starts late. */
  startRequest(waiting: Waiting, ticket: Ticket, now: number): void;
  /** Counts the post from `now`, when its answer came: it reached the platform no later. */
  endRequest(waiting: Waiting, ticket: Ticket, now: number): void;
  /** Frees a ticket that was not used. */
  giveBack(waiting: Waiting, ticket: Ticket): void;
  /** Counts a post that another process sent at `at`, in milliseconds since 1970. */
  seed(place: Place, at: number): void;
  /** Allows nothing before `until`: the platform answered with a rate limit. */
  hold(waiting: Waiting, until: number): void;
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

/** A post counts from its answer, or from a tenth of the window after it left: a short window cannot wait for slow answers. */
const answerShare = 10;

/** Pacing by sliding windows: keeps the latest posts of each channel, workspace and platform. */
export function createPacing(limitsOf: (platform: Platform) => PostLimits): Pacing {
  const posts = new Map<string, Counted[]>();
  const held = new Map<string, number>();
  const ready = (waiting: Waiting, reach: Reach): number => {
    const key = windowKey(waiting, reach);
    const limit = limitsOf(waiting.platform)[reach];
    const oldest = limit ? posts.get(key)?.at(-limit.posts) : undefined;
    return Math.max(held.get(key) ?? 0, oldest && limit ? oldest.at + limit.inMs : 0);
  };
  const each = (waiting: Place, step: (key: string, limit: PostLimit) => void) => {
    for (const reach of reaches) {
      const limit = limitsOf(waiting.platform)[reach];
      if (limit) step(windowKey(waiting, reach), limit);
    }
  };
  const drop = (waiting: Waiting, ticket: Ticket) =>
    each(waiting, (key) => {
      const last = posts.get(key) ?? [];
      const found = last.findLastIndex((counted) => counted.ticket === ticket);
      if (found >= 0) last.splice(found, 1);
    });
  const count = (waiting: Place, ticket: Ticket, latest: number) =>
    each(waiting, (key, limit) => {
      const last = posts.get(key) ?? [];
      const from = Math.min(latest, ticket.at + limit.inMs / answerShare);
      // Sorted by `at`, so that the limit is checked at the n-th from the end.
      last.splice(last.findLastIndex(({ at }) => at <= from) + 1, 0, { ticket, at: from });
      if (last.length > limit.posts + spare) last.shift();
      posts.delete(key);
      posts.set(key, last);
    });
  const anyReadyAt = (waiting: Waiting) => Math.max(ready(waiting, "workspace"), ready(waiting, "all"));
  const readyAt = (waiting: Waiting) => Math.max(ready(waiting, "channel"), anyReadyAt(waiting));
  return {
    readyAt,
    anyReadyAt,
    take(waiting, now) {
      const ticket = { at: Math.max(now, readyAt(waiting)) };
      count(waiting, ticket, Infinity);
      dropQuiet(posts, now);
      return ticket;
    },
    startRequest(waiting, ticket, now) {
      if (now <= ticket.at) return;
      drop(waiting, ticket);
      ticket.at = now;
      count(waiting, ticket, Infinity);
    },
    endRequest(waiting, ticket, now) {
      drop(waiting, ticket);
      count(waiting, ticket, Math.max(now, ticket.at));
    },
    giveBack: drop,
    seed: (place, at) => count(place, { at }, at),
    hold(waiting, until) {
      const key = windowKey(waiting, limitsOf(waiting.platform).held);
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
