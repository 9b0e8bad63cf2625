import type { SQL } from "drizzle-orm";
import { getTableName, sql } from "drizzle-orm";
import { listings, mergedPapers, otherNames, papers } from "../../schema/papers.ts";
import type { Database } from "../connection.ts";

/** Moves everything that hangs on one paper to another and leaves a sign; runs inside a batch. */
export function moveToPaper(db: Database, from: number, to: number): void {
  for (const { table, column } of referringTo(db)) {
    const [name, paper] = [sql.identifier(table), sql.identifier(column)];
    // What both papers have stays once: the copy that cannot move goes with its paper.
    db.run(sql`update or ignore ${name} set ${paper} = ${to} where ${paper} = ${from}`);
  }
  db.run(sql`delete from ${papers} where id = ${from}`);
  db.insert(mergedPapers).values({ oldId: from, paperId: to }).run();
}

/** The papers somebody did something with: all that more than the library's own facts refers to. */
export function touchedPapers(db: Database): SQL {
  const facts = new Set<string>([listings, mergedPapers, otherNames].map(getTableName));
  const used = referringTo(db).filter(({ table }) => !facts.has(table));
  const refers = used.map(({ table, column }) => sql`select ${sql.identifier(column)} from ${sql.identifier(table)}`);
  return sql.join(refers, sql` union `);
}

/** Every table with a column that refers to papers, as the database itself knows it. */
const referringTo = (db: Database): { table: string; column: string }[] =>
  db.all(sql`select m.name as "table", f."from" as "column" from sqlite_master m, pragma_foreign_key_list(m.name) f
             where m.type = 'table' and f."table" = 'papers'`);
