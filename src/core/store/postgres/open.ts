import { drizzle } from "drizzle-orm/node-postgres";
import type { Pool } from "pg";
import type { Connection, Database } from "../queries/connection.ts";
import { storeOn } from "../queries/store-on.ts";
import type { Store } from "../store.ts";
import { migratePostgres } from "./migrate.ts";
import { poolOn, withClient } from "./pool.ts";
import { postgresRefusal, takeDump } from "./errors.ts";
import { followingSearch } from "./search.ts";
import { searchChanges } from "./search-index.ts";
import { eachInJsonb, postgresClock, postgresStatements, withoutValues } from "./statements.ts";
import { transactionsOn } from "./transactions.ts";

/** What a program may decide about its connections and its search file. */
export interface PostgresOptions {
  /** Connections at most. */
  poolSize: number;
  /** The folder of the search file. */
  searchFolder: string;
}

/** Opens a PostgreSQL database, creating tables where they are missing; refuses what it could not use safely. */
export async function openPostgres(url: string, { poolSize, searchFolder }: PostgresOptions): Promise<Store> {
  const pool = poolOn(url, poolSize);
  try {
    await withClient(pool, (client) => migratePostgres(client, url));
    const search = await followingSearch(pool, searchFolder);
    const store = storeOn(connectionOn(pool), {
      search,
      backup: (file) => Promise.reject(takeDump(url, file)),
      clock: () => timeOf(pool).catch((error: unknown) => Promise.reject(postgresRefusal(url, error) as Error)),
      // Its queries fail where it cannot be reached.
      trouble: () => null,
      close: async () => {
        search.stop();
        if (!pool.ending) await pool.end();
      },
    });
    return readableErrors(url, store);
  } catch (error) {
    await pool.end();
    throw postgresRefusal(url, error);
  }
}

function connectionOn(pool: Pool): Connection {
  const { run, perform, ...statements } = postgresStatements(pool);
  return {
    // Drizzle's queries are the same for both engines; only the types of the two differ.
    db: drizzle({ client: pool, casing: "snake_case" }) as unknown as Database,
    clock: postgresClock,
    each: eachInJsonb,
    searchIndex: () => searchChanges,
    // The server clears deleted rows by itself, when it vacuums their table.
    scrub: () => Promise.resolve(),
    write: (step) => run(pool, step()),
    ...statements,
    ...transactionsOn(pool, { run, perform }),
  };
}

async function timeOf(pool: Pool): Promise<Date> {
  const { rows } = await pool.query<{ at: number }>(
    "select (extract(epoch from clock_timestamp()) * 1000)::bigint as at",
  );
  return new Date(rows[0]?.at ?? NaN);
}

/** A store whose errors are for people where they can be, and hold no values of rows. */
function readableErrors(url: string, store: Store): Store {
  const told = (error: unknown): unknown => {
    const own = withoutValues(error);
    if (own instanceof Error && "detail" in own) own.detail = undefined;
    return postgresRefusal(url, own);
  };
  type Act = (...values: unknown[]) => unknown;
  const guard = (noun: object): object =>
    Object.fromEntries(
      Object.entries(noun as Record<string, Act>).map(([name, act]) => {
        const guarded = (...values: unknown[]): unknown => {
          const answer = act.apply(noun, values);
          return answer instanceof Promise
            ? answer.catch((error: unknown) => Promise.reject(told(error) as Error))
            : answer;
        };
        return [name, guarded];
      }),
    );
  const guarded = Object.entries(store).map(([name, part]: [string, unknown]) => [
    name,
    typeof part === "object" && part !== null ? guard(part) : part,
  ]);
  return Object.fromEntries(guarded) as Store;
}
