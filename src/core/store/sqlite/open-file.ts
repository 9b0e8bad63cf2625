import { accessSync, constants, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import Sqlite, { type Database } from "better-sqlite3";
import { UserError } from "../../../errors.ts";
import { programFolder } from "../../../program.ts";
import { createTables } from "./create-tables.ts";
import { hasTables, refuseForeign } from "./errors.ts";
import { giveOwnId, keepPrivate } from "./files.ts";
import { blockingMs } from "./lock.ts";

/** Where the migrations are. */
export const migrationsFolder = join(programFolder, "migrations/sqlite");
const oldestSqlite = [3, 51, 3];

/** Opens a database file with every table, creating it and its folder where they are missing. */
export function openFile(file: string): Database {
  mkdirSync(dirname(file), { recursive: true });
  const sqlite = new Sqlite(file, { timeout: blockingMs });
  try {
    makeReady(sqlite, file);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function makeReady(sqlite: Database, file: string): void {
  keepPrivate(file);
  // SQLite opens a file that it cannot write without an error.
  accessSync(file, constants.W_OK);
  refuseForeign(sqlite, file);
  const complete = hasTables(sqlite, file, migrationsFolder);
  prepare(sqlite);
  if (!complete) createTables(sqlite, migrationsFolder);
}

/** Settings that must hold on every open; SQLite forgets most of them when it closes. */
function prepare(sqlite: Database): void {
  const version = String(sqlite.prepare("select sqlite_version()").pluck().get());
  if (older(version.split(".").map(Number), oldestSqlite)) {
    throw new UserError(
      "config",
      `SQLite ${version} can corrupt a database in WAL mode. Run \`npm ci\` for a newer one.`,
    );
  }
  // Only a new file takes these two: less waste at the ends of pages, and pages that can be given back.
  sqlite.pragma("page_size = 16384");
  sqlite.pragma("auto_vacuum = incremental");
  if (sqlite.pragma("application_id", { simple: true }) === 0) giveOwnId(sqlite);
  for (const [setting, wanted] of [
    ["journal_mode", "wal"],
    ["synchronous", 2],
    ["foreign_keys", 1],
    // What is deleted is overwritten: erased is erased in the file's bytes too.
    ["secure_delete", 1],
  ] as const) {
    sqlite.pragma(`${setting} = ${wanted}`);
    if (sqlite.pragma(setting, { simple: true }) !== wanted)
      throw new Error(`${setting} could not be set to ${wanted}`);
  }
}

const older = (version: number[], least: number[]) =>
  ((version[0] ?? 0) - (least[0] ?? 0) || (version[1] ?? 0) - (least[1] ?? 0) || (version[2] ?? 0) - (least[2] ?? 0)) <
  0;
