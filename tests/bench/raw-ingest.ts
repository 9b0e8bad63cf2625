import Database from "better-sqlite3";
import type { PaperFacts } from "../../src/core/papers/paper.ts";

/** Statements that make our own table of papers with its indexes. */
export function schemaOf(file: string): string[] {
  const db = new Database(file, { readonly: true });
  const made = "select sql from sqlite_master where tbl_name = 'papers' and sql is not null";
  const statements = db.prepare<[], string>(made).pluck().all();
  db.close();
  return statements;
}

/**
 * The least SQLite has to do for the same papers: one prepared insert into the same table and one into a full-text index
 * with its defaults, in batches of the same size. Nothing is looked up, merged, counted or mined.
 */
export function rawIngest(file: string, schema: string[], papers: readonly PaperFacts[], batch: number): void {
  const db = new Database(file);
  db.pragma("journal_mode = wal");
  db.pragma("synchronous = full");
  for (const statement of schema) db.exec(statement);
  db.exec(
    "create virtual table words using fts5(title, abstract, tags, authors, content = '', contentless_delete = 1)",
  );
  const columns = `id, origin, title_hash, title, abstract, authors, author_count, published_at, upvotes, comments,
    keywords, categories, withdrawn, sample, added_at`;
  const row = db.prepare(`insert into papers (${columns}) values (${columns.replace(/\w+/g, "?")})`);
  const words = db.prepare("insert into words (rowid, title, abstract, tags, authors) values (?, ?, ?, ?, ?)");
  const save = db.transaction((from: number) => {
    for (const [at, paper] of papers.slice(from, from + batch).entries()) {
      const { origin, title, abstract, authors, publishedAt, upvotes } = paper;
      const id = from + at + 1;
      const facts = [origin, scattered(id), title, abstract, JSON.stringify(authors), authors.length, publishedAt];
      row.run(id, ...facts, upvotes, 0, "[]", "[]", 0, 0, 1_800_000_000);
      words.run(id, title, abstract, "", authors.join(" ; "));
    }
  });
  for (let from = 0; from < papers.length; from += batch) save(from);
  db.close();
}

/** A number as a hash would be: everywhere in 48 bits. */
const scattered = (id: number) => (id * 2_654_435_761 * 65_537) % 2 ** 48;
