import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getTableName } from "drizzle-orm";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { openPostgres } from "../../src/core/store/postgres/open.ts";
import { everyTable } from "../../src/core/store/schema/tables.ts";
import type { Store } from "../../src/core/store/store.ts";
import type { TestDatabase } from "./test-database.ts";

/** A PostgreSQL database of its own; `remove` drops it. */
export interface TemporaryDatabase {
  url: string;
  /** Runs one statement beside the store. */
  query: <Row extends object>(text: string) => Promise<Row[]>;
  remove: () => Promise<void>;
}

/** Creates an empty database that nobody else uses, on a server. */
export async function temporaryDatabase(server = inject("postgres")): Promise<TemporaryDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const url = server.replace(/[^/]*$/, name);
  await once(server, `create database ${name}`);
  return {
    url,
    query: (text) => once(url, text),
    remove: async () => void (await once(server, `drop database ${name} with (force)`)),
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

/** A database that is emptied for the next test, over a connection that stays: to open one costs more than the emptying. */
interface EmptiedDatabase extends TemporaryDatabase {
  client: pg.Client;
}

/** Databases with our tables and no rows, for the next tests of a file. */
const emptied: EmptiedDatabase[] = [];

afterAll(async () => {
  for (const { client, remove } of emptied.splice(0)) {
    await client.end();
    await remove();
  }
});

async function databaseToEmpty(): Promise<EmptiedDatabase> {
  const database = await temporaryDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return { ...database, client };
}

/** A database with our tables and no rows, which is emptied for the next test instead of removed. */
export async function emptyPostgres(): Promise<TestDatabase> {
  const database = emptied.pop() ?? (await databaseToEmpty());
  const folder = mkdtempSync(join(tmpdir(), "papers-search-"));
  return {
    url: database.url,
    folder,
    open: () => openPostgres(database.url, { poolSize: 10, searchFolder: folder }),
    remove: async () => {
      rmSync(folder, { recursive: true, force: true });
      await database.client.query(emptying);
      emptied.push(database);
    },
  };
}

const tables = everyTable.map((table) => `"${getTableName(table)}"`);

/** Rows go, numbers begin anew. */
const emptying = [
  ...tables.toReversed().map((table) => `delete from ${table}`),
  "delete from paper_changes",
  "update library set id = gen_random_uuid()::text",
  `select setval(s.oid::regclass, 1, false) from pg_class s where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace`,
].join(";");

/** Opens an empty store on PostgreSQL that nobody else sees. */
export async function temporaryPostgresStore(): Promise<{ store: Store; url: string; remove: () => Promise<void> }> {
  const database = await emptyPostgres();
  const store = await database.open();
  const remove = async () => {
    await store.close();
    await database.remove();
  };
  return { store, url: database.url, remove };
}
