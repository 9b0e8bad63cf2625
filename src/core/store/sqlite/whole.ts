import { existsSync, rmSync } from "node:fs";
import type SqliteDatabase from "better-sqlite3";
import { UserError } from "../../../errors.ts";
import type { FillableDatabase, ReadableDatabase } from "../queries/move.ts";
import { databaseFile, refusal } from "./errors.ts";
import { copyChecked, refuseInUse } from "./files.ts";
import { migrationsFolder, openFile } from "./open-file.ts";
import { resetIndex } from "./search/tables.ts";

/** Reads a checked copy of a database, which takes part in no migration; refuses while a bot runs on it. */
export function readableSqlite(url: string): ReadableDatabase {
  const file = databaseFile(url);
  if (!existsSync(file)) throw new UserError("usage", `There is no database ${file}.`);
  refuseInUse(file);
  const copy = `${file}.moving-${process.pid}`;
  const remove = () => {
    for (const end of ["", "-wal", "-shm"]) rmSync(copy + end, { force: true });
  };
  try {
    copyChecked(file, copy, migrationsFolder);
    const sqlite = openFile(copy);
    return {
      name: file,
      rows: runningOn(sqlite),
      lastId: async (table) => {
        const given = sqlite.prepare<[string], number>("select seq from sqlite_sequence where name = ?").pluck();
        const highest = sqlite.prepare<[], number>(`select coalesce(max(id), 0) from "${table}"`).pluck();
        return given.get(table) ?? highest.get() ?? 0;
      },
      close: async () => {
        sqlite.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw refusal(file, error);
  }
}

/** Opens a database that is filled in one transaction, making it where there is none. */
export function fillableSqlite(url: string): FillableDatabase {
  const file = databaseFile(url);
  try {
    const sqlite = openFile(file);
    sqlite.exec("begin immediate");
    return {
      name: file,
      rows: runningOn(sqlite),
      continueAfter: async (table, id) => {
        // Other tables have no memory of ids that are gone.
        const counts = "select 1 from sqlite_master where name = ? and sql like '%autoincrement%'";
        if (sqlite.prepare(counts).get(table) === undefined) return;
        sqlite.prepare("delete from sqlite_sequence where name = ?").run(table);
        sqlite.prepare("insert into sqlite_sequence (name, seq) values (?, ?)").run(table, id);
      },
      finish: async () => {
        // The next start fills the index from the papers.
        resetIndex(sqlite);
        sqlite.exec("commit");
      },
      close: async () => void sqlite.close(),
    };
  } catch (error) {
    throw refusal(file, error);
  }
}

/** Runs SQL with `$1`, `$2` … in this order. */
function runningOn(sqlite: SqliteDatabase.Database): ReadableDatabase["rows"] {
  return async (query, values = []) => {
    const statement = sqlite.prepare<unknown[]>(query.replace(/\$\d+/g, "?"));
    if (statement.reader) return statement.raw().all(...values) as unknown[][];
    statement.run(...values);
    return [];
  };
}
