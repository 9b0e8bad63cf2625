import type { Platform } from "../../platform.ts";
import type { Waiting } from "../../store/store.ts";

/** At most so many posts in so many milliseconds. */
interface Limit {
  posts: number;
  inMs: number;
  /** A post counts from its answer, when it surely was there, or from so long after it left: a short window can't wait for slow answers. */
  answerMs: number;
}

/** What a platform allows, by how far a limit reaches. */
export interface Limits {
  channel: Limit | null;
  workspace: Limit | null;
  all: Limit | null;
  /** What waits when the platform asks us to: everything in the workspace, or the channel. */
  held: "workspace" | "channel";
}

/** The platforms' limits. */
export const limitsOf: Record<Platform, Limits> = {
  slack: { channel: per(1, 1_000), workspace: per(300, 60_000), all: null, held: "workspace" },
  discord: { channel: per(5, 5_000), workspace: null, all: per(50, 1_000), held: "channel" },
  terminal: { channel: null, workspace: null, all: null, held: "channel" },
};

function per(posts: number, inMs: number): Limit {
  return { posts, inMs, answerMs: inMs / 10 };
}

/** A post that may leave at `at`. */
export interface Ticket {
  at: number;
}

/** A post as one limit counts it, from `at` on. */
interface Counted {
  ticket: Ticket;
  at: number;
}

/** Keeps this process's posts within every platform's limits. */
export interface Pacing {
  /** From when on a post to this channel is allowed, in milliseconds since 1970. */
  readyAt(place: Waiting): number;
  /** Before then none is to any channel of its workspace. */
  anyReadyAt(place: Waiting): number;
  /** Counts a post as leaving when it is allowed. */
  take(place: Waiting, now: number): Ticket;
  /** Its request goes out only now. */
  goesOut(place: Waiting, ticket: Ticket, now: number): void;
  /** Its request is over: it reached the platform no later than now. */
  answered(place: Waiting, ticket: Ticket, now: number): void;
  /** It was not needed after all. */
  giveBack(place: Waiting, ticket: Ticket): void;
  /** The platform asked to wait until then. */
  hold(place: Waiting, until: number): void;
}

type Reach = "channel" | "workspace" | "all";
const reaches: Reach[] = ["channel", "workspace", "all"];
const spare = 64;
const quietMs = 120_000;

const keyOf = ({ platform, workspace, channel }: Waiting, reach: Reach): string => {
  switch (reach) {
    case "channel":
      return `${platform} ${workspace} ${channel}`;
    case "workspace":
      return `${platform} ${workspace}`;
    case "all":
      return platform;
  }
};

/** Pacing by sliding windows: the last posts of each place are remembered for as long as they count. */
export function createPacing(limits: Record<Platform, Limits> = limitsOf): Pacing {
  const posts = new Map<string, Counted[]>();
  const held = new Map<string, number>();
  const ready = (place: Waiting, reach: Reach): number => {
    const key = keyOf(place, reach);
    const limit = limits[place.platform][reach];
    const oldest = limit ? posts.get(key)?.at(-limit.posts) : undefined;
    return Math.max(held.get(key) ?? 0, oldest && limit ? oldest.at + limit.inMs : 0);
  };
  const each = (place: Waiting, step: (key: string, limit: Limit) => void) => {
    for (const reach of reaches) {
      const limit = limits[place.platform][reach];
      if (limit) step(keyOf(place, reach), limit);
    }
  };
  const drop = (place: Waiting, ticket: Ticket) =>
    each(place, (key) => {
      const last = posts.get(key) ?? [];
      const found = last.findLastIndex((counted) => counted.ticket === ticket);
      if (found >= 0) last.splice(found, 1);
    });
  const count = (place: Waiting, ticket: Ticket, latest: number) =>
    each(place, (key, limit) => {
      const last = posts.get(key) ?? [];
      const from = Math.min(latest, ticket.at + limit.answerMs);
      // In the order they count: how many do is asked from the end.
      last.splice(last.findLastIndex(({ at }) => at <= from) + 1, 0, { ticket, at: from });
      if (last.length > limit.posts + spare) last.shift();
      posts.delete(key);
      posts.set(key, last);
    });
  const anyReadyAt = (place: Waiting) => Math.max(ready(place, "workspace"), ready(place, "all"));
  const readyAt = (place: Waiting) => Math.max(ready(place, "channel"), anyReadyAt(place));
  return {
    readyAt,
    anyReadyAt,
    take(place, now) {
      const ticket = { at: Math.max(now, readyAt(place)) };
      count(place, ticket, Infinity);
      forget(posts, now);
      return ticket;
    },
    goesOut(place, ticket, now) {
      if (now <= ticket.at) return;
      drop(place, ticket);
      ticket.at = now;
      count(place, ticket, Infinity);
    },
    answered(place, ticket, now) {
      drop(place, ticket);
      count(place, ticket, Math.max(now, ticket.at));
    },
    giveBack: drop,
    hold(place, until) {
      const key = keyOf(place, limits[place.platform].held);
      held.set(key, Math.max(held.get(key) ?? 0, until));
    },
  };
}

/** Drops places that were quiet for longer than any limit reaches; the quietest stand first. */
function forget(posts: Map<string, Counted[]>, now: number): void {
  for (const [key, last] of posts) {
    if ((last.at(-1)?.at ?? 0) > now - quietMs) return;
    posts.delete(key);
  }
}
