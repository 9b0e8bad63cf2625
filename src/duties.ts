import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "./app.ts";
import { startClock } from "./clock.ts";
import type { Adapter } from "./core/adapter.ts";
import type { Platform } from "./core/platform.ts";
import { createDelivery } from "./core/delivery/delivery.ts";
import { createRefresh } from "./core/delivery/refresh.ts";
import { undoTimesAhead } from "./core/delivery/set-back.ts";
import { describeForPages } from "./core/team/describe.ts";
import { dayMs, hourMs } from "./durations.ts";
import type { Duties } from "./leader.ts";

/** The duties of one term. */
export interface LeaderDuties extends Duties {
  /** Resolves when every platform is connected; rejects with a `UserError` for wrong keys. */
  connected: Promise<void>;
}

/** What duties need besides the program's parts. */
export interface DutiesOptions {
  isLeading: () => boolean;
  /** Resolves when an adapter that every process connects is connected. */
  connected: (adapter: Adapter) => Promise<void> | undefined;
}

/** Messages under way get this long before their platform is disconnected. */
const longestTurnMs = 2_000;

/**
 * Starts what only one process does: planning, composing and sending roundups, redrawing posts, reading the sources and reactions,
 * housekeeping, and the connection to platforms that are connected once.
 */
export function startDuties(app: App, { isLeading, connected }: DutiesOptions): LeaderDuties {
  const { config, log, store, sources, adapters, host, votes, clock } = app;
  const { settleSeconds } = config;
  const now = () => app.now();
  const exclusive = [...adapters.values()].filter((adapter) => adapter.exclusive);
  const undo = () => undoTimesAhead(store, now());
  const unlisten = clock.onMoved((byMs) => {
    log.warn({ bySeconds: Math.round(byMs / 1_000) }, "the bot's time follows the machine's clock again");
    if (byMs < 0)
      undo().catch((error: unknown) => log.error({ err: error }, "planning again after a set clock failed"));
  });
  const delivery = createDelivery({ ...app, settleSeconds, now, isLeading });
  const refresh = createRefresh({ store, adapters, log, now });
  let stopClock = async () => {};
  let stopped = false;
  const startWakers = () =>
    startClock(
      [
        { name: "roundups", pattern: "*/30 * * * * *", wake: () => delivery.tick() },
        { name: "counts", pattern: "*/5 * * * * *", wake: () => refresh.tick() },
        { name: "pages", pattern: "*/30 * * * * *", wake: () => describeForPages(app) },
        { name: "papers", pattern: "*/30 * * * * *", wake: () => sources.tick() },
        // A lost connection loses reactions also without a restart. At the start they wait for the roundups, below.
        { name: "reactions", pattern: "37 3 * * *", notAtStart: true, wake: () => votes.reconcile() },
        { name: "retention", pattern: "41 2 * * *", wake: () => forgetOld(app) },
        { name: "housekeeping", pattern: "7 * * * *", wake: () => keepHouse(app) },
      ],
      log,
      clock,
    );
  const reconcile = (platform: Platform) =>
    votes.reconcile(platform).catch((error: unknown) => log.error({ err: error }, "reading back reactions failed"));
  // Sends what is due as soon as its platform is connected, not at the next tick.
  const deliver = () =>
    delivery.tick().catch((error: unknown) => log.error({ err: error }, "delivering roundups failed"));
  const start = async () => {
    await undo();
    if (stopped) return;
    stopClock = startWakers();
    const starting = [...adapters.values()].map(async (adapter) => {
      await (adapter.exclusive ? adapter.start(host) : connected(adapter));
      if (stopped) return;
      // Reading back asks for each recent post: it waits, so that due roundups have the platform's limit for themselves.
      void deliver().then(() => (stopped ? undefined : reconcile(adapter.platform)));
    });
    await Promise.all(starting);
  };
  const started = start();

  return {
    connected: started,
    async stop() {
      stopped = true;
      unlisten();
      const ended = Promise.all([stopClock(), delivery.stop(), refresh.stop()]);
      await Promise.race([ended, sleep(longestTurnMs, undefined, { ref: false })]);
      await Promise.all(exclusive.map((adapter) => adapter.stop()));
      await ended;
    },
  };
}

/** Erases workspaces that removed the bot over an hour ago, unconfirmed e-mail addresses, and event ids and erasures older than a week. */
async function keepHouse({ store, log, ...app }: App): Promise<void> {
  const now = app.now().getTime();
  const erased = await store.workspaces.eraseLeft(new Date(now - hourMs));
  if (erased > 0) log.info({ erased }, "erased workspaces that removed the bot");
  await store.mailAddresses.forgetUnconfirmed(app.now());
  await store.events.forget(new Date(now - 7 * dayMs));
  await store.members.forgetErasures(new Date(now - 7 * dayMs));
}

/** Forgets what is no longer needed. */
async function forgetOld({ store, log, ...app }: App): Promise<void> {
  const rows = await store.retention.prune(app.now());
  if (rows > 0) log.info({ rows }, "forgot what is older than its period");
}
