import { and, type Column, eq, getTableColumns, getTableName, notExists, type SQL as Sql, sql } from "drizzle-orm";
import { alias, getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { listings, mergedPapers, otherNames, papers, paperUpdates } from "../../schema/papers.ts";
import { everyTable } from "../../schema/tables.ts";
import type { Database } from "../connection.ts";
import { change, type Steps } from "../steps.ts";

/** Moves everything that hangs on one paper to another and leaves a sign, inside the caller's transaction. */
export function* moveToPaper(db: Database, from: number, to: number): Steps<void> {
  for (const reference of references()) yield* change(moving(db, reference, from, to));
  yield* change(db.delete(papers).where(eq(papers.id, from)));
  yield* change(db.insert(mergedPapers).values({ oldId: from, paperId: to }));
}

/** The papers somebody did something with: all that more than the library's own facts refers to. */
export function touchedPapers(): Sql {
  const facts = new Set<string>([listings, mergedPapers, otherNames, paperUpdates].map(getTableName));
  const used = references().filter(({ table }) => !facts.has(getTableName(table)));
  const refers = used.map(({ table, column }) => sql`select ${column} from ${table}`);
  return sql.join(refers, sql` union `);
}

/** A table with a column that refers to papers. */
interface Reference {
  table: SQLiteTable;
  key: string;
  column: Column;
  /** The other columns of the key that the column is part of; null where it is part of none. */
  beside: string[] | null;
}

let everyReference: Reference[] | undefined;

const references = (): Reference[] => (everyReference ??= everyTable.flatMap(referencesOf));

function referencesOf(table: SQLiteTable): Reference[] {
  const { foreignKeys, primaryKeys } = getTableConfig(table);
  const keyOf = new Map(Object.entries(getTableColumns(table)).map(([key, column]) => [column as Column, key]));
  return foreignKeys.flatMap((foreign) => {
    const { columns, foreignTable } = foreign.reference();
    const [column] = columns;
    if (foreignTable !== papers || !column) return [];
    const unique = primaryKeys.find((key) => key.columns.includes(column))?.columns ?? null;
    const beside = unique?.filter((other) => other !== column).map((other) => keyOf.get(other) ?? "") ?? null;
    return { table, column, key: keyOf.get(column) ?? "", beside };
  });
}

/** What both papers have stays once: the copy that cannot move goes with its paper. */
function moving(db: Database, { table, key, column, beside }: Reference, from: number, to: number) {
  const set = { [key]: to };
  if (beside === null) return db.update(table).set(set).where(eq(column, from));
  const other = alias(table, "other");
  const [mine, theirs] = [getTableColumns(table), getTableColumns(other)] as Record<string, Column>[];
  const same = [...beside].map((name) => eq(theirs?.[name] as Column, mine?.[name] as Column));
  const there = db
    .select({ there: sql`1` })
    .from(other)
    .where(and(eq(theirs?.[key] as Column, to), ...same));
  return db
    .update(table)
    .set(set)
    .where(and(eq(column, from), notExists(there)));
}
