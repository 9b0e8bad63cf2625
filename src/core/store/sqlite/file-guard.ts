import { statSync } from "node:fs";
import type SqliteDatabase from "better-sqlite3";
import { UserError } from "../../../errors.ts";
import { refusal, databaseTrouble } from "./errors.ts";
import { blockingMs, isLocked, pauseForLock } from "./lock.ts";

/** Runs writes to one database file, and knows why it cannot be written. */
export interface FileGuard {
  /**
   * Runs synchronous work as one transaction. Waits up to `patienceMs` while another program holds the lock; throws a
   * `UserError` where the file cannot be written.
   */
  atomically: <Result>(work: () => Result, patienceMs: number) => Promise<Result>;
  /** Why the last write failed or the next one would, without the file's name; null where nothing is wrong. */
  trouble: () => string | null;
}

const replaced = "was moved, or another file was put in its place, while the bot runs";
/** An import holds the lock for moments; only a longer wait is trouble. */
const longMs = 1_000;

/** Guards an open database: writes to a file that was replaced would be lost. */
export function guardFile(sqlite: SqliteDatabase.Database, file: string): FileGuard {
  const opened = statSync(file).ino;
  let trouble: string | null = null;
  /** While another program holds the lock: the pause before the next try. One write tries at a time. */
  let pause: Promise<void> | null = null;
  const isReplaced = () => statSync(file, { throwIfNoEntry: false })?.ino !== opened;
  const attempt = <Result>(work: () => Result, blockMs: number): Result => {
    if (isReplaced())
      throw new UserError("config", `The database ${file} ${replaced}. Stop the bot and start it again.`);
    if (blockMs === blockingMs) return sqlite.transaction(work).immediate();
    sqlite.pragma(`busy_timeout = ${blockMs}`);
    try {
      return sqlite.transaction(work).immediate();
    } finally {
      sqlite.pragma(`busy_timeout = ${blockingMs}`);
    }
  };
  const write = async <Result>(work: () => Result, patienceMs: number): Promise<Result> => {
    const started = performance.now();
    for (let blockMs = blockingMs; ; blockMs = 0) {
      for (; pause !== null; blockMs = 0) await pause;
      try {
        return attempt(work, blockMs);
      } catch (error) {
        const waited = performance.now() - started;
        if (!isLocked(error) || waited >= patienceMs) throw error;
        if (waited >= longMs) trouble = databaseTrouble(error);
      }
      pause = pauseForLock().finally(() => (pause = null));
    }
  };
  return {
    async atomically(work, patienceMs) {
      try {
        const result = await write(work, patienceMs);
        trouble = null;
        return result;
      } catch (error) {
        trouble = databaseTrouble(error) ?? trouble;
        throw refusal(file, error);
      }
    },
    trouble: () => (isReplaced() ? replaced : trouble),
  };
}
