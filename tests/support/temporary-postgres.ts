import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { openPostgres } from "../../src/core/store/postgres/open.ts";
import type { Store } from "../../src/core/store/store.ts";

/** A PostgreSQL database of its own; `remove` drops it. */
export interface TemporaryDatabase {
  url: string;
  /** Runs one statement beside the store. */
  query: <Row extends object>(text: string) => Promise<Row[]>;
  remove: () => Promise<void>;
}

/** Creates an empty database that nobody else uses. */
export async function temporaryDatabase(): Promise<TemporaryDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const url = inject("postgres").replace(/[^/]*$/, name);
  await once(inject("postgres"), `create database ${name}`);
  return {
    url,
    query: (text) => once(url, text),
    remove: async () => void (await once(inject("postgres"), `drop database ${name} with (force)`)),
  };
}

/** Runs one statement on a connection of its own. */
export async function once<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Opens an empty store on PostgreSQL that nobody else sees. */
export async function temporaryPostgresStore(): Promise<{ store: Store; url: string; remove: () => Promise<void> }> {
  const database = await temporaryDatabase();
  const searchFolder = mkdtempSync(join(tmpdir(), "papers-search-"));
  const store = await openPostgres(database.url, { poolSize: 10, searchFolder });
  const remove = async () => {
    await store.close();
    rmSync(searchFolder, { recursive: true, force: true });
    await database.remove();
  };
  return { store, url: database.url, remove };
}
