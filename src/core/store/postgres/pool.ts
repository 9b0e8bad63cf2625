import pg, { type Pool, type PoolClient } from "pg";

/** Whole numbers are all below 2^53: counts, ids and moments in milliseconds. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Opens connections to a database as they are needed, at most `max`; each commits to the disk. */
export function poolOn(url: string, max: number): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 20_000,
    keepAlive: true,
    pipeline: true,
    application_name: "papers-bot",
    verify: (client, ready) => {
      // A statement that takes longer hangs; a commit that is not on the disk could be lost after a message was posted.
      const durable = "set_config('synchronous_commit', 'on', false)";
      client
        .query(
          `select set_config('statement_timeout', '60s', false),
            case when current_setting('synchronous_commit') in ('on', 'remote_apply') then '' else ${durable} end`,
        )
        .then(() => ready(), ready);
    },
  });
  // A connection that the server closes leaves the pool; whoever used it hears of it from their query.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Works on one connection, which goes back to the pool unless the work fails. */
export async function withClient(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await work(client);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}
