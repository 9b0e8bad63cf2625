import cron from "node-cron";
import type { Log } from "./log.ts";

/** A piece of work the clock wakes; what is due is decided by rows in the database, not by the clock. */
export interface Waker {
  name: string;
  /** A cron pattern in UTC, where no hour is ever skipped or repeated. */
  pattern: string;
  wake(): Promise<unknown>;
}

// A wake-up that comes late is no loss: the next one finds the same rows due.
const options = { timezone: "UTC", suppressMissedWarning: true };

/** Starts waking, each waker at once and then by its pattern; answers what stops it. One waker never runs twice at a time. */
export function startClock(wakers: Waker[], log: Log): () => Promise<void> {
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
  const tasks = wakers.map((waker) => cron.schedule(waker.pattern, () => wake(waker), options));
  for (const waker of wakers) wake(waker);
  return async () => {
    for (const task of tasks) await task.stop();
    await Promise.all(running.values());
  };
}
