import type { Database } from "better-sqlite3";
import { type Acronym, acronymsIn, nameKey } from "../../../search/acronyms.ts";
import { withNameParts } from "../../../search/terms.ts";
import type { IndexedPaper, SearchIndex } from "../../queries/search-index.ts";

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
  const insert = db.prepare<[number, string, string, string, string]>(
    "insert into paper_index (rowid, title, abstract, tags, authors) values (?, ?, ?, ?, ?)",
  );
  const erase = db.prepare<[number]>("delete from paper_index where rowid = ?");
  const introduce = db.prepare<[string, string, string, number]>(
    "insert into acronyms values (?, ?, ?, ?) on conflict do update set papers = papers + excluded.papers",
  );
  const forget = db.prepare<[string, string]>("delete from acronyms where short = ? and long_key = ? and papers < 1");
  return {
    write: (work) => {
      const introduced = new Map<string, Introduced>();
      const count = (paper: IndexedPaper, papers: 1 | -1) => {
        for (const { short, long } of acronymsIn(`${paper.title}. ${paper.abstract}`)) {
          const known = introduced.get(`${short}\t${long}`) ?? { short, long, papers: 0 };
          introduced.set(`${short}\t${long}`, { ...known, papers: known.papers + papers });
        }
      };
      const add = (paper: IndexedPaper) => {
        const tags = [...paper.keywords, ...paper.categories].join(" ; ");
        const authors = paper.authors.join(" ; ");
        insert.run(paper.id, withNameParts(paper.title), withNameParts(paper.abstract), tags, authors);
        count(paper, 1);
      };
      const remove = (paper: IndexedPaper) => {
        erase.run(paper.id);
        count(paper, -1);
      };
      const result = work({ add, remove, replace: (before, after) => (remove(before), add(after)) });
      for (const { short, long, papers } of introduced.values()) {
        if (papers !== 0) introduce.run(short, nameKey(long), long, papers);
        if (papers < 0) forget.run(short, nameKey(long));
      }
      return result;
    },
  };
}

/** An acronym of a batch, and by how many papers more it is introduced. */
interface Introduced extends Acronym {
  papers: number;
}
