import cron from "node-cron";
import type { Log } from "./log.ts";

/** Work that the clock starts; rows in the database decide what is due. */
export interface Waker {
  name: string;
  /** A cron pattern in UTC, where no hour is ever skipped or repeated. */
  pattern: string;
  wake(): Promise<unknown>;
}

/** The wall clock in milliseconds since 1970, and a steady clock, which setting the system time does not change. */
export interface Clocks {
  wall: () => number;
  steady: () => number;
}

/** Watches whether the wall clock was set. */
export interface ClockWatch {
  /** False for two minutes after the wall clock was set: it may be set back, and a posted roundup cannot be taken back. */
  isSure(): boolean;
  /** Calls back with the milliseconds by which the wall clock was set; negative is backwards. */
  onSet(listener: (byMs: number) => void): void;
}

const realClocks: Clocks = { wall: () => Date.now(), steady: () => performance.now() };
/** Smaller corrections are normal: time servers make them. */
const toleratedMs = 30_000;
const unsureMs = 120_000;
const lookMs = 5_000;

// A late tick loses nothing: the next one finds the same rows due.
const options = { timezone: "UTC", suppressMissedWarning: true };

/** Compares the wall clock with the steady clock at each call. */
export function watchClocks({ wall, steady }: Clocks = realClocks): ClockWatch {
  const listeners: ((byMs: number) => void)[] = [];
  let apart = wall() - steady();
  let unsureUntil = -Infinity;
  return {
    isSure() {
      const byMs = wall() - steady() - apart;
      apart += byMs;
      if (Math.abs(byMs) > toleratedMs) {
        unsureUntil = steady() + unsureMs;
        for (const listener of listeners) listener(byMs);
      }
      return steady() >= unsureUntil;
    },
    onSet: (listener) => void listeners.push(listener),
  };
}

/**
 * Runs each waker now and then by its pattern, never twice at a time. Returns a function that stops the clock. node-cron
 * sleeps until the wall clock reaches a time, so after that clock was set the patterns are scheduled again and all wakers run.
 */
export function startClock(wakers: Waker[], log: Log, watch: ClockWatch): () => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const wake = (waker: Waker) => {
    const { name } = waker;
    if (running.has(name)) return;
    const run = waker
      .wake()
      .then(() => undefined)
      .catch((error: unknown) => log.error({ err: error, waker: name }, "a scheduled piece of work failed"))
      .finally(() => running.delete(name));
    running.set(name, run);
  };
  const schedule = () => wakers.map((waker) => cron.schedule(waker.pattern, () => wake(waker), options));
  let tasks = schedule();
  const end = async () => {
    for (const task of tasks) await task.stop();
  };
  for (const waker of wakers) wake(waker);
  watch.onSet((byMs) => {
    log.warn(
      { bySeconds: Math.round(byMs / 1_000) },
      "the clock was set; roundups wait until it holds for two minutes",
    );
    void end();
    tasks = schedule();
    for (const waker of wakers) wake(waker);
  });
  const looking = setInterval(() => watch.isSure(), lookMs);
  return async () => {
    clearInterval(looking);
    await end();
    await Promise.all(running.values());
  };
}
