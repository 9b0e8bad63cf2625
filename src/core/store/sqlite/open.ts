import { accessSync, constants, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type SqliteDatabase from "better-sqlite3";
import { UserError } from "../../../errors.ts";
import { programFolder } from "../../../program.ts";
import { drizzle } from "drizzle-orm/better-sqlite3";
import Sqlite from "better-sqlite3";
import { createTables } from "./create-tables.ts";
import { openSearchIndex } from "./search/index.ts";
import { searchIn } from "./search/search.ts";
import type { Connection } from "../queries/connection.ts";
import { databaseFile, hasTables, refusal, refuseForeign } from "./errors.ts";
import { backupTo, isEmptyFile, keepPrivate, refuseRemains, restoreFrom } from "./files.ts";
import { type FileGuard, guardFile } from "./file-guard.ts";
import { withSteadyPlans } from "./steady-plans.ts";
import { storeOn } from "../queries/store-on.ts";
import { eachInJson, sqliteStatements } from "./statements.ts";
import { sharedCommits, type SharedCommits } from "./shared-commits.ts";
import type { Store } from "../store.ts";

const migrationsFolder = join(programFolder, "migrations/sqlite");
const oldestSqlite = [3, 51, 3];

/** Opens `file:` and a path, creating folder and tables where they are missing; refuses what it could not use safely. */
export async function openStore(url: string): Promise<Store> {
  const file = databaseFile(url);
  try {
    // Another program that makes the file at this moment leaves it empty for an instant.
    for (let look = 0; look < 10 && isEmptyFile(file); look++) await setTimeout(50);
    refuseRemains(file);
    const sqlite = openFile(file);
    const guard = guardFile(sqlite, file);
    const { commit, ...connection } = connect(sqlite, guard);
    const search = searchIn(sqlite);
    return storeOn(connection, {
      search,
      backup: async (copy) => backupTo(sqlite, copy),
      trouble: () => guard.trouble(),
      close: async () => {
        search.stop();
        commit();
        if (sqlite.open) giveBack(sqlite);
        sqlite.close();
      },
    });
  } catch (error) {
    throw refusal(file, error);
  }
}

function openFile(file: string): SqliteDatabase.Database {
  mkdirSync(dirname(file), { recursive: true });
  const sqlite = new Sqlite(file, { timeout: 3_000 });
  keepPrivate(file);
  // SQLite itself opens a file it cannot write without a word.
  accessSync(file, constants.W_OK);
  refuseForeign(sqlite, file);
  const complete = hasTables(sqlite, file, migrationsFolder);
  prepare(sqlite);
  if (!complete) createTables(sqlite, migrationsFolder);
  return sqlite;
}

/** Puts a backup in place of the database at a `file:` address; the name of the old one, or null where there was none. */
export const restore = (backup: string, url: string): string | null => restoreFrom(backup, url, migrationsFolder);

function connect(
  sqlite: SqliteDatabase.Database,
  { atomically }: FileGuard,
): Connection & Pick<SharedCommits, "commit"> {
  const client = withSteadyPlans(sqlite);
  const db = drizzle({ client, casing: "snake_case" });
  const { run, ...statements } = sqliteStatements(client, db);
  const { together, commit } = sharedCommits(sqlite, atomically);
  return {
    db,
    ...statements,
    each: eachInJson,
    searchIndex: () => openSearchIndex(sqlite),
    scrub: async () => {
      commit();
      scrub(sqlite);
    },
    atomically: async (steps) => atomically(() => run(steps())),
    together: (steps) => together(() => run(steps())),
    commit,
  };
}

/** Settings that must hold on every open; SQLite forgets most of them when it closes. */
function prepare(sqlite: SqliteDatabase.Database): void {
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

/** Writes what was deleted over in the file itself: the log still has pages as they were before. */
function scrub(sqlite: SqliteDatabase.Database): void {
  sqlite.pragma("wal_checkpoint(TRUNCATE)");
}

/** After a large import the search index has merged its parts and left their pages empty; whoever else is at work may keep them. */
function giveBack(sqlite: SqliteDatabase.Database): void {
  sqlite.pragma("busy_timeout = 0");
  const [free, all] = ["freelist_count", "page_count"].map((count) => Number(sqlite.pragma(count, { simple: true })));
  if (Number(free) < 64 || Number(free) * 20 < Number(all)) return;
  try {
    sqlite.pragma("incremental_vacuum");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY"))) throw error;
  }
}

const older = (version: number[], least: number[]) =>
  ((version[0] ?? 0) - (least[0] ?? 0) || (version[1] ?? 0) - (least[1] ?? 0) || (version[2] ?? 0) - (least[2] ?? 0)) <
  0;
