import { statSync } from "node:fs";
import type SqliteDatabase from "better-sqlite3";
import { UserError } from "../../../errors.ts";
import { refusal, databaseTrouble } from "./errors.ts";

/** Writes to one database file, and what keeps it from being written. */
export interface FileGuard {
  /** Runs synchronous work as one transaction; throws a `UserError` where the file cannot be written. */
  atomically: <Result>(work: () => Result) => Result;
  /** Why the last write failed or the next one would, without the file's name; null where nothing is wrong. */
  trouble: () => string | null;
}

const replaced = "was moved, or another file was put in its place, while the bot runs";

/** Guards an open database: what is written to a file that is no longer the one of its name would be lost. */
export function guardFile(sqlite: SqliteDatabase.Database, file: string): FileGuard {
  const opened = statSync(file).ino;
  let trouble: string | null = null;
  const isReplaced = () => statSync(file, { throwIfNoEntry: false })?.ino !== opened;
  return {
    atomically(work) {
      if (isReplaced())
        throw new UserError("config", `The database ${file} ${replaced}. Stop the bot and start it again.`);
      try {
        const result = sqlite.transaction(work).immediate();
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
