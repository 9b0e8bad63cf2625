import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type SqliteDatabase from "better-sqlite3";
import { UserError } from "../../errors.ts";
import { deliveriesIn } from "./deliveries.ts";
import { drizzle, migrate, Sqlite } from "./drizzle.ts";
import { installationsIn } from "./installations.ts";
import { listingsIn } from "./listings.ts";
import { papersIn } from "./papers.ts";
import { postsIn } from "./posts.ts";
import { eventsIn, repliesIn, searchesIn } from "./remembered.ts";
import { savesIn } from "./saves.ts";
import { searchIn } from "./search.ts";
import { sourcesIn } from "./sources.ts";
import type { Store } from "./store.ts";
import { subscriptionsIn } from "./subscriptions.ts";
import { votesIn } from "./votes.ts";
import { settingsIn, workspacesIn } from "./workspaces.ts";

/** A database connection with drizzle around it. */
export type Database = BetterSQLite3Database;

/** An open connection: drizzle for queries, and the driver for what is SQLite's own (the full-text index). */
export interface Connection {
  db: Database;
  sqlite: SqliteDatabase.Database;
}

const migrationsFolder = join(import.meta.dirname, "../../../migrations/sqlite");
const oldestSqlite = [3, 51, 3];

/** Opens `file:` and a path, creating folder and tables where they are missing; refuses what it could not use safely. */
export async function openStore(url: string): Promise<Store> {
  const file = resolve(url.replace(/^file:(\/\/)?/, ""));
  const connection = connect(file);
  const { db, sqlite } = connection;
  return {
    papers: papersIn(connection),
    listings: listingsIn(db),
    search: searchIn(connection),
    sources: sourcesIn(db),
    workspaces: workspacesIn(db),
    settings: settingsIn(db),
    posts: postsIn(db),
    votes: votesIn(db),
    saves: savesIn(db),
    replies: repliesIn(db),
    events: eventsIn(db),
    searches: searchesIn(db),
    installations: installationsIn(db),
    subscriptions: subscriptionsIn(connection),
    deliveries: deliveriesIn(connection),
    backup: (copy) => backup(sqlite, copy),
    close: async () => void sqlite.close(),
  };
}

function connect(file: string): Connection {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const sqlite = new Sqlite(file, { timeout: 10_000 });
    prepare(sqlite, file);
    const db = drizzle(sqlite, { casing: "snake_case" });
    applyMigrations(db);
    return { db, sqlite };
  } catch (error) {
    throw refusal(file, error);
  }
}

/** Two programs may start on one new database at the same moment: the one that comes second finds its work done. */
function applyMigrations(db: Database, tries = 3): void {
  try {
    migrate(db, { migrationsFolder });
  } catch (error) {
    if (tries === 1) throw error;
    applyMigrations(db, tries - 1);
  }
}

/** Settings that must hold on every open; SQLite forgets most of them when it closes. */
function prepare(sqlite: SqliteDatabase.Database, file: string): void {
  const version = String(sqlite.prepare("select sqlite_version()").pluck().get());
  if (older(version.split(".").map(Number), oldestSqlite)) {
    throw new UserError(
      "config",
      `SQLite ${version} can corrupt a database in WAL mode. Run \`npm ci\` for a newer one.`,
    );
  }
  refuseNewer(sqlite, file);
  for (const [setting, wanted] of [
    ["journal_mode", "wal"],
    ["synchronous", 2],
    ["foreign_keys", 1],
  ] as const) {
    sqlite.pragma(`${setting} = ${wanted}`);
    if (sqlite.pragma(setting, { simple: true }) !== wanted)
      throw new Error(`${setting} could not be set to ${wanted}`);
  }
}

const older = (version: number[], least: number[]) =>
  ((version[0] ?? 0) - (least[0] ?? 0) || (version[1] ?? 0) - (least[1] ?? 0) || (version[2] ?? 0) - (least[2] ?? 0)) <
  0;

/** A database that a later version of the program has migrated is left alone. */
function refuseNewer(sqlite: SqliteDatabase.Database, file: string): void {
  const known = sqlite.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get();
  if (!known) return;
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
}

const readable: Record<string, string> = {
  SQLITE_NOTADB: "is not a papers-bot database",
  SQLITE_CORRUPT: "is damaged; restore a copy made with `papers backup`",
  SQLITE_READONLY: "cannot be written",
  SQLITE_CANTOPEN: "cannot be opened",
  SQLITE_FULL: "cannot grow: the disk is full",
  ENOTDIR: "cannot be made: a part of its path is a file",
  EEXIST: "cannot be made: a part of its path is a file",
  EACCES: "cannot be written",
  ENOSPC: "cannot grow: the disk is full",
  EROFS: "cannot be written",
};

function refusal(file: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const says = Object.entries(readable).find(([start]) => code.startsWith(start))?.[1];
  return says ? new UserError("config", `The database ${file} ${says}. DATABASE_URL says which file is used.`) : error;
}

async function backup(sqlite: SqliteDatabase.Database, copy: string): Promise<void> {
  try {
    sqlite.prepare("vacuum into ?").run(resolve(copy));
  } catch (error) {
    if (error instanceof Error && /already exists/.test(error.message)) {
      throw new UserError("usage", `${copy} exists already. Name a file that does not.`);
    }
    throw refusal(copy, error);
  }
}
