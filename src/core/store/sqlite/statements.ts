import type SqliteDatabase from "better-sqlite3";
import { is, SQL as Sql, sql } from "drizzle-orm";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import type { Connection, Database } from "../queries/connection.ts";
import { asParameters } from "../queries/parameter.ts";
import type { Changing, Selecting, Statement, Step, Steps, Values } from "../queries/steps.ts";

/** A statement as SQLite holds it. */
interface Ready {
  all(values?: Values): unknown[];
  run(values?: Values): SqliteDatabase.RunResult;
}

type Runnable = Ready & { prepare(): Ready };

const dialect = new SQLiteSyncDialect({ casing: "snake_case" });

/** Prepares queries when they first run, and runs the steps of a transaction at once. */
export function sqliteStatements(client: Pick<SqliteDatabase.Database, "prepare">, db: Database) {
  const kept = new WeakMap<Statement, Ready>();
  const prepared = (statement: Statement): Ready => {
    const known = kept.get(statement);
    if (known) return known;
    const query = statement.prepared;
    const ready = is(query, Sql) ? preparedSql(client, query, statement.arrays) : (query as Runnable).prepare();
    kept.set(statement, ready);
    return ready;
  };
  const ready = (query: Step["query"]): Ready => {
    if ("prepared" in query) return prepared(query);
    return is(query, Sql) ? { all: () => db.all(query), run: () => db.run(query) } : (query as Runnable);
  };
  const prepareAs =
    (arrays: boolean) =>
    <Row>(query: Selecting<Row> | Changing): Statement<Row> => {
      const statement: Statement<Row> = {
        prepared: query,
        arrays,
        rows: async (values) => prepared(statement).all(values) as Row[],
      };
      return statement;
    };
  const perform = ({ query, values, want }: Step): unknown => {
    if (want === "rows") return ready(query).all(values);
    const { changes, lastInsertRowid } = ready(query).run(values);
    return want === "changes" ? changes : Number(lastInsertRowid);
  };
  const run = <Result>(steps: Steps<Result>): Result => {
    let step = steps.next();
    while (step.done !== true) step = steps.next(perform(step.value));
    return step.value;
  };
  return {
    prepare: prepareAs(false) as Connection["prepare"],
    prepareArrays: prepareAs(true) as Connection["prepareArrays"],
    run,
  };
}

/** Prepares SQL that was written out. */
function preparedSql(client: Pick<SqliteDatabase.Database, "prepare">, query: Sql, arrays: boolean): Ready {
  const { sql: text, params } = dialect.sqlToQuery(query);
  const prepared = client.prepare<unknown[]>(text);
  const statement = arrays ? prepared.raw() : prepared;
  const given = asParameters(params);
  return { all: (values) => statement.all(given(values)), run: (values) => statement.run(given(values)) };
}

/** A JSON list as a table. */
export const eachInJson: Connection["each"] = (list, alias) => sql`json_each(${list}) as ${sql.identifier(alias)}`;

/** The machine's clock, as SQLite reads it. */
export const sqliteClock: Connection["clock"] = sql`cast(unixepoch('subsec') * 1000 as integer)`;
