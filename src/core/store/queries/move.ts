import { type Column, getTableName } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { UserError } from "../../../errors.ts";
import { leases } from "../schema/leases.ts";
import { columnName, everyTable } from "../schema/tables.ts";

/** A whole database, read as it was at one moment. A row is a list of what the engine keeps: numbers, texts, bytes and nulls. */
export interface ReadableDatabase {
  /** Its address without a password, for people. */
  name: string;
  /** Answers a query, whose values are `$1`, `$2` …. */
  rows: (query: string, values?: readonly unknown[]) => Promise<unknown[][]>;
  /** The highest id that a table has given. */
  lastId(table: string): Promise<number>;
  close(): Promise<void>;
}

/** A whole database that nobody else can write, in one transaction: `close` undoes what `finish` has not committed. */
export interface FillableDatabase extends Omit<ReadableDatabase, "lastId"> {
  /** Lets a table go on with the ids after this one. */
  continueAfter(table: string, id: number): Promise<void>;
  /** Commits the rows, and lets search find the papers. */
  finish(): Promise<void>;
}

/** Who does what at this moment is no part of a library. */
const moved = everyTable.filter((table) => table !== leases);

/** The tables of a library. */
export const movedTables: readonly string[] = moved.map(getTableName);

/** How far a move is: rows done of all, each of which is copied and compared. */
export type MoveProgress = (what: "Copying" | "Comparing", done: number, of: number) => void;

const rowsAtOnce = 500;

/** Copies every row into an empty database and compares each before anything is committed; how many rows each table has. */
export async function copyRows(
  from: ReadableDatabase,
  to: FillableDatabase,
  show: MoveProgress,
): Promise<Record<string, number>> {
  await refuseFilled(to);
  const counts = new Map<MovedTable, number>();
  for (const table of everyMoved()) counts.set(table, await rowCount(from, table));
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let copied = 0;
  for (const table of counts.keys()) {
    for await (const rows of readInKeyOrder(from, table)) {
      await to.rows(insertOf(table, rows.length), rows.flat());
      show("Copying", (copied += rows.length), all);
    }
    if (table.hasOwnIds) await to.continueAfter(table.name, await from.lastId(table.name));
  }
  let compared = 0;
  for (const table of counts.keys())
    for await (const rows of differences(from, to, table)) show("Comparing", (compared += rows), all);
  await to.finish();
  return Object.fromEntries([...counts].map(([{ name }, count]) => [name, count]));
}

interface MovedTable {
  name: string;
  columns: string[];
  /** The columns of the primary key. */
  key: string[];
  /** Whether the database numbers its rows. */
  hasOwnIds: boolean;
}

const everyMoved = (): MovedTable[] =>
  moved.map((table) => {
    const { columns, primaryKeys } = getTableConfig(table);
    const namesOf = (of: readonly Column[]) => of.map(columnName);
    const key = namesOf(primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary));
    return { name: getTableName(table), columns: namesOf(columns), key, hasOwnIds: key.join() === "id" };
  });

async function refuseFilled(to: FillableDatabase): Promise<void> {
  for (const { name } of everyMoved()) {
    const [row] = await to.rows(`select 1 from "${name}" limit 1`);
    if (row)
      throw new UserError("usage", `${to.name} is not empty: \`${name}\` has rows. Name a database without any.`);
  }
}

async function rowCount({ rows }: ReadableDatabase, { name }: MovedTable): Promise<number> {
  const [row] = await rows(`select count(*) from "${name}"`);
  return Number(row?.[0]);
}

const quotedNames = (names: readonly string[]) => names.map((name) => `"${name}"`).join();

const placesFrom = (count: number, from = 1) => Array.from({ length: count }, (_, i) => `$${from + i}`).join();

function insertOf({ name, columns }: MovedTable, rows: number): string {
  const values = Array.from({ length: rows }, (_, row) => `(${placesFrom(columns.length, 1 + row * columns.length)})`);
  return `insert into "${name}" (${quotedNames(columns)}) values ${values.join()}`;
}

/** The rows of a table in the order of its key. */
async function* readInKeyOrder({ rows }: Pick<ReadableDatabase, "rows">, { name, columns, key }: MovedTable) {
  const order = `order by ${quotedNames(key)} limit ${rowsAtOnce}`;
  const read = `select ${quotedNames(columns)} from "${name}"`;
  const next = `${read} where (${quotedNames(key)}) > (${placesFrom(key.length)}) ${order}`;
  let page = await rows(`${read} ${order}`);
  while (page.length > 0) {
    yield page.map((row) => row.map(withoutNul));
    const last = page.at(-1) ?? [];
    page = await rows(
      next,
      key.map((column) => last[columns.indexOf(column)]),
    );
  }
}

/** The character NUL, which PostgreSQL cannot keep and nobody reads. */
const withoutNul = (value: unknown): unknown => (typeof value === "string" ? value.replaceAll("\0", "") : value);

/** Compares a table row by row; the sizes of its pages. Throws at the first difference. */
async function* differences(from: ReadableDatabase, to: FillableDatabase, table: MovedTable) {
  const theirs = readInKeyOrder(to, table);
  for await (const page of readInKeyOrder(from, table)) {
    const copied = (await theirs.next()).value ?? [];
    const wrong = page.findIndex((row, i) => !row.every((value, column) => isSame(value, copied[i]?.[column])));
    if (wrong >= 0 || copied.length !== page.length)
      throw new Error(`a row of ${table.name} arrived in ${to.name} otherwise than it left ${from.name}`);
    yield page.length;
  }
}

const isSame = (a: unknown, b: unknown): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;
