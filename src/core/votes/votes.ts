import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../log.ts";
import type { Adapter, ReactionEvent, ReactionsCleared } from "../adapter.ts";
import type { Platform } from "../platform.ts";
import type { Post, Store } from "../store/store.ts";
import { paperVotedFor } from "./ballot.ts";
import { ownEmoji } from "./emoji.ts";
import { markPapersStale } from "./marks.ts";
import { createReconciler, type MessageRef } from "./reconcile.ts";

/** What voting needs. `wait` is replaced in tests. */
export interface VotingDeps {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  log: Log;
  now: () => Date;
  /** Waits between two requests to a platform. */
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** Turns reactions into votes, live and after the program was away. */
export interface Voting {
  recordReaction(event: ReactionEvent): Promise<void>;
  clearReactions(event: ReactionsCleared): Promise<void>;
  /** Reads the reactions of the last seven days' posts back from a platform, or from all. */
  reconcile(platform?: Platform): Promise<void>;
  /** Stops reconciling; unread posts are read after the next start. */
  stop(): Promise<void>;
}

/** Handles reactions on our own posts, one after another in the order they came; ignores all others. */
export function createVoting(deps: VotingDeps): Voting {
  const { store, adapters, log, now } = deps;
  const wait = deps.wait ?? ((ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined));
  const stopping = new AbortController();
  const inOrder = createTaskQueues();
  const reader = createReconciler({ store, adapters, log, now, wait, inOrder, signal: stopping.signal });
  let reading = Promise.resolve();

  async function onReaction({ member, emoji, added, at, ...event }: ReactionEvent): Promise<void> {
    const post = await findOurPost(store, event);
    if (!post) return;
    const own = ownEmoji((await store.settings.all(post.workspaceId)).emoji);
    const paper = paperVotedFor(post, emoji, own);
    // Also when an emoji no longer votes, taking it back removes its mark.
    if (paper === null && added) return;
    if (await event.isBot()) return;
    const differs = await store.votes.mark(post.id, { member, emoji, paper: paper ?? "" }, added, at);
    if (differs) await markPapersStale(store, post.workspaceId, paper === null ? post.papers : [paper], now());
  }

  async function onCleared(event: ReactionsCleared): Promise<void> {
    const post = await findOurPost(store, event);
    if (!post) return;
    await store.votes.clearMarks(post.id, event.emoji, event.at);
    await markPapersStale(store, post.workspaceId, post.papers, now());
  }

  return {
    recordReaction: (event) => inOrder(event, () => onReaction(event)),
    clearReactions: (event) => inOrder(event, () => onCleared(event)),
    reconcile: (platform) => (reading = reading.then(() => reader.readAll(platform))),
    async stop() {
      stopping.abort();
      await reading.catch(() => undefined);
    },
  };
}

type PostedAt = Pick<ReactionEvent, "platform" | "workspace" | "channel" | "parent" | "message">;

async function findOurPost(store: Store, event: PostedAt): Promise<Post | null> {
  const workspace = await store.workspaces.find(event);
  const post = workspace ? await store.posts.find(workspace.id, event.channel, event.message, event.parent) : null;
  return post?.goneAt === null ? post : null;
}

/** Runs the tasks of one message one after another, however each ends; those of different messages do not wait. */
function createTaskQueues() {
  const last = new Map<string, Promise<unknown>>();
  return <Result>({ workspace, message }: MessageRef, task: () => Promise<Result>): Promise<Result> => {
    // A thread's message has two channels, and messages of two channels may share a queue.
    const key = `${workspace} ${message}`;
    const result = (last.get(key) ?? Promise.resolve()).then(task, task);
    const settled = result
      .catch(() => undefined)
      .finally(() => {
        if (last.get(key) === settled) last.delete(key);
      });
    last.set(key, settled);
    return result;
  };
}
