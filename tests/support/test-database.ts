import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../src/core/store/sqlite/open.ts";
import type { Store } from "../../src/core/store/store.ts";

/** An empty database that nobody else uses. `TEST_STORE=postgres` puts it on PostgreSQL. */
export interface TestDatabase {
  url: string;
  /** A folder of its own: of the database's file, or of PostgreSQL's search file. */
  folder: string;
  open(): Promise<Store>;
  /** Everybody must have closed it. */
  remove(): Promise<void>;
}

/** Makes a database for one test. */
export async function testDatabase(): Promise<TestDatabase> {
  if (process.env["TEST_STORE"] === "postgres") {
    // Its module works in vitest alone; benches run without.
    const { emptyPostgres } = await import("./temporary-postgres.ts");
    return emptyPostgres();
  }
  const folder = mkdtempSync(join(tmpdir(), "papers-"));
  const file = join(folder, "papers.db");
  writeFileSync(file, await (emptyFile ??= makeEmptyFile()), { mode: 0o600 });
  const url = `file:${file}`;
  const remove = async () => rmSync(folder, { recursive: true, force: true });
  return { url, folder, open: () => openStore(url), remove };
}

/** A database with all tables and no rows: to make the tables for each test takes four times as long as to open them. */
let emptyFile: Promise<Buffer> | null = null;

async function makeEmptyFile(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "papers-"));
  const file = join(folder, "papers.db");
  await (await openStore(`file:${file}`)).close();
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}
