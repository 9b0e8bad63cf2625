import { getTableColumns, sql } from "drizzle-orm";
import type { PaperUpdate } from "../../../papers/updates.ts";
import { identitiesOf, type Kept, type Named } from "./batch.ts";
import { columnsOf, paperOf, type PaperRow } from "./rows.ts";
import { listings, otherNames, papers, paperUpdates } from "../../schema/papers.ts";
import { columnName } from "../../schema/tables.ts";
import { postPapers, saves } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import { isNumberIn, isTextIn } from "../lists.ts";
import { parameter } from "../parameter.ts";
import { change, insert, rows, type Steps } from "../steps.ts";

/** The statements every imported paper pays for, written out: drizzle's mapping costs more than the rows. */
export interface PaperStatements {
  /** Papers that the facts of a batch may be about. */
  kept(batch: readonly Named[]): Steps<Kept[]>;
  /** Remembers a title or DOI the paper went by before. */
  keepName(name: number, paper: number): Steps<number>;
  /** Keeps what happened to a paper, if a post shows it or somebody saved it. */
  keepUpdate(paper: number, update: PaperUpdate, at: Date): Steps<number>;
  /** Adds a paper; its row. */
  insert(paper: Named, addedAt: Date, sample: boolean): Steps<number>;
}

/** Papers that a post shows or somebody saved. */
export const isWatched = sql`(exists (select 1 from ${postPapers} where paper_id = ${papers.id})
  or exists (select 1 from ${saves} where paper_id = ${papers.id}))`;

const paperColumns = Object.entries(getTableColumns(papers)) as unknown as [keyof PaperRow, PaperColumn][];
const written = paperColumns.filter(
  (entry): entry is [Exclude<keyof PaperRow, "id">, PaperColumn] => entry[0] !== "id",
);
/** The driver takes values of these types as they are. */
const unmapped = new Set<string>(["string", "number", "buffer"]);
const writtenAs = written.map(([key, column]) => ({ key, mapped: unmapped.has(column.dataType) ? null : column }));

type PaperColumn = typeof papers.id & {
  mapToDriverValue(value: unknown): unknown;
  mapFromDriverValue(value: unknown): unknown;
};

/** Prepares the statements. */
export function paperStatements(connection: Connection): PaperStatements {
  const { prepare, prepareArrays } = connection;
  const ids = sql`select id from ${papers} where ${isTextIn(connection, sql`arxiv_id`, "arxivIds")}
    or ${isTextIn(connection, sql`doi`, "dois")} or ${isNumberIn(connection, sql`title_hash`, "names")}
    union select paper_id from ${otherNames} where ${isNumberIn(connection, sql`name`, "names")}`;
  const selected = paperColumns.map(([, column]) => sql.identifier(columnName(column)));
  const find = prepareArrays(sql`select ${sql.join(selected, sql`, `)} from ${papers} where id in (${ids})`);
  const days = prepare(
    sql<{
      paper: number;
      day: string;
    }>`select paper_id as paper, day from ${listings} where paper_id in (${ids}) order by day`,
  );
  const formerNames = prepare(
    sql<{ paper: number; name: number }>`select paper_id as paper, name from ${otherNames}
      where ${isNumberIn(connection, sql`name`, "names")}`,
  );
  const keepName = prepare(
    sql`insert into ${otherNames} (name, paper_id) values (${parameter("name")}, ${parameter("paper")})
      on conflict do nothing`,
  );
  const keepUpdate = prepare(
    sql`insert into ${paperUpdates} (paper_id, kind, before, at)
      select id, cast(${parameter("kind")} as text), cast(${parameter("before")} as text), cast(${parameter("at")} as bigint)
      from ${papers} where id = ${parameter("paper")} and ${isWatched}`,
  );
  const names = written.map(([, column]) => sql.identifier(columnName(column)));
  const added = written.map(([key]) => parameter(key));
  const add = prepare(sql`insert into ${papers} (${sql.join(names, sql`, `)}) values (${sql.join(added, sql`, `)})`);
  return {
    *kept(batch) {
      const wanted = Object.fromEntries(
        Object.entries(identitiesOf(batch)).map(([key, of]) => [key, JSON.stringify(of)]),
      );
      const found = yield* rows(find, wanted);
      if (found.length === 0) return [];
      const byPaper = Map.groupBy(yield* rows(days, wanted), ({ paper }) => paper);
      const former = Map.groupBy(yield* rows(formerNames, wanted), ({ paper }) => paper);
      return found.map(rowOf).map((row) => ({
        paper: paperOf(row, byPaper.get(row.id)?.map(({ day }) => day) ?? []),
        otherNames: former.get(row.id)?.map(({ name }) => name) ?? [],
      }));
    },
    keepName: (name, paper) => change(keepName, { name, paper }),
    keepUpdate: (paper, update, at) => change(keepUpdate, { paper, ...update, at: at.getTime() }),
    insert: ({ facts, names }, addedAt, sample) => {
      const row: Omit<PaperRow, "id"> = { ...columnsOf(facts, names), addedAt, sample };
      return insert(
        add,
        writtenAs.map(({ key, mapped }) =>
          mapped === null || row[key] === null ? row[key] : mapped.mapToDriverValue(row[key]),
        ),
      );
    },
  };
}

function rowOf(values: readonly unknown[]): PaperRow {
  const fields = paperColumns.map(([key, column], i) => [
    key,
    values[i] === null ? null : column.mapFromDriverValue(values[i]),
  ]);
  return Object.fromEntries(fields) as PaperRow;
}
