import type { SQL as Sql } from "drizzle-orm";

/** What a prepared statement gets for its parameters: by name, or in their order. */
export type Values = Readonly<Record<string, unknown>> | readonly unknown[];

/** A query that answers rows: drizzle's own, or SQL written out. */
export type Selecting<Row> = { all(): Row[] } | Sql<Row>;

/** A query that changes rows. */
export type Changing = { run(): unknown } | Sql;

/** A query that the engine prepares when it first runs and keeps. */
export interface Statement<Row = unknown> {
  readonly prepared: Selecting<Row> | Changing;
  /** Its rows come as arrays instead of objects. */
  readonly arrays: boolean;
  /** Runs it outside of a transaction. */
  rows(values?: Values): Promise<Row[]>;
}

/** One query of a transaction, and what is wanted of it: its rows, how many it changed, or the id of the row it added. */
export interface Step {
  query: Selecting<unknown> | Changing | Statement;
  values: Values | undefined;
  want: "rows" | "changes" | "id";
}

/**
 * A transaction as a generator of its queries: SQLite runs them at once, PostgreSQL waits for each. PostgreSQL may run it
 * again after a conflict, so it changes nothing but the database.
 */
export type Steps<Result> = Generator<Step, Result, unknown>;

/** Reads rows. */
export function* rows<Row>(query: Selecting<Row> | Statement<Row>, values?: Values): Steps<Row[]> {
  return (yield { query, values, want: "rows" }) as Row[];
}

/** Reads the first row. */
export function* first<Row>(query: Selecting<Row> | Statement<Row>, values?: Values): Steps<Row | undefined> {
  return ((yield { query, values, want: "rows" }) as Row[])[0];
}

/** Changes rows; how many. */
export function* change(query: Changing | Statement, values?: Values): Steps<number> {
  return (yield { query, values, want: "changes" }) as number;
}

/** Adds a row; its id. On SQLite that costs less than `returning`. */
export function* insert(query: Changing | Statement, values?: Values): Steps<number> {
  return (yield { query, values, want: "id" }) as number;
}
