import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type SqliteDatabase from "better-sqlite3";
import { UserError } from "../../../errors.ts";

const whichFile = "DATABASE_URL says which file is used.";
const sqliteTroubles = {
  SQLITE_NOTADB: "is not a papers-bot database",
  SQLITE_CORRUPT: "is damaged; put a copy made with `papers backup` in place with `papers restore FILE`",
  SQLITE_BUSY: "is locked by another program: end that one, or wait until it is done",
  SQLITE_READONLY: "cannot be written",
  SQLITE_CANTOPEN: "cannot be opened",
  SQLITE_FULL: "cannot grow: the disk is full",
  SQLITE_IOERR: "cannot be read or written: the disk reports an error",
  ENOTDIR: "cannot be made: a part of its path is a file",
  EEXIST: "cannot be made: a part of its path is a file",
  EACCES: "cannot be written",
  EPERM: "cannot be written",
  ENOSPC: "cannot grow: the disk is full",
  EROFS: "cannot be written",
};

/** The file that a `file:` address names. */
export const databaseFile = (url: string): string => resolve(url.replace(/^file:(\/\/)?/, ""));

/** The code of an error of SQLite or the file system, also where drizzle wraps it; empty for others. */
export const codeOfError = (error: unknown): string => {
  if (!(error instanceof Error)) return "";
  return "code" in error ? String(error.code) : codeOfError(error.cause);
};

/** A database of another program is not added to. */
export function refuseForeign(sqlite: SqliteDatabase.Database, file: string): void {
  const ours = "exists (select 1 from sqlite_master where name = '__drizzle_migrations')";
  const foreign = sqlite.prepare(`select 1 from sqlite_master where type = 'table' and not ${ours}`).get();
  if (foreign) throw new UserError("config", `The database ${file} ${sqliteTroubles.SQLITE_NOTADB}. ${whichFile}`);
}

/** Whether a database has every table; one that a later version of the program has migrated is left alone. */
export function hasTables(sqlite: SqliteDatabase.Database, file: string, migrationsFolder: string): boolean {
  const has = (table: string) => sqlite.prepare("select 1 from sqlite_master where name = ?").get(table) !== undefined;
  if (!has("__drizzle_migrations")) return false;
  const journal = JSON.parse(readFileSync(join(migrationsFolder, "meta/_journal.json"), "utf8")) as {
    entries: { when: number }[];
  };
  const newest = Math.max(...journal.entries.map(({ when }) => when));
  const applied = Number(sqlite.prepare("select max(created_at) from __drizzle_migrations").pluck().get());
  if (applied > newest) {
    throw new UserError(
      "config",
      `${file} was written by a newer papers-bot. Update this one, or set DATABASE_URL to another file.`,
    );
  }
  return applied === newest;
}

/** What is wrong with the database, to follow its name; null for errors that are not about it. */
export function databaseTrouble(error: unknown): string | null {
  const code = codeOfError(error);
  return Object.entries(sqliteTroubles).find(([start]) => code.startsWith(start))?.[1] ?? null;
}

/** What stops the program from using a database file, for people; any other error as it is. */
export function refusal(file: string, error: unknown): unknown {
  const says = databaseTrouble(error);
  return says ? new UserError("config", `The database ${file} ${says}. ${whichFile}`) : error;
}
