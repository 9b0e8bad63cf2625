import type { Database } from "better-sqlite3";
import { acronymsIn, nameKey } from "../papers/acronyms.ts";
import { withNameParts } from "../papers/terms.ts";

/** What of a paper is searched. */
export interface IndexedPaper {
  id: number;
  title: string;
  abstract: string;
  authors: readonly string[];
  keywords: readonly string[];
  categories: readonly string[];
}

/** Keeps the full-text index and the dictionary of acronyms in step with the papers; called inside their transaction. */
export interface SearchIndex {
  add(paper: IndexedPaper): void;
  replace(before: IndexedPaper, after: IndexedPaper): void;
  remove(paper: IndexedPaper): void;
}

// The index keeps no text of its own.
// Segments are merged late (`automerge`), which halves what a batch costs and adds little to a query.
const tables = `
create virtual table paper_index using fts5(
  title, abstract, tags, authors, content = '', contentless_delete = 1, tokenize = 'unicode61'
);
create virtual table paper_terms using fts5vocab(paper_index, 'row');
create table acronyms (
  short text not null, long_key text not null, long text not null, papers integer not null,
  primary key (short, long_key)
) without rowid;
create index acronyms_long on acronyms (long_key);
insert into paper_index (paper_index, rank) values ('hashsize', 16000000);
insert into paper_index (paper_index, rank) values ('automerge', 16);
`;

/** Creates the index where it is missing. */
export function createSearchIndex(db: Database): void {
  const missing = () => db.prepare("select 1 from sqlite_master where name = 'paper_index'").get() === undefined;
  const create = () => {
    if (missing()) db.exec(tables);
  };
  // Looked for again under the lock: another process may create it at the same moment.
  if (missing()) db.transaction(create).immediate();
}

/** Opens the index for writing. */
export function openSearchIndex(db: Database): SearchIndex {
  createSearchIndex(db);
  const insert = db.prepare<[number, string, string, string, string]>(
    "insert into paper_index (rowid, title, abstract, tags, authors) values (?, ?, ?, ?, ?)",
  );
  const erase = db.prepare<[number]>("delete from paper_index where rowid = ?");
  const introduce = db.prepare<[string, string, string]>(
    "insert into acronyms values (?, ?, ?, 1) on conflict do update set papers = papers + 1",
  );
  const takeBack = db.prepare<[string, string]>(
    "update acronyms set papers = papers - 1 where short = ? and long_key = ?",
  );
  const forget = db.prepare<[string, string]>("delete from acronyms where short = ? and long_key = ? and papers < 1");

  const add = (paper: IndexedPaper) => {
    const tags = [...paper.keywords, ...paper.categories].join(" ; ");
    const authors = paper.authors.join(" ; ");
    insert.run(paper.id, withNameParts(paper.title), withNameParts(paper.abstract), tags, authors);
    for (const { short, long } of introducedBy(paper)) introduce.run(short, nameKey(long), long);
  };
  const remove = (paper: IndexedPaper) => {
    erase.run(paper.id);
    for (const { short, long } of introducedBy(paper)) {
      takeBack.run(short, nameKey(long));
      forget.run(short, nameKey(long));
    }
  };
  return {
    add,
    remove,
    replace: (before, after) => {
      remove(before);
      add(after);
    },
  };
}

function introducedBy({ title, abstract }: IndexedPaper) {
  return acronymsIn(`${title}. ${abstract}`);
}
