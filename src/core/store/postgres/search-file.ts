import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite, { type Database } from "better-sqlite3";
import { openSearchIndex } from "../sqlite/search/index.ts";
import { indexVersion, resetIndex } from "../sqlite/search/tables.ts";
import type { IndexedPaper } from "../queries/search-index.ts";

/** A changed paper as PostgreSQL keeps it; without a title it is gone. */
export interface ChangedPaper {
  id: number;
  revision: number;
  title: string | null;
  abstract: string;
  authors: string;
  keywords: string;
  categories: string;
  organization: string | null;
  codeUrl: string | null;
  publishedAt: string | null;
  addedAt: number;
  days: string[];
}

/** A file that holds what a search reads of the papers, with the index beside them. Any number of programs share it, and it may be deleted at any time. */
export interface SearchFile {
  db: Database;
  /** The change up to which it follows the database. */
  revision(): number;
  /** How many papers it has. */
  count(): number;
  /** Takes changes that come after `from`; nothing where another program was faster. */
  take(from: number, changes: readonly ChangedPaper[]): void;
  /** Starts again from nothing. */
  empty(): void;
}

/** The version of these tables: raise it when they change, and every machine makes a file of its own anew. */
const fileVersion = 2;

const fileTables = `
create table if not exists papers (
  id integer primary key, title text not null, abstract text not null, authors text not null,
  keywords text not null, categories text not null, organization text, code_url text, published_at text,
  added_at integer not null
);
create index if not exists papers_published on papers (published_at);
create index if not exists papers_added on papers (added_at);
create table if not exists listings (day text not null, paper_id integer not null, primary key (day, paper_id));
create index if not exists listings_paper on listings (paper_id);
create table if not exists follows (revision integer not null);
insert into follows select 0 where not exists (select 1 from follows);
`;

/** Opens the search file of a database in a folder; a damaged one is made anew. */
export function openSearchFile(folder: string, databaseId: string): SearchFile {
  mkdirSync(folder, { recursive: true });
  // While programs are replaced one by one by a newer build, each build keeps a file of its own.
  const file = join(folder, `search-${databaseId}-${fileVersion}-${indexVersion}.db`);
  try {
    return searchFileOn(openFollower(file));
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code))) throw error;
    for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
    return searchFileOn(openFollower(file));
  }
}

function openFollower(file: string): Database {
  const db = new Sqlite(file, { timeout: 10_000 });
  db.pragma("journal_mode = wal");
  // It can be made again: no commit waits for the disk.
  db.pragma("synchronous = off");
  db.transaction(() => db.exec(fileTables)).immediate();
  return db;
}

function searchFileOn(db: Database): SearchFile {
  const revision = db.prepare<[], number>("select revision from follows").pluck();
  const count = db.prepare<[], number>("select count(*) from papers").pluck();
  const take = taking(db);
  return {
    db,
    revision: () => revision.get() ?? 0,
    count: () => count.get() ?? 0,
    take: (from, changes) =>
      db
        .transaction(() => {
          if (revision.get() === from) take(changes);
        })
        .immediate(),
    empty: () =>
      db
        .transaction(() => {
          db.exec("delete from papers; delete from listings; update follows set revision = 0");
          resetIndex(db);
        })
        .immediate(),
  };
}

interface Stored extends Omit<IndexedPaper, "authors" | "keywords" | "categories"> {
  authors: string;
  keywords: string;
  categories: string;
}

function taking(db: Database): (changes: readonly ChangedPaper[]) => void {
  const index = openSearchIndex(db);
  const find = db.prepare<[number], Stored>("select *, code_url as codeUrl from papers where id = ?");
  const remove = db.prepare<[number]>("delete from papers where id = ?");
  const undate = db.prepare<[number]>("delete from listings where paper_id = ?");
  const date = db.prepare<[string, number]>("insert into listings values (?, ?)");
  const add = db.prepare<(string | number | null)[]>("insert into papers values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const note = db.prepare<[number]>("update follows set revision = ?");
  return (changes) => {
    // eslint-disable-next-line require-yield -- the index takes steps, and here there are none
    const writing = index.write(function* (writer) {
      for (const { revision: _, publishedAt, addedAt, days, title, ...rest } of changes) {
        const { id, abstract, authors, keywords, categories, organization, codeUrl } = rest;
        const before = find.get(id);
        const after = title === null ? null : { ...rest, title };
        if (before && !same(before, after)) writer.remove(toIndex(before));
        remove.run(id);
        undate.run(id);
        if (!after) continue;
        add.run(id, after.title, abstract, authors, keywords, categories, organization, codeUrl, publishedAt, addedAt);
        for (const day of days) date.run(day, id);
        if (!same(before, after)) writer.add(toIndex(after));
      }
    });
    // Nothing is yielded: all of it happens here.
    writing.next();
    note.run(changes.at(-1)?.revision ?? 0);
  };
}

const searched = ["title", "abstract", "authors", "keywords", "categories", "organization", "codeUrl"] as const;

const same = (a: Stored | undefined, b: Stored | null) => searched.every((key) => a?.[key] === b?.[key]);

const parsed = (json: string) => JSON.parse(json) as string[];

const toIndex = (paper: Stored): IndexedPaper => ({
  id: paper.id,
  title: paper.title,
  abstract: paper.abstract,
  authors: parsed(paper.authors),
  keywords: parsed(paper.keywords),
  categories: parsed(paper.categories),
  organization: paper.organization,
  codeUrl: paper.codeUrl,
});
