import { getTableColumns, sql } from "drizzle-orm";
import { identitiesOf, type Kept, type Named } from "./batch.ts";
import { columnsOf, paperOf, type PaperRow } from "./rows.ts";
import { papers } from "../../schema/papers.ts";
import type { Connection } from "../connection.ts";

/** The statements every imported paper pays for, prepared once on the driver: drizzle builds its own anew for each row. */
export interface PaperStatements {
  /** Papers that the facts of a batch may be about. */
  kept(batch: readonly Named[]): Kept[];
  /** Remembers a title or DOI the paper went by before. */
  keepName(name: number, paper: number): void;
  /** Adds a paper; its row. */
  insert(paper: Named, addedAt: Date, sample: boolean): number;
}

const columns = Object.entries(getTableColumns(papers)) as [keyof PaperRow, Column][];
const written = columns.filter(([key]) => key !== "id");

interface Column {
  mapToDriverValue(value: unknown): unknown;
  mapFromDriverValue(value: unknown): unknown;
}

/** Prepares the statements. */
export function paperStatements({ db, sqlite }: Connection): PaperStatements {
  const ids = `select id from papers where arxiv_id in (select value from json_each(@arxivIds))
    or doi in (select value from json_each(@dois)) or title_hash in (select value from json_each(@names))
    union select paper_id from other_names where name in (select value from json_each(@names))`;
  const find = sqlite.prepare<object, unknown[]>(`${db.select().from(papers).toSQL().sql} where id in (${ids})`).raw();
  const days = sqlite.prepare<object, { paperId: number; day: string }>(
    `select paper_id as paperId, day from listings where paper_id in (${ids}) order by day`,
  );
  const formerNames = sqlite.prepare<object, { paperId: number; name: number }>(
    "select paper_id as paperId, name from other_names where name in (select value from json_each(@names))",
  );
  const keepName = sqlite.prepare<[number, number]>("insert or ignore into other_names (name, paper_id) values (?, ?)");
  const values = Object.fromEntries(written.map(([key]) => [key, sql.placeholder(key)]));
  const insertion = db
    .insert(papers)
    .values(values as never)
    .toSQL().sql;
  const insert = sqlite.prepare<unknown[]>(insertion);
  return {
    kept: (batch) => {
      const wanted = Object.fromEntries(
        Object.entries(identitiesOf(batch)).map(([key, of]) => [key, JSON.stringify(of)]),
      );
      const rows = find.all(wanted);
      if (rows.length === 0) return [];
      const byPaper = Map.groupBy(days.all(wanted), ({ paperId }) => paperId);
      const former = Map.groupBy(formerNames.all(wanted), ({ paperId }) => paperId);
      return rows.map(rowOf).map((row) => ({
        paper: paperOf(row, byPaper.get(row.id)?.map(({ day }) => day) ?? []),
        otherNames: former.get(row.id)?.map(({ name }) => name) ?? [],
      }));
    },
    keepName: (name, paper) => void keepName.run(name, paper),
    insert: ({ facts, names }, addedAt, sample) => {
      const row = { ...columnsOf(facts, names), addedAt, sample };
      return Number(
        insert.run(written.map(([key, column]) => toDriver(column, row[key as keyof typeof row]))).lastInsertRowid,
      );
    },
  };
}

function toDriver(column: Column, value: unknown): unknown {
  return value === null ? null : column.mapToDriverValue(value);
}

function rowOf(values: readonly unknown[]): PaperRow {
  const fields = columns.map(([key, column], i) => [
    key,
    values[i] === null ? null : column.mapFromDriverValue(values[i]),
  ]);
  return Object.fromEntries(fields) as PaperRow;
}
