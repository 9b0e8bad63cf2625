import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Adapter, Platform } from "../adapter.ts";
import type { Log } from "../../log.ts";
import type { Library } from "../roundups/compose.ts";
import type { Sources } from "../sources/source.ts";
import type { Found, Store } from "../store/store.ts";
import { runOutbox } from "./outbox.ts";
import { createPacing } from "./pacing.ts";
import { planDue } from "./plan.ts";
import { prepareFrom } from "./prepare.ts";
import { askAhead } from "./questions.ts";
import { takeTurn } from "./turn.ts";

/** What delivering roundups needs, and what tests put in place of time and chance. */
export interface DeliveryOptions {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  sources: Sources;
  log: Log;
  now: () => Date;
  settleSeconds: number;
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  random?: () => number;
}

/** Sends every subscription's roundups when they are due. */
export interface RoundupDelivery {
  /** Plans, asks the sources and sends what is due; every decision is in the database. */
  tick(): Promise<void>;
  /** Finishes what is under way and begins nothing more. */
  stop(): Promise<void>;
}

const firstFetchMs = 10_000;

/** Delivery over a store and the configured platforms. */
export function createDelivery(options: DeliveryOptions): RoundupDelivery {
  const { store, sources, log, now } = options;
  const wait = options.wait ?? ((ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined));
  const stopping = new AbortController();
  const pacing = createPacing();
  const library = rememberingLibrary(store);
  const turns = {
    ...options,
    pacing,
    prepare: prepareFrom(library, now),
    random: options.random ?? Math.random,
    settleMs: options.settleSeconds * 1_000,
    owner: randomUUID(),
  };
  let running: Promise<void> | null = null;

  const plan = async () => {
    library.forget();
    await planDue(store, now());
  };
  const run = async () => {
    await sources.ready(firstFetchMs);
    await askAhead({ store, sources, log, now });
    const step: Parameters<typeof runOutbox>[0]["step"] = (place, ticket) => takeTurn(turns, place, ticket);
    await runOutbox({ store, pacing, log, now, step, plan, wait }, stopping.signal);
  };
  return {
    async tick() {
      if (stopping.signal.aborted) return;
      running ??= run().finally(() => (running = null));
      await running;
    },
    async stop() {
      stopping.abort();
      await running?.catch(() => undefined);
    },
  };
}

/** The store's topic filter with its answers remembered: many channels follow the same topics and are due together. */
function rememberingLibrary(store: Store): Library & { forget(): void } {
  const answers = new Map<string, Promise<Found>>();
  return {
    store,
    topic(topic, options) {
      const key = JSON.stringify([topic, options]);
      const answer = answers.get(key) ?? store.search.topic(topic, options);
      answers.set(key, answer);
      return answer;
    },
    forget: () => answers.clear(),
  };
}
