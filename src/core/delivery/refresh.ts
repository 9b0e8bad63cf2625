import type { Log } from "../../log.ts";
import type { Adapter, Refusal } from "../adapter.ts";
import type { Platform } from "../platform.ts";
import type { Post, Store } from "../store/store.ts";
import { withCounts } from "../cards/vote-count.ts";
import { withWithdrawn } from "../cards/withdrawn.ts";
import { waitUntil } from "./outbox/backoff.ts";
import { hourMs, minuteMs } from "../../durations.ts";

/** What refreshing needs. */
export interface RefreshDeps {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  log: Log;
  now: () => Date;
}

/** Redraws stale posts: their vote counts, and the mark of withdrawn papers. */
export interface Refresh {
  tick(): Promise<void>;
  stop(): Promise<void>;
}

const youngGapMs = 5_000;
const oldGapMs = minuteMs;
const mostLookedAt = 500;
/** Per tick of five seconds: platforms allow about 50 edits a minute and workspace. */
const mostEditsPerWorkspace = 3;

/** Redraws a post at most every 5 seconds in its first hour, later at most every minute, until it is no longer stale. */
export function createRefresh({ store, adapters, log, now }: RefreshDeps): Refresh {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;

  async function redraw(post: Post): Promise<void> {
    const adapter = adapters.get(post.platform);
    if (!adapter || !post.staleSince) return;
    const counted = withCounts(post.drawn, await store.votes.tallies(post.workspaceId, post.papers));
    const withdrawn = (await store.papers.many(post.papers)).filter((paper) => paper.withdrawn);
    const drawn = withWithdrawn(counted, new Set(withdrawn.map(({ id }) => id)));
    const outcome = await adapter.edit(post, drawn);
    const at = now();
    switch (outcome.status) {
      case "sent":
        return store.posts.refreshed(post.id, drawn, post.staleSince, nextRedrawAt(post, at));
      case "rate_limited":
        return store.posts.postpone(post.id, waitUntil(outcome.until, at));
      case "ambiguous":
        return store.posts.postpone(post.id, new Date(at.getTime() + minuteMs));
      case "refused":
        log.info({ post: post.id, why: outcome.why, detail: outcome.detail }, "a post could not be redrawn");
        return afterRefusal(store, post, post.staleSince, outcome.why, at);
    }
  }

  async function redrawStale(): Promise<void> {
    const posts = limitPerChannel(await store.posts.stale(now(), mostLookedAt));
    for (const post of posts) {
      if (stopping.signal.aborted) return;
      await redraw(post).catch(async (error: unknown) => {
        log.warn({ err: error, post: post.id }, "redrawing a post failed");
        await store.posts.postpone(post.id, new Date(now().getTime() + minuteMs));
      });
    }
  }

  return {
    tick: () => (running ??= redrawStale().finally(() => (running = null))),
    async stop() {
      stopping.abort();
      await running?.catch(() => undefined);
    },
  };
}

const nextRedrawAt = ({ postedAt }: Post, at: Date): Date =>
  new Date(at.getTime() + (at.getTime() - postedAt.getTime() < hourMs ? youngGapMs : oldGapMs));

/** Gone: never again. Unreachable: again in a minute. Anything else: only after the next vote. */
function afterRefusal(store: Store, post: Post, seen: Date, why: Refusal, at: Date): Promise<void> {
  if (why === "message_gone") return store.posts.gone(post.id, at);
  if (why === "unreachable") return store.posts.postpone(post.id, new Date(at.getTime() + minuteMs));
  if (why === "token_revoked") return store.posts.postpone(post.id, new Date(at.getTime() + oldGapMs));
  return store.posts.refreshed(post.id, post.drawn, seen, new Date(at.getTime() + oldGapMs));
}

/** At most one post per channel and three per workspace, the longest waiting first. */
function limitPerChannel(posts: readonly Post[]): Post[] {
  const channels = new Set<string>();
  const perWorkspace = new Map<number, number>();
  return posts.filter(({ workspaceId, channel }) => {
    const taken = perWorkspace.get(workspaceId) ?? 0;
    const key = `${workspaceId} ${channel}`;
    if (taken >= mostEditsPerWorkspace || channels.has(key)) return false;
    channels.add(key);
    perWorkspace.set(workspaceId, taken + 1);
    return true;
  });
}
