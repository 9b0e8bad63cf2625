import { setTimeout } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import type { Connection } from "../queries/connection.ts";
import type { Steps } from "../queries/steps.ts";
import { serverCode } from "./errors.ts";
import { type Perform, sharedTransactions } from "./side-by-side.ts";
import type { Client } from "./statements.ts";

/** A conflict with another transaction, a deadlock, or a row that another has added meanwhile: the same again may succeed. */
const conflicts = new Set(["40001", "40P01", "23505"]);
const mostAttempts = 12;

type Run = <Result>(client: Client, steps: Steps<Result>) => Promise<Result>;

/** Runs transactions: repeatable read where they write a row of what they decide about, serializable otherwise. */
export function transactionsOn(
  pool: Pool,
  { run, perform }: { run: Run; perform: Perform },
): Pick<Connection, "atomically" | "together"> {
  const transact = async <Result>(level: string, steps: () => Steps<Result>): Promise<Result> => {
    for (let attempt = 1; ; attempt++) {
      const client = await pool.connect();
      try {
        const result = await attemptOn(client, `begin isolation level ${level}`, () => run(client, steps()));
        client.release();
        return result;
      } catch (error) {
        // Without an answer from the server nobody knows how the connection stands, nor whether the commit was made.
        const code = serverCode(error);
        client.release(code === null);
        if (code === null || !conflicts.has(code) || attempt === mostAttempts) throw error;
      }
      await setTimeout(Math.random() * 2 ** Math.min(attempt, 7));
    }
  };
  const alone = <Result>(steps: () => Steps<Result>) => transact("repeatable read", steps);
  const shared = sharedTransactions(pool, perform, alone);
  return {
    atomically: (steps) => transact("serializable", steps),
    together: (steps, about) => (about === undefined ? alone(steps) : shared(about, steps)),
  };
}

async function attemptOn<Result>(client: PoolClient, begin: string, work: () => Promise<Result>): Promise<Result> {
  await client.query(begin);
  try {
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    if (serverCode(error) !== null) await client.query("rollback");
    throw error;
  }
}
