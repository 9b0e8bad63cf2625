import { setTimeout } from "node:timers/promises";
import type SqliteDatabase from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { openSearchIndex } from "./search/index.ts";
import { searchIn } from "./search/search.ts";
import type { Connection } from "../queries/connection.ts";
import { databaseFile, refusal } from "./errors.ts";
import { backupTo, isBeingMade, refuseRemains, restoreFrom } from "./files.ts";
import { migrationsFolder, openFile } from "./open-file.ts";
import { type FileGuard, guardFile } from "./file-guard.ts";
import { isLocked, pauseForLock, untilUnlocked } from "./lock.ts";
import { refuseForeignWal } from "./wal.ts";
import { withSteadyPlans } from "./steady-plans.ts";
import { storeOn } from "../queries/store-on.ts";
import { eachInJson, sqliteClock, sqliteStatements } from "./statements.ts";
import { sharedCommits, type SharedCommits } from "./shared-commits.ts";
import type { Store } from "../store.ts";

/** Large pieces of work wait this long for a program that holds the database's lock, in milliseconds. */
const openPatienceMs = 30_000;
/** Somebody waits for the answer to small ones, and a claim must not grow old before its message is posted. */
const promptMs = 5_000;

/**
 * Opens `file:` and a path, creating folder and tables where they are missing; refuses what it could not use safely, and
 * what another program holds locked for longer than `patienceMs`.
 */
export async function openStore(url: string, patienceMs = openPatienceMs): Promise<Store> {
  const file = databaseFile(url);
  try {
    while (isBeingMade(file)) await setTimeout(50);
    refuseRemains(file);
    refuseForeignWal(file);
    const { sqlite, search } = await untilUnlocked(() => openSearched(file), patienceMs);
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

function openSearched(file: string) {
  const sqlite = openFile(file);
  try {
    return { sqlite, search: searchIn(sqlite) };
  } catch (error) {
    sqlite.close();
    throw error;
  }
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
