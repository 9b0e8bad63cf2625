import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite, { type Database } from "better-sqlite3";
import { createTables } from "../../src/core/store/sqlite/create-tables.ts";
import { programFolder } from "../../src/program.ts";

/** How many migrations the first release (9da425b) has. */
export const firstRelease = 4;

/** Makes a SQLite database as an earlier version leaves it, with the first `migrations` applied; without a search index, which each version makes at its start. */
export function earlierDatabase(file: string, migrations: number): Database {
  const folder = mkdtempSync(join(tmpdir(), "migrations-"));
  cpSync(join(programFolder, "migrations/sqlite"), folder, { recursive: true });
  const journal = join(folder, "meta/_journal.json");
  const { entries, ...rest } = JSON.parse(readFileSync(journal, "utf8")) as { entries: unknown[] };
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, migrations) }));
  const sqlite = new Sqlite(file);
  createTables(sqlite, folder);
  rmSync(folder, { recursive: true });
  return sqlite;
}

/** Adds a row; columns that must not be null and are not named hold "[]". */
export function addRow(sqlite: Database, table: string, row: Record<string, unknown>): void {
  const columns = sqlite.pragma(`table_info(${table})`) as { name: string; notnull: number; dflt_value: unknown }[];
  const needed = columns.filter(
    ({ name, notnull, dflt_value }) => name !== "id" && notnull === 1 && dflt_value === null,
  );
  const full = { ...Object.fromEntries(needed.map(({ name }) => [name, "[]"])), ...row };
  const names = Object.keys(full).map((name) => `"${name}"`);
  const places = names.map(() => "?").join();
  sqlite.prepare(`insert into ${table} (${names.join()}) values (${places})`).run(Object.values(full));
}
