import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Adapter } from "../adapter.ts";
import type { PostLimits } from "../post-limits.ts";
import type { Platform } from "../platform.ts";
import type { Log } from "../../log.ts";
import type { Sources } from "../sources/source.ts";
import type { Store, Waiting } from "../store/store.ts";
import { comingWithin, composeAhead } from "./prepare/ahead.ts";
import { runOutbox } from "./outbox/outbox.ts";
import { planNotes } from "./plan-notes.ts";
import { createPacing, type Pacing } from "./outbox/pacing.ts";
import { planDue } from "./plan.ts";
import { oneAtATime } from "./prepare/one-at-a-time.ts";
import { createPrepare } from "./prepare/prepare.ts";
import { askSources } from "./prepare/ask-sources.ts";
import { publicAmongIn } from "./prepare/public-channels.ts";
import { createSharedLibrary } from "./prepare/shared-library.ts";
import { isStale } from "./prepare/source-trouble.ts";
import { isLost } from "./turn/refused-access.ts";
import { takeTurn } from "./turn/turn.ts";
import { longestStartMs } from "./turn/work.ts";

/** What delivery needs. `wait`, `random` and `wakeIn` are replaced in tests. */
export interface DeliveryOptions {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  sources: Sources;
  log: Log;
  now: () => Date;
  settleSeconds: number;
  /** Whether this process may compose and send; another does once it may not. */
  isLeading?: () => boolean;
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  random?: () => number;
  /** Calls `wake` after `ms` milliseconds; does not keep the process alive. */
  wakeIn?: (ms: number, wake: () => void) => void;
}

/** Sends every subscription's roundups when they are due. */
export interface RoundupDelivery {
  /** Plans due slots, asks the sources and sends what is due. Safe to call at any time: rows in the database decide. */
  tick(): Promise<void>;
  /** Lets running turns finish and starts no new ones. */
  stop(): Promise<void>;
}

const firstFetchMs = 10_000;
/** The clock ticks every 30 seconds; what becomes due earlier gets its own timer. */
const nextTickMs = 30_000;

/** For a platform that is not connected: nothing is sent there. */
const unlimited: PostLimits = { channel: null, workspace: null, all: null, held: "channel" };

/** Delivery over a store and the configured platforms. */
export function createDelivery(options: DeliveryOptions): RoundupDelivery {
  const { store, sources, log, now } = options;
  const wait = options.wait ?? ((ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined));
  const stopping = new AbortController();
  const pacing = createPacing((platform) => options.adapters.get(platform)?.postLimits ?? unlimited);
  const library = createSharedLibrary(store, publicAmongIn(store, options.adapters));
  const turns = {
    ...options,
    isLeading: options.isLeading ?? (() => true),
    pacing,
    prepare: createPrepare(library, sources, now),
    inChannel: oneAtATime(),
    random: options.random ?? Math.random,
    settleMs: options.settleSeconds * 1_000,
    owner: randomUUID(),
    lostUntil: new Map<number, number>(),
    unblocked: new Set<number>(),
    // Not aborted by `stop`: a turn that has started is finished.
    pause: (ms: number) => wait(ms, new AbortController().signal),
  };
  let running: Promise<void> | null = null;
  let again = false;
  let lookAgain = () => {};
  let waking = false;

  const plan = async () => {
    library.forget();
    await planDue(store, now());
    await planNotes(store, now());
  };
  let seeded: Promise<void> | null = null;
  const run = async () => {
    await (seeded ??= seedPacing(store, pacing, now()).catch((error: unknown) => {
      seeded = null;
      throw error;
    }));
    if (await isStale(store, now())) await sources.ready(firstFetchMs);
    await askSources({ store, sources, log, now });
    const step: Parameters<typeof runOutbox>[0]["step"] = (...turn) => takeTurn(turns, ...turn);
    const reachable = ({ platform, workspaceId }: Waiting) =>
      options.adapters.get(platform)?.health().connected === true && !isLost(turns, workspaceId);
    const onWoken = (look: () => void) => (lookAgain = look);
    await runOutbox({ reachable, store, pacing, log, now, step, plan, onWoken, wait }, stopping.signal);
    const lookedAt = now();
    library.forget();
    await composeAhead(turns, () => again || stopping.signal.aborted);
    await wakeSoon(lookedAt);
  };
  const tick = async (): Promise<void> => {
    // If woken while running, run once more: new work may be behind us in the queue.
    again = running !== null;
    lookAgain();
    running ??= (async () => {
      do {
        again = false;
        if (!stopping.signal.aborted) await run();
      } while (again);
    })().finally(() => (running = null));
    await running;
  };
  const wakeIn = options.wakeIn ?? ((ms, wake) => void setTimeout(ms, undefined, { ref: false }).then(wake));
  const wakeSoon = async (looked: Date) => {
    const ms = (await nextMoment(store, looked)) - now().getTime();
    if (waking || ms > nextTickMs || stopping.signal.aborted) return;
    waking = true;
    wakeIn(Math.max(ms, 1), () => {
      waking = false;
      tick().catch((error: unknown) => log.error({ err: error }, "delivering failed"));
    });
  };
  return {
    tick,
    async stop() {
      stopping.abort();
      await running?.catch(() => undefined);
    },
  };
}

/** The longest window of a platform's limits. */
const longestWindowMs = 60_000;

/**
 * Counts what another process has sent a moment ago: by the time at which the request of the latest claim had started, which
 * also covers a small difference of the two processes' clocks.
 */
async function seedPacing({ deliveries }: Store, pacing: Pacing, now: Date): Promise<void> {
  const from = new Date(now.getTime() - longestWindowMs - longestStartMs);
  for (const { at, ...place } of await deliveries.attemptedSince(from))
    pacing.seed(place, at.getTime() + longestStartMs);
}

/** The next time, in milliseconds since 1970, at which an open delivery can go on or a coming one can be composed ahead. */
async function nextMoment(store: Store, looked: Date): Promise<number> {
  const next = await store.deliveries.nextAfter(looked);
  const coming = await comingWithin(store, looked, nextTickMs);
  const ahead = coming.map(({ begins }) => begins.getTime()).filter((at) => at > looked.getTime());
  return Math.min(next?.getTime() ?? Infinity, ...ahead);
}
