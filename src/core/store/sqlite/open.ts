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
import { backupTo, isBeingMade, keepPrivate, refuseRemains, restoreFrom } from "./files.ts";
import { type FileGuard, guardFile } from "./file-guard.ts";
import { blockingMs, isLocked, pauseForLock, untilUnlocked } from "./lock.ts";
import { withSteadyPlans } from "./steady-plans.ts";
import { storeOn } from "../queries/store-on.ts";
import { eachInJson, sqliteClock, sqliteStatements } from "./statements.ts";
import { sharedCommits, type SharedCommits } from "./shared-commits.ts";
import type { Store } from "../store.ts";

const migrationsFolder = join(programFolder, "migrations/sqlite");
const oldestSqlite = [3, 51, 3];

/** Large pieces of work wait this long for a program that holds the database's lock, in milliseconds. */
const longestWaitMs = 30_000;
/** Somebody waits for the answer to small ones, and a claim must not grow old before its message is posted. */
const promptMs = 5_000;

/**
 * Opens `file:` and a path, creating folder and tables where they are missing; refuses what it could not use safely, and
 * what another program holds locked for longer than `patienceMs`.
 */
export async function openStore(url: string, patienceMs = longestWaitMs): Promise<Store> {
  const file = databaseFile(url);
  try {
    while (isBeingMade(file)) await setTimeout(50);
    refuseRemains(file);
    const { sqlite, search } = await untilUnlocked(() => openFile(file), patienceMs);
    const guard = guardFile(sqlite, file);
    const { commit, ...connection } = connect(sqlite, guard, patienceMs);
    return storeOn(connection, {
      search,
      backup: async (copy) => backupTo(sqlite, copy),
      clock: null,
      trouble: () => guard.trouble(),
      close: async () => {
        search.stop();
        await commit();
        if (sqlite.open) giveBack(sqlite);
        sqlite.close();
      },
    });
  } catch (error) {
    throw refusal(file, error);
  }
}

function openFile(file: string) {
  mkdirSync(dirname(file), { recursive: true });
  const sqlite = new Sqlite(file, { timeout: blockingMs });
  try {
    makeReady(sqlite, file);
    return { sqlite, search: searchIn(sqlite) };
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function makeReady(sqlite: SqliteDatabase.Database, file: string): void {
  keepPrivate(file);
  // SQLite opens a file that it cannot write without an error.
  accessSync(file, constants.W_OK);
  refuseForeign(sqlite, file);
  const complete = hasTables(sqlite, file, migrationsFolder);
  prepare(sqlite);
  if (!complete) createTables(sqlite, migrationsFolder);
}

/** Puts a backup in place of the database at a `file:` address; the name of the old one, or null where there was none. */
export const restore = (backup: string, url: string): string | null => restoreFrom(backup, url, migrationsFolder);

function connect(
  sqlite: SqliteDatabase.Database,
  guard: FileGuard,
  patienceMs: number,
): Connection & Pick<SharedCommits, "commit"> {
  const client = withSteadyPlans(sqlite);
  const db = drizzle({ client, casing: "snake_case" });
  const { run, ...statements } = sqliteStatements(client, db);
  const atOnce = <Result>(work: () => Result) => guard.atomically(work, Math.min(patienceMs, promptMs));
  const { together, commit } = sharedCommits(sqlite, atOnce);
  return {
    db,
    ...statements,
    clock: sqliteClock,
    each: eachInJson,
    searchIndex: () => openSearchIndex(sqlite),
    scrub: async () => {
      await commit();
      await scrub(sqlite);
    },
    write: (step) => atOnce(() => run(step())),
    atomically: (steps) => guard.atomically(() => run(steps()), patienceMs),
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

/** Overwrites what was deleted in the file itself: the log still has pages as they were before. Readers may delay it. */
async function scrub(sqlite: SqliteDatabase.Database): Promise<void> {
  const until = performance.now() + promptMs;
  const isBusy = () => sqlite.pragma("wal_checkpoint(TRUNCATE)", { simple: true }) !== 0;
  while (isBusy() && performance.now() < until) await pauseForLock();
}

/** Gives free pages back to the disk: a large import leaves many. Skipped while another program uses the file. */
function giveBack(sqlite: SqliteDatabase.Database): void {
  sqlite.pragma("busy_timeout = 0");
  const [free, all] = ["freelist_count", "page_count"].map((count) => Number(sqlite.pragma(count, { simple: true })));
  if (Number(free) < 64 || Number(free) * 20 < Number(all)) return;
  try {
    sqlite.pragma("incremental_vacuum");
  } catch (error) {
    if (!isLocked(error)) throw error;
  }
}

const older = (version: number[], least: number[]) =>
  ((version[0] ?? 0) - (least[0] ?? 0) || (version[1] ?? 0) - (least[1] ?? 0) || (version[2] ?? 0) - (least[2] ?? 0)) <
  0;
