import type { SQL as Sql } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { SearchIndex } from "./search-index.ts";
import type { Changing, Selecting, Statement, Steps } from "./steps.ts";

/** Drizzle around either engine, typed as SQLite's: queries are built with it and run when they are awaited. */
export type Database = BetterSQLite3Database;

/** An open database, whichever engine it is. */
export interface Connection {
  db: Database;
  /** The database's own clock, in milliseconds since 1970. */
  clock: Sql;
  /** A JSON list as a table to select from, with the columns `key` (from 0) and `value`; in FROM only. */
  each: (list: Sql, alias: string) => Sql;
  /** Opens the index that search reads, to keep it in step with the papers. */
  searchIndex: () => SearchIndex;
  /** Keeps a query prepared; the engine sees it when it first runs. */
  prepare: { <Row>(query: Selecting<Row>): Statement<Row>; (query: Changing): Statement };
  /** The same for SQL whose rows come as arrays, in the order of their columns: wide rows cost half as much. */
  prepareArrays: (query: Sql) => Statement<unknown[]>;
  /** Takes what was deleted out of the bytes of the files, where the engine does not do that by itself. */
  scrub: () => Promise<void>;
  /** Runs one statement that changes rows; nothing that changes rows runs in another way than these three. */
  write: <Result>(step: () => Steps<Result>) => Promise<Result>;
  /** Runs the steps as one transaction that is as if nothing else ran beside it. */
  atomically: <Result>(steps: () => Steps<Result>) => Promise<Result>;
  /**
   * The same for a transaction that writes a row of what it decides about. SQLite commits it with what others ask for at
   * the same moment, PostgreSQL with what others ask `about` another thing: two about the same one never share a commit.
   * Resolves once it is committed.
   */
  together: <Result>(steps: () => Steps<Result>, about?: string) => Promise<Result>;
}
