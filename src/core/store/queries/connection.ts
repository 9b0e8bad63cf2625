import type SqliteDatabase from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { SearchIndex } from "./search-index.ts";

/** A database connection with drizzle around it. */
export type Database = BetterSQLite3Database;

/** An open connection: drizzle for queries, and the driver for what is SQLite's own (the full-text index). */
export interface Connection {
  db: Database;
  sqlite: SqliteDatabase.Database;
  /** Opens the index that search reads, to keep it in step with the papers. */
  searchIndex: () => SearchIndex;
  /** Runs synchronous work as one transaction: the driver knows no other kind, a promise inside would outlive it. */
  atomically: <Result>(work: () => Result) => Result;
  /** The same, sharing the commit with what others ask for at the same moment; resolves once it is committed. */
  together: <Result>(work: () => Result) => Promise<Result>;
}
