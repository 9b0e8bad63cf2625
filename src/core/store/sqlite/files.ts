import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { randomInt } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { UserError } from "../../../errors.ts";
import { codeOfError, databaseFile, hasTables, refuseForeign } from "./errors.ts";

/** Only the user who runs the bot may read what is in it. */
const ownerOnly = 0o600;

/** Takes a database file, or a copy of one, from everybody but its owner. */
export function keepPrivate(file: string): void {
  try {
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, ownerOnly);
  } catch (error) {
    // Somebody else's file stays as its owner made it.
    if (codeOfError(error) !== "EPERM") throw error;
  }
}

/** Making a database takes no longer, on a slow disk either. */
const makingMs = 10_000;

/** Whether a file is there with nothing in it, and nothing in its write-ahead log. */
const isEmptyFile = (file: string): boolean => fileSize(file) === 0 && (fileSize(`${file}-wal`) ?? 0) === 0;

/** Whether another program seems to be making the database at this moment: the file is empty and new. */
export const isBeingMade = (file: string): boolean =>
  isEmptyFile(file) && Math.abs(Date.now() - statSync(file).mtimeMs) < makingMs;

const fileSize = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.size;

/** Gives a database a random number, by which it and its write-ahead log know each other. */
export const giveOwnId = (sqlite: Sqlite.Database): unknown =>
  sqlite.pragma(`application_id = ${randomInt(1, 2 ** 31)}`);

/** Refuses a file that an interrupted copy left empty, and one that is gone while its write-ahead log is still there. */
export function refuseRemains(file: string): void {
  const restore = "Put a backup in place with `papers restore FILE`, or remove what is left of it to begin anew.";
  if (isEmptyFile(file)) throw new UserError("config", `The database ${file} is empty. ${restore}`);
  if (fileSize(file) === undefined && (fileSize(`${file}-wal`) ?? 0) > 0)
    throw new UserError("config", `The database ${file} is gone, but ${file}-wal is there. ${restore}`);
}

/** Copies an open database to a new file, which is whole or not there; throws a `UserError` where it cannot be written. */
export function backupTo(sqlite: Sqlite.Database, copy: string): void {
  const file = resolve(copy);
  if (existsSync(file)) throw new UserError("usage", `${copy} exists already. Name a file that does not.`);
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    sqlite.prepare("vacuum into ?").run(beside);
    chmodSync(beside, ownerOnly);
    completeCopy(beside);
    putInPlace(beside, file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const full = codeOfError(error) === "SQLITE_FULL" ? ": the disk is full" : "";
    throw new UserError("config", `${copy} could not be written${full}. Name a file in a folder that can be written.`);
  } finally {
    rmSync(beside, { force: true });
  }
}

/**
 * Puts a backup in place of the database at a `file:` address; the name under which the old one is kept, or null where
 * there was none. Refuses while a bot runs and what is no whole database of this or an earlier program.
 */
export function restoreFrom(backup: string, url: string, migrationsFolder: string): string | null {
  const [from, file] = [resolve(backup), databaseFile(url)];
  if (!existsSync(from)) throw new UserError("usage", `There is no file ${backup}.`);
  const beside = `${file}.restoring-${process.pid}`;
  try {
    copyChecked(from, beside, migrationsFolder);
    refuseInUse(file);
    const aside = existsSync(file) ? `${file}.before-${new Date().toISOString().replace(/[:.]/g, "-")}` : null;
    if (aside) renameSync(file, aside);
    for (const end of ["-wal", "-shm"])
      if (existsSync(file + end)) renameSync(file + end, `${aside ?? file}${end}${aside ? "" : ".old"}`);
    putInPlace(beside, file);
    return aside;
  } finally {
    for (const end of ["", "-wal", "-shm"]) rmSync(beside + end, { force: true });
  }
}

/** Writes a copy of a whole database of this program or an earlier one; throws a `UserError` for anything else. */
export function copyChecked(from: string, to: string, migrationsFolder: string): void {
  let source: Sqlite.Database | null = null;
  try {
    source = new Sqlite(from, { readonly: true });
    refuseForeign(source, from);
    hasTables(source, from, migrationsFolder);
    if (source.prepare("select count(*) from sqlite_master").pluck().get() === 0) throw new Error("it has no tables");
    source.prepare("vacuum into ?").run(to);
    completeCopy(to);
    chmodSync(to, ownerOnly);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (codeOfError(error) === "SQLITE_FULL") throw new UserError("config", "The disk is full; nothing was changed.");
    throw new UserError("config", `${from} is not a whole database of papers-bot. Nothing was changed.`);
  } finally {
    source?.close();
  }
}

/** Checks a copy, and gives it an id of its own: the log of the database that it may replace one day is not its own. */
function completeCopy(file: string): void {
  const copy = new Sqlite(file);
  try {
    giveOwnId(copy);
    if (copy.pragma("quick_check(1)", { simple: true }) !== "ok") throw new Error(`${file} is damaged`);
  } finally {
    copy.close();
  }
}

/** Throws a `UserError` where a bot runs. Leaving the write-ahead log takes the file for oneself alone, so it works only where nobody else has it open. */
export function refuseInUse(file: string): void {
  if (!existsSync(file)) return;
  const current = new Sqlite(file, { timeout: 0 });
  try {
    current.pragma("journal_mode = delete");
  } catch (error) {
    if (codeOfError(error).startsWith("SQLITE_BUSY"))
      throw new UserError("config", `A bot is using ${file}. Stop it first. Nothing was changed.`);
    // A damaged database is what is restored.
  } finally {
    current.close();
  }
}

/** Makes sure that the bytes are on the disk before the name is. */
function putInPlace(beside: string, file: string): void {
  flushToDisk(beside);
  renameSync(beside, file);
  flushToDisk(dirname(file));
}

function flushToDisk(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
