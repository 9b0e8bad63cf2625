import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { moment } from "./columns.ts";

/** What is known about fetching from a source. */
export const sources = sqliteTable("sources", {
  source: text().primaryKey(),
  lastSuccessAt: moment(),
  lastAttemptAt: moment(),
  failures: integer().notNull().default(0),
  lastError: text(),
  nextAttemptAt: moment(),
  lastCount: integer().notNull().default(0),
  /** The last moment somebody was given to call the source. */
  turnAt: moment(),
});

/** When something was so for the first time: under a source's name, that it was read whole, so that what it changes is news. */
export const beginnings = sqliteTable("beginnings", { what: text().primaryKey(), at: moment().notNull() });

/** What conditional requests send, by address. */
export const validators = sqliteTable("validators", {
  url: text().primaryKey(),
  etag: text(),
  lastModified: text(),
});
