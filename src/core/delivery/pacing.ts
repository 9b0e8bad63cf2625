import type { Platform } from "../adapter.ts";
import type { Waiting } from "../store/store.ts";

/** At most so many posts in so many milliseconds. */
interface Limit {
  posts: number;
  inMs: number;
}

/** What a platform allows, by how far a limit reaches. */
export interface Limits {
  channel: Limit | null;
  workspace: Limit | null;
  all: Limit | null;
  /** What waits when the platform asks us to: everything in the workspace, or the channel. */
  held: "workspace" | "channel";
}

/** The platforms' limits, each window a little longer than they say, because requests do not all travel equally fast. */
export const limitsOf: Record<Platform, Limits> = {
  slack: { channel: per(1, 1_000), workspace: per(300, 60_000), all: null, held: "workspace" },
  discord: { channel: per(5, 5_000), workspace: null, all: per(50, 1_000), held: "channel" },
  terminal: { channel: null, workspace: null, all: null, held: "channel" },
};

function per(posts: number, inMs: number): Limit {
  return { posts, inMs: inMs + Math.min(30, inMs / 25) };
}

/** A post that is counted; `at` moves to when its request really goes out. */
export interface Ticket {
  at: number;
}

/** Keeps this process's posts within every platform's limits. */
export interface Pacing {
  /** From when on a post to this channel is allowed, in milliseconds since 1970. */
  readyAt(place: Waiting): number;
  /** From when on a post anywhere in the workspace is. */
  workspaceReadyAt(place: Waiting): number;
  /** Counts a post from now on. */
  take(place: Waiting, now: number): Ticket;
  /** It was not needed after all. */
  giveBack(place: Waiting, ticket: Ticket): void;
  /** The platform asked to wait until then. */
  hold(place: Waiting, until: number): void;
}

type Reach = "channel" | "workspace" | "all";
const reaches: Reach[] = ["channel", "workspace", "all"];
const spare = 64;
const quietMs = 120_000;

const keyOf = ({ platform, workspace, channel }: Waiting, reach: Reach): string =>
  ({ channel: `${platform} ${workspace} ${channel}`, workspace: `${platform} ${workspace}`, all: platform })[reach];

/** Pacing by sliding windows: the last posts of each place are remembered for as long as they count. */
export function createPacing(limits: Record<Platform, Limits> = limitsOf): Pacing {
  const posts = new Map<string, Ticket[]>();
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
  return {
    readyAt: (place) => Math.max(...reaches.map((reach) => ready(place, reach))),
    workspaceReadyAt: (place) => Math.max(ready(place, "workspace"), ready(place, "all")),
    take(place, now) {
      const ticket = { at: now };
      each(place, (key, limit) => {
        const last = posts.get(key) ?? [];
        if (last.push(ticket) > limit.posts + spare) last.shift();
        posts.delete(key);
        posts.set(key, last);
      });
      forget(posts, now);
      return ticket;
    },
    giveBack(place, ticket) {
      each(place, (key) => posts.set(key, posts.get(key)?.filter((other) => other !== ticket) ?? []));
    },
    hold(place, until) {
      const key = keyOf(place, limits[place.platform].held);
      held.set(key, Math.max(held.get(key) ?? 0, until));
    },
  };
}

/** Drops places that were quiet for longer than any limit reaches; the quietest stand first. */
function forget(posts: Map<string, Ticket[]>, now: number): void {
  for (const [key, last] of posts) {
    if ((last.at(-1)?.at ?? 0) > now - quietMs) return;
    posts.delete(key);
  }
}
