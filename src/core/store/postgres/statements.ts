import { DrizzleQueryError, is, SQL as Sql, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { ClientBase, Pool } from "pg";
import { gatheredReads, type Reader } from "./gathered-reads.ts";
import type { Connection } from "../queries/connection.ts";
import { asParameters } from "../queries/parameter.ts";
import type { Changing, Selecting, Statement, Step, Steps, Values } from "../queries/steps.ts";

/** What a query is run on: any connection of the pool, or the one that a transaction holds. */
export type Client = Pool | ClientBase;

interface Result {
  rows: unknown[];
  rowCount: number | null;
}

type PostgresRun = (client: Reader, values: Values | undefined) => Promise<Result>;

/** A query of drizzle's, as its PostgreSQL driver makes it. */
interface Builder {
  prepare(name: string | undefined): object;
  getSQL(): Sql;
}

const postgresDialect = new PgDialect({ casing: "snake_case" });

/** Prepares queries when they first run, and runs the steps of a transaction one after another. */
export function postgresStatements(pool: Pool) {
  const kept = new WeakMap<Statement, PostgresRun>();
  const reads = gatheredReads(pool);
  let names = 0;
  const prepared = (statement: Statement, want: Step["want"]): PostgresRun => {
    const known = kept.get(statement);
    if (known) return known;
    const ready = made(statement.prepared, want, `papers_${++names}`, statement.arrays);
    kept.set(statement, ready);
    return ready;
  };
  const perform = async (client: Client, { query, values, want }: Step): Promise<unknown> => {
    const ready = "prepared" in query ? prepared(query, want) : made(query, want, undefined, false);
    const { rows, rowCount } = await ready(client, values);
    if (want === "rows") return rows;
    return want === "changes" ? (rowCount ?? rows.length) : (rows[0] as { id: number }).id;
  };
  const run = async <Result>(client: Client, steps: Steps<Result>): Promise<Result> => {
    let step = steps.next();
    while (step.done !== true) step = steps.next(await perform(client, step.value));
    return step.value;
  };
  const prepareAs =
    (arrays: boolean) =>
    <Row>(query: Selecting<Row> | Changing): Statement<Row> => {
      const statement: Statement<Row> = {
        prepared: query,
        arrays,
        rows: async (values) => (await prepared(statement, "rows")(reads, values)).rows as Row[],
      };
      return statement;
    };
  return {
    prepare: prepareAs(false) as Connection["prepare"],
    prepareArrays: prepareAs(true) as Connection["prepareArrays"],
    run,
    perform,
  };
}

function made(query: Step["query"], want: Step["want"], name: string | undefined, arrays: boolean): PostgresRun {
  const builder = query as unknown as Builder;
  if (is(query, Sql)) return ownSql(query, want, name, arrays);
  return want === "id" ? ownSql(builder.getSQL(), want, name, arrays) : built(builder, name);
}

/** Runs SQL as it is. */
function ownSql(query: Sql, want: Step["want"], name: string | undefined, arrays: boolean): PostgresRun {
  const { sql: text, params } = postgresDialect.sqlToQuery(query);
  const given = asParameters(params);
  const config = {
    ...(name === undefined ? {} : { name }),
    text: want === "id" ? `${text} returning id` : text,
    ...(arrays ? { rowMode: "array" as const } : {}),
  };
  return (client, values) => client.query({ ...config, values: [...given(values)] });
}

/** Runs a query of drizzle's, which maps its rows. Drizzle ties it to the pool: a transaction runs a copy on its own connection. */
function built(builder: Builder, name: string | undefined): PostgresRun {
  const prepared = builder.prepare(name);
  return async (client, values) => {
    const own = Object.assign(Object.create(Object.getPrototypeOf(prepared) as object) as object, prepared, { client });
    try {
      const result = await (own as unknown as { execute(values?: Values): Promise<unknown> }).execute(values);
      return Array.isArray(result) ? { rows: result, rowCount: result.length } : (result as Result);
    } catch (error) {
      throw withoutValues(error);
    }
  };
}

/** The database's own error: drizzle's names the query's values, which are private. */
export const withoutValues = (error: unknown): unknown => (error instanceof DrizzleQueryError ? error.cause : error);

/** A JSON list as a table. */
export const eachInJsonb: Connection["each"] = (list, alias) =>
  sql`lateral (select listed.value, listed.position - 1 as key
    from jsonb_array_elements_text(${list}::jsonb) with ordinality as listed(value, position)) as ${sql.identifier(alias)}`;

/** The server's clock. */
export const postgresClock: Connection["clock"] = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
