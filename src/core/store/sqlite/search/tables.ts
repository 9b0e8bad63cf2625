import Sqlite, { type Database, type Statement } from "better-sqlite3";
import { plain, wordsOf } from "../../../search/terms.ts";

/** The version of what the index holds: raise it when papers are indexed differently, and every index is rebuilt. */
export const indexVersion = 8;

/**
 * A paper's row in the index is this number less its id, so that the newest papers come first: FTS5 walks its lists a third
 * faster forwards than backwards. A row up to this number takes four bytes.
 */
const lastRow = 2 ** 28;
/** The row of a paper. */
export const rowIn = (id: number): number => lastRow - id;
/** The same in SQL. The driver binds numbers as reals, and FTS5 stops at a bound only when it is an integer. */
export const rowInSql = (id: string): string => `cast(${lastRow} - ${id} as integer)`;
/** The id of a row's paper, in SQL. */
export const paperOfRow = `(${lastRow} - rowid)`;

// The index keeps no texts, no lengths of texts (only FTS5's own ranking reads them) and no marks of removed papers: lengths
// and marks would make writing it a third slower. So a paper is removed by giving its texts again.
// Segments are merged late (`automerge`): a batch costs half as much, and a query hardly more.
const tables = `
create virtual table paper_index using fts5(
  title, abstract, tags, authors, organization, code, content = '', columnsize = 0,
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);
create virtual table paper_terms using fts5vocab(paper_index, 'row');
create table acronyms (
  short text not null, long_key text not null, long text not null, papers integer not null,
  primary key (short, long_key)
) without rowid;
create index acronyms_long on acronyms (long_key);
create table search_index_state (
  version integer not null,
  indexed_to integer, -- papers up to this id are indexed; null: all papers are
  has_acronyms integer not null -- whether a paper has introduced one
);
insert into paper_index (paper_index, rank) values ('hashsize', 16000000);
insert into paper_index (paper_index, rank) values ('automerge', 16);
insert into search_index_state select ${indexVersion}, case when exists (select 1 from papers) then 0 end, 0;
`;

/** How far the index is; null when it is missing, damaged or of another version. */
export interface IndexState {
  /** The highest id whose paper is indexed while the index is rebuilt; null: every paper is indexed. */
  indexedTo: number | null;
}

const stateReaders = new WeakMap<Database, Statement<[], IndexState & { version: number }>>();

/** Reads the state of the index; cheap enough for every search. */
export function readState(db: Database): IndexState | null {
  try {
    const read = stateReaders.get(db) ?? db.prepare("select version, indexed_to as indexedTo from search_index_state");
    stateReaders.set(db, read);
    const state = read.get();
    return state?.version === indexVersion ? { indexedTo: state.indexedTo } : null;
  } catch (error) {
    if (isIndexDamage(error)) return null;
    throw error;
  }
}

/** Whether the index can be used: all tables answer, every paper is indexed, and the last paper is found by a word of its title. */
export function isUsable(db: Database): boolean {
  const state = readState(db);
  if (state === null) return false;
  try {
    db.prepare("select term from paper_terms limit 1").get();
    const lost = "select 1 from search_index_state where has_acronyms and not exists (select 1 from acronyms)";
    if (db.prepare(lost).get() !== undefined) return false;
    return state.indexedTo !== null || (countsAgree(db) && findsLastPaper(db));
  } catch (error) {
    if (isIndexDamage(error)) return false;
    throw error;
  }
}

const countsAgree = (db: Database): boolean =>
  db.prepare("select count(*) from papers").pluck().get() === countIndexed(db);

/** The number of papers in the index, as FTS5 counts them: a varint at the start of its record of averages. */
export function countIndexed(db: Database): number {
  const averages = db.prepare<[], Buffer>("select block from paper_index_data where id = 1").pluck().get();
  let count = 0;
  for (const byte of averages ?? []) {
    count = count * 128 + (byte & 127);
    if (byte < 128) break;
  }
  return count;
}

function findsLastPaper(db: Database): boolean {
  const last = db
    .prepare<[], { id: number; title: string }>("select id, title from papers order by id desc limit 1")
    .get();
  const [word] = wordsOf(last?.title ?? "").map(plain);
  if (!last || word === undefined) return true;
  const find = db.prepare<[string, number]>("select 1 from paper_index where paper_index match ? and rowid = ?");
  return find.get(`title : "${word}"`, rowIn(last.id)) !== undefined;
}

/** Notes that the index is damaged: the next search, or the next start, rebuilds it. */
export function markDamaged(db: Database): void {
  const kept = db.prepare("select 1 from sqlite_master where name = 'search_index_state'").get() !== undefined;
  if (kept) db.exec("update search_index_state set version = 0");
}

/** Replaces the index by an empty one that still has to be filled; call it within a transaction. */
export function resetIndex(db: Database): void {
  // FTS5 cannot drop a table whose settings are lost, and the driver protects FTS5's own tables otherwise.
  db.unsafeMode(true);
  try {
    db.exec(`drop table if exists paper_terms;
      create table if not exists paper_index_config (k primary key, v) without rowid;
      insert or replace into paper_index_config values ('version', 4);
      drop table if exists paper_index;`);
    for (const part of ["data", "idx", "docsize", "config", "content"])
      db.exec(`drop table if exists paper_index_${part}`);
  } finally {
    db.unsafeMode(false);
  }
  db.exec("drop table if exists acronyms; drop table if exists search_index_state");
  db.exec(tables);
}

const missing = /no such (?:fts5 )?table: (?:main\.)?(?:paper_index|paper_terms|acronyms|search_index_state)/;
const unreadable = /vtable constructor failed: paper_|invalid fts5 file format/;

/** Whether an error says that the index is missing or damaged, rather than the whole database. */
export function isIndexDamage(error: unknown): boolean {
  if (!(error instanceof Sqlite.SqliteError)) return false;
  return error.code.startsWith("SQLITE_CORRUPT") || missing.test(error.message) || unreadable.test(error.message);
}
