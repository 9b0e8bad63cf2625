import { createRequire } from "node:module";

// drizzle's ESM entry costs ten times what its CommonJS entry does at start; drizzle-kit reads this file as CommonJS.
const load = createRequire(import.meta.url ?? __filename);

/** drizzle's query operators. */
export const { and, asc, count, desc, eq, getTableColumns, gte, gt, inArray, isNotNull, isNull, lt, lte, ne, notInArray, or, sql } =
  load("drizzle-orm") as typeof import("drizzle-orm");

/** drizzle's SQLite column builders. */
export const { index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } = load(
  "drizzle-orm/sqlite-core",
) as typeof import("drizzle-orm/sqlite-core");

/** Opens drizzle over a better-sqlite3 connection. */
export const { drizzle } = load("drizzle-orm/better-sqlite3") as typeof import("drizzle-orm/better-sqlite3");

/** Applies the migrations that a database has not had yet. */
export const { migrate } = load(
  "drizzle-orm/better-sqlite3/migrator",
) as typeof import("drizzle-orm/better-sqlite3/migrator");

/** The SQLite driver. */
export const Sqlite = load("better-sqlite3") as typeof import("better-sqlite3");
