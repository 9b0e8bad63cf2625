import { setTimeout } from "node:timers/promises";
import { codeOfError } from "./errors.ts";

/** SQLite itself waits this long for a lock, in milliseconds; the event loop stands still meanwhile. */
export const blockingMs = 250;

/** Whether an error says that another program holds the lock; nothing was done then. */
export const isLocked = (error: unknown): boolean => codeOfError(error).startsWith("SQLITE_BUSY");

/**
 * The pause between two tries. It is short because a program that imports leaves the lock free for only a few
 * milliseconds between its batches: whoever asks less often may never find it free.
 */
export const pauseForLock = (): Promise<void> => setTimeout(1 + 3 * Math.random());

/** Tries synchronous work again while another program holds the lock, for `patienceMs`. The event loop runs in between. */
export async function untilUnlocked<Result>(work: () => Result, patienceMs: number): Promise<Result> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error) || performance.now() >= until) throw error;
    }
    await pauseForLock();
  }
}
