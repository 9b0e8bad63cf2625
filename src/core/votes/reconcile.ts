import type { Log } from "../../log.ts";
import type { Adapter } from "../adapter.ts";
import type { Platform, PostRef } from "../platform.ts";
import type { Mark, Post, Store } from "../store/store.ts";
import { paperVotedFor } from "./ballot.ts";
import { ownEmoji } from "./emoji.ts";
import { markPapersStale } from "./marks.ts";
import { dayMs } from "../../durations.ts";

/** The message that a reaction is on. */
export type MessageRef = Pick<PostRef, "workspace" | "channel" | "message">;

/** What reconciling needs. */
export interface ReconcileDeps {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  log: Log;
  now: () => Date;
  wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
  inOrder: <Result>(message: MessageRef, task: () => Promise<Result>) => Promise<Result>;
  signal: AbortSignal;
}

const windowMs = 7 * dayMs;
const postsPerPage = 50;
/** Slack allows about 50 such requests a minute and workspace. */
const requestGapMs = 1_300;
const failuresToStop = 2;

/** Reads the reactions on our recent posts from the platforms. Skips a workspace after two failures, until the next run. */
export function createReconciler(deps: ReconcileDeps) {
  const { store, adapters, log, now, wait, signal } = deps;
  const answers = (platform: Platform): boolean => adapters.get(platform)?.health().connected === true;
  return {
    async readAll(platform?: Platform): Promise<void> {
      const from = new Date(now().getTime() - windowMs);
      const asked = new Map<number, { at: number; failures: number }>();
      let last = 0;
      for (let posts = await store.posts.recent(from, last, postsPerPage); posts.length > 0;) {
        for (const post of posts) {
          last = post.id;
          const before = asked.get(post.workspaceId) ?? { at: 0, failures: 0 };
          const other = platform !== undefined && post.platform !== platform;
          if (other || !answers(post.platform) || before.failures >= failuresToStop) continue;
          const pause = before.at + requestGapMs - now().getTime();
          if (pause > 0) await wait(pause, signal);
          if (signal.aborted) return;
          const fine = await reconcilePost(deps, post).catch((error: unknown) => {
            log.warn({ err: error, post: post.id }, "a post's reactions could not be read back");
            return false;
          });
          asked.set(post.workspaceId, { at: now().getTime(), failures: fine ? 0 : before.failures + 1 });
        }
        posts = await store.posts.recent(from, last, postsPerPage);
      }
    },
  };
}

/** Replaces a post's marks by what the platform lists; true if it answered. */
async function reconcilePost({ store, adapters, inOrder, now }: ReconcileDeps, post: Post): Promise<boolean> {
  const asked = now();
  const listed = await adapters.get(post.platform)?.reactionsOf(post);
  if (!listed) return true;
  const own = ownEmoji((await store.settings.all(post.workspaceId)).emoji);
  const marks = [...listed].flatMap(([emoji, members]): Mark[] => {
    const paper = paperVotedFor(post, emoji, own);
    return paper === null ? [] : members.map((member) => ({ member, emoji, paper }));
  });
  const members = [...new Set(marks.map(({ member }) => member))];
  await inOrder(post, async () => {
    const erased = await store.members.erased(post.workspaceId, members);
    const wanted = withoutErased(marks, await store.votes.marksOn(post.id), erased, post.postedAt);
    if (await store.votes.replaceMarks(post.id, wanted, asked))
      await markPapersStale(store, post.workspaceId, post.papers, now());
  });
  return true;
}

/** The listed marks without those from before a member's erasure; what they did afterwards stands already. */
function withoutErased(
  listed: readonly Mark[],
  standing: readonly Mark[],
  erased: ReadonlyMap<string, Date>,
  postedAt: Date,
): Mark[] {
  const known = new Set(standing.map(markKey));
  const isForgotten = ({ member }: Mark): boolean => (erased.get(member)?.getTime() ?? -1) >= postedAt.getTime();
  return listed.filter((mark) => known.has(markKey(mark)) || !isForgotten(mark));
}

/** A key for one member's reaction with one emoji. */
const markKey = ({ member, emoji }: Mark): string => `${member} ${emoji}`;
