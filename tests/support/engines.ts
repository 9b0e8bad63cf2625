import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { temporaryDatabase } from "./temporary-postgres.ts";

/** An empty database of an engine, which several programs may open. */
export interface EmptyDatabase {
  /** What a program needs to open it. */
  env: { DATABASE_URL: string; SEARCH_DIR: string };
  remove(): Promise<void>;
}

/** The engines, each with a way to make an empty database. */
export const engines: readonly [name: string, make: () => Promise<EmptyDatabase>][] = [
  ["SQLite", emptySqlite],
  ["PostgreSQL", () => emptyPostgres()],
];

/** A SQLite file in a folder of its own. */
export async function emptySqlite(): Promise<EmptyDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "papers-"));
  return {
    env: { DATABASE_URL: `file:${join(folder, "papers.db")}`, SEARCH_DIR: folder },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A PostgreSQL database, with a folder for search files. */
export async function emptyPostgres(server?: string): Promise<EmptyDatabase> {
  const { url, remove } = await temporaryDatabase(server);
  const folder = mkdtempSync(join(tmpdir(), "papers-search-"));
  return {
    env: { DATABASE_URL: url, SEARCH_DIR: folder },
    async remove() {
      rmSync(folder, { recursive: true, force: true });
      await remove();
    },
  };
}
