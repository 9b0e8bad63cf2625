import { pino } from "pino";
import { createDiscord } from "../../../src/adapters/discord/discord.ts";
import { createSlack } from "../../../src/adapters/slack/slack.ts";
import { createClock } from "../../../src/clock.ts";
import { commands } from "../../../commands/index.ts";
import type { SlackConfig } from "../../../src/config/slack.ts";
import type { Adapter } from "../../../src/core/adapter.ts";
import { createDelivery } from "../../../src/core/delivery/delivery.ts";
import { createRefresh } from "../../../src/core/delivery/refresh.ts";
import { undoTimesAhead } from "../../../src/core/delivery/set-back.ts";
import type { Platform } from "../../../src/core/platform.ts";
import { createSources } from "../../../src/core/sources/live.ts";
import { openStore } from "../../../src/core/store/sqlite/open.ts";
import { createVoting } from "../../../src/core/votes/votes.ts";
import { createHost } from "../../../src/host.ts";
import { type Trouble, troubled } from "./troubled.ts";

/** Where a machine finds the world. */
export interface Surroundings {
  database: string;
  slack: SlackConfig;
  discord: { token: string; apiUrl: string };
  sourceUrl: string;
  /** Milliseconds since 1970 on a clock that nobody sets. */
  steady: () => number;
  /** Lets time pass. */
  wait: (ms: number) => Promise<void>;
}

/** One running program, its own clock and its own view of the disk. */
export interface Machine {
  /** By how much its wall clock is wrong, in milliseconds. */
  offsetMs: number;
  trouble: Trouble;
  /** What a tick of its clock wakes. */
  tick(): Promise<void>;
  /** By part: whether it says that it is well. */
  health(): Promise<Record<string, boolean>>;
  stop(): Promise<void>;
}

const settleSeconds = 30;
/** Real time, unlike all else here: how long an adapter waits for an answer that never comes. */
const requestMs = 250;
const patienceMs = 2_000;

/** Starts a program as `app.ts` and `bot.ts` do, with a clock that the soak moves; rejects where it refuses to start. */
export async function startMachine(around: Surroundings): Promise<Machine> {
  const { steady, wait } = around;
  const machine = { offsetMs: 0, trouble: null as Trouble };
  const clock = createClock({ wall: () => steady() + machine.offsetMs, steady, ask: async () => [steady()] });
  const now = () => clock.now();
  const log = pino({ level: "silent" });
  const store = troubled(await openStore(around.database), () => machine.trouble);
  const sources = createSources({
    huggingFaceUrl: around.sourceUrl,
    arxivUrl: around.sourceUrl,
    arxivRssUrl: around.sourceUrl,
    hfToken: null,
    arxivCategories: [],
    store,
    log,
    now,
    sleep: wait,
  });
  const slack = createSlack(around.slack, { log, now, settleSeconds, patienceMs, requestMs });
  const discord = createDiscord(around.discord, { commands, log, now, patienceMs, requestMs });
  const adapters = new Map<Platform, Adapter>([
    ["slack", slack],
    ["discord", discord],
  ]);
  const votes = createVoting({ store, adapters, log, now, wait });
  const run = () => Promise.reject(new Error("nobody types here"));
  const host = createHost({ store, votes, adapters, run, log, now });
  const undo: Promise<void>[] = [];
  clock.onMoved((byMs) => byMs < 0 && undo.push(undoTimesAhead(store, now()).catch(() => undefined)));
  const delivery = createDelivery({
    store,
    adapters,
    sources,
    log,
    now,
    settleSeconds,
    wait,
    random: () => 0,
    wakeIn: () => undefined,
  });
  const refresh = createRefresh({ store, adapters, log, now });
  const stop = async () => {
    await Promise.all([delivery.stop(), refresh.stop(), votes.stop(), sources.stop()]);
    await Promise.all([slack.stop(), discord.stop()]);
    await store.close();
  };
  try {
    await undoTimesAhead(store, now());
    await Promise.all([slack.start(host), discord.start(host)]);
  } catch (error) {
    await stop();
    throw error;
  }
  return Object.assign(machine, {
    async tick() {
      clock.look();
      await Promise.all(undo.splice(0));
      // A waker that fails is woken again at the next tick.
      for (const wake of [() => sources.tick(), () => delivery.tick(), () => refresh.tick()])
        await wake().catch(() => undefined);
    },
    async health() {
      const database = await store.papers.count().then(
        () => true,
        () => false,
      );
      return { database, slack: slack.health().connected, discord: discord.health().connected };
    },
    stop,
  });
}
