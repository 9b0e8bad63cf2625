import type { Pool, PoolClient } from "pg";
import type { Step, Steps } from "../queries/steps.ts";
import { inBatches } from "./batches.ts";
import { serverCode } from "./errors.ts";

/** Runs one step on a connection. */
export type Perform = (client: PoolClient, step: Step) => Promise<unknown>;

/** A transaction that waits for others to share a commit with. */
interface PendingTransaction {
  about: string;
  steps: () => Steps<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Runs transactions about different things side by side in one of repeatable read: the first step of each is sent at once,
 * then the second of each. The way there and back costs more than a step. Two about the same thing never run side by side.
 * Where one fails, nothing of them stays, and `alone` runs each by itself.
 */
export function sharedTransactions(
  pool: Pool,
  perform: Perform,
  alone: (steps: () => Steps<unknown>) => Promise<unknown>,
): <Result>(about: string, steps: () => Steps<Result>) => Promise<Result> {
  const aloneEach = (pieces: readonly PendingTransaction[]) =>
    Promise.all(pieces.map(({ steps, resolve, reject }) => alone(steps).then(resolve, reject)));
  const run = async (pieces: readonly PendingTransaction[]): Promise<unknown> => {
    if (pieces.length === 1) return aloneEach(pieces);
    try {
      const results = await commitTogether(pool, perform, pieces);
      pieces.forEach(({ resolve }, i) => resolve(results[i]));
    } catch (error) {
      // The server did not answer, so the commit may have been made: running the transactions again could do them twice.
      if (error instanceof NothingKept) return aloneEach(pieces);
      for (const { reject } of pieces) reject(error);
    }
  };
  const add = inBatches(run, ({ about }: PendingTransaction) => about);
  return <Result>(about: string, steps: () => Steps<Result>) =>
    new Promise<Result>((resolve, reject) =>
      add({ about, steps, resolve: (result) => resolve(result as Result), reject }),
    );
}

/** Nothing of a shared transaction was kept. */
class NothingKept extends Error {}

async function commitTogether(pool: Pool, perform: Perform, pieces: readonly PendingTransaction[]): Promise<unknown[]> {
  const client = await pool.connect();
  let whole = false;
  try {
    await client.query("begin isolation level repeatable read");
    const results = await sideBySide(client, perform, pieces);
    await client.query("commit");
    whole = true;
    return results;
  } catch (error) {
    if (serverCode(error) === null && !(error instanceof NothingKept)) throw error;
    await client.query("rollback");
    whole = true;
    throw new NothingKept("the transactions could not share a commit", { cause: error });
  } finally {
    client.release(!whole);
  }
}

async function sideBySide(
  client: PoolClient,
  perform: Perform,
  pieces: readonly PendingTransaction[],
): Promise<unknown[]> {
  const running = pieces.map(({ steps }) => start(steps));
  for (;;) {
    const open = running.flatMap(({ at, resume }) =>
      at().done === true ? [] : [{ step: at().value as Step, resume }],
    );
    if (open.length === 0) return running.map(({ at }) => at().value);
    // Held back until all are written, so that they leave in one packet.
    const { stream } = client.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
    const answers = await Promise.allSettled(open.map(({ step }) => perform(client, step)));
    const failed = answers.find((answer) => answer.status === "rejected");
    if (failed) throw failed.reason;
    for (const [i, answer] of answers.entries()) if (answer.status === "fulfilled") open[i]?.resume(answer.value);
  }
}

/** A transaction at its first step. */
function start(steps: () => Steps<unknown>) {
  const generator = steps();
  let at = nextOf(() => generator.next());
  return { at: () => at, resume: (answer: unknown) => void (at = nextOf(() => generator.next(answer))) };
}

/** What a transaction wants next; an error of its own ends all that share the commit. */
function nextOf(next: () => IteratorResult<Step, unknown>): IteratorResult<Step, unknown> {
  try {
    return next();
  } catch (error) {
    throw new NothingKept("a transaction failed", { cause: error });
  }
}
