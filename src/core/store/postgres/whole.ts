import type { PoolClient } from "pg";
import { type FillableDatabase, movedTables, type ReadableDatabase } from "../queries/move.ts";
import { addressOf, postgresRefusal, refuse } from "./errors.ts";
import { migratePostgres } from "./migrate.ts";
import { poolOn } from "./pool.ts";

/** Reads a database as it is at this moment; bots may go on writing it. */
export async function readablePostgres(url: string): Promise<ReadableDatabase> {
  const database = await connected(url, async (client) => {
    const { rows } = await client.query<{ ours: boolean }>("select to_regclass('migrations') is not null as ours");
    if (!rows[0]?.ours) throw refuse(url, "has no library of papers-bot");
    await migratePostgres(client, url);
    await client.query("begin isolation level repeatable read read only");
  });
  return {
    ...database,
    lastId: async (table) => {
      const [sequence] = await database.rows("select pg_get_serial_sequence($1, 'id')", [table]);
      const [given] = await database.rows(
        `select case when is_called then last_value else 0 end from ${String(sequence?.[0])}`,
      );
      return Number(given?.[0]);
    },
  };
}

/** Opens a database that is filled in one transaction; other programs wait until it is over. */
export async function fillablePostgres(url: string): Promise<FillableDatabase> {
  const database = await connected(url, async (client) => {
    await migratePostgres(client, url);
    await client.query("begin");
    await client.query(`lock table ${movedTables.join()} in exclusive mode`);
  });
  const run = async (statement: string) => void (await database.rows(statement));
  return {
    ...database,
    continueAfter: async (table, id) => {
      const sequence = "pg_get_serial_sequence($1, 'id')";
      await database.rows(`select setval(${sequence}, greatest($2::bigint, 1), $2::bigint > 0)`, [table, id]);
    },
    finish: async () => {
      // The search files take the papers as changes.
      await run(`insert into paper_changes
        select id, nextval('paper_revisions') from (select id from papers order by id) as moved`);
      await run("commit");
      await run("analyze");
    },
  };
}

async function connected(url: string, begin: (client: PoolClient) => Promise<void>) {
  const pool = poolOn(url, 1);
  let client: PoolClient | null = null;
  const close = async () => {
    // Ends its transaction too.
    client?.release(true);
    await pool.end();
  };
  try {
    const own = (client = await pool.connect());
    await begin(own);
    const rows: ReadableDatabase["rows"] = async (text, values = []) => {
      const asked = own.query<unknown[]>({ text, values: [...values], rowMode: "array" });
      return (await asked.catch((error: unknown) => Promise.reject(postgresRefusal(url, error) as Error))).rows;
    };
    return { name: addressOf(url), rows, close };
  } catch (error) {
    await close();
    throw postgresRefusal(url, error);
  }
}
