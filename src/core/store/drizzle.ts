import { createRequire } from "node:module";
import type * as Orm from "drizzle-orm";
import type * as Columns from "drizzle-orm/sqlite-core";
import type * as Driver from "drizzle-orm/better-sqlite3";
import type * as Migrator from "drizzle-orm/better-sqlite3/migrator";
import type BetterSqlite from "better-sqlite3";

// drizzle's ESM entry costs ten times what its CommonJS entry does at start; drizzle-kit reads this file as CommonJS.
const load = createRequire(import.meta.url ?? __filename);
// Its files are named as they lie: for each public name Node would read the 180 kB of drizzle's package.json again.
const drizzleFile = createRequire(load.resolve("drizzle-orm"));

/** drizzle's query operators. */
export const {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  getTableName,
  gte,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  notInArray,
  or,
  sql,
} = drizzleFile("./index.cjs") as typeof Orm;

/** drizzle's SQLite column builders. */
export const { blob, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } = drizzleFile(
  "./sqlite-core/index.cjs",
) as typeof Columns;

/** Opens drizzle over a better-sqlite3 connection. */
export const { drizzle } = drizzleFile("./better-sqlite3/driver.cjs") as typeof Driver;

/** Applies the migrations that a database has not had yet. */
export const migrate: typeof Migrator.migrate = (...given) =>
  (drizzleFile("./better-sqlite3/migrator.cjs") as typeof Migrator).migrate(...given);

/** The SQLite driver. */
export const Sqlite = load("better-sqlite3") as typeof BetterSqlite;
