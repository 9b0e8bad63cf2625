import type { Database } from "better-sqlite3";
import { type PaperTerms, paperTerms, type Rarity } from "../papers/rank.ts";
import type { Acronyms, KnownName } from "../papers/topic.ts";
import type { MatchText } from "./search-match.ts";

/** What searching reads of the library. */
export interface SearchLibrary extends Acronyms {
  /** Ids of papers that meet a condition, best first by the index's own order. */
  candidates(condition: MatchText, since: string | null, limit: number): number[];
  /** How many papers meet a condition, counted up to `most`. */
  count(condition: MatchText, since: string | null, most: number): number;
  texts(ids: readonly number[]): PaperText[];
  rarity(): Rarity;
  /** Words of the index near to a misspelt one, with how many papers have them. */
  near(prefix: string): { term: string; papers: number }[];
}

const sampleSize = 500;

// A paper is of a day when it was published or listed then.
const recent = `and rowid in (select id from papers where published_at >= @since
  union select paper_id from listings where day >= @since)`;

/** Reads the index, the texts and the acronyms of a database. */
export function openSearchLibrary(db: Database): SearchLibrary {
  const find = (since: string) =>
    db
      .prepare(`select rowid from paper_index where paper_index match @condition ${since} order by rank limit @limit`)
      .pluck();
  const tally = (since: string) =>
    db
      .prepare(
        `select count(*) from (select 1 from paper_index where paper_index match @condition ${since} limit @most)`,
      )
      .pluck();
  const found = { all: find(""), recent: find(recent) };
  const counted = { all: tally(""), recent: tally(recent) };
  const texts = db.prepare<[string], TextRow>(
    "select id, title, abstract, keywords, authors from papers where id in (select value from json_each(?))",
  );
  const long = db.prepare<[string], KnownName>(
    "select short, long, papers from acronyms where short = ? order by papers desc, long",
  );
  const short = db.prepare<[string], KnownName>(
    "select short, long, papers from acronyms where long_key = ? order by papers desc, short",
  );
  const textsOf = (ids: readonly number[]) => texts.all(JSON.stringify(ids)).map(readText);
  const nearby = db.prepare<[string, string], { term: string; papers: number }>(
    "select term, doc as papers from paper_terms where term >= ? and term < ?",
  );
  const newest = db.prepare<[], number | null>("select max(id) from papers").pluck();
  const rarityOf = sampledRarity(
    () => (newest.get() as number | null) ?? 0,
    (ids) => textsOf(ids).map((text) => paperTerms(text, null)),
  );
  return {
    candidates: (condition, since, limit) =>
      (since === null ? found.all : found.recent).all(
        since === null ? { condition, limit } : { condition, limit, since },
      ) as number[],
    count: (condition, since, most) =>
      (since === null ? counted.all : counted.recent).get(
        since === null ? { condition, most } : { condition, most, since },
      ) as number,
    texts: textsOf,
    rarity: rarityOf,
    near: (prefix) => nearby.all(prefix, `${prefix}\uffff`),
    longForms: (name) => long.all(name),
    shortForms: (key) => short.all(key),
  };
}

/** A paper's text as it is searched. */
export interface PaperText {
  id: number;
  title: string;
  body: string;
  people: string;
}

interface TextRow {
  id: number;
  title: string;
  abstract: string;
  keywords: string;
  authors: string;
}

function readText({ id, title, abstract, keywords, authors }: TextRow): PaperText {
  const tags = keywords === "[]" ? "" : ` ; ${keywords}`;
  return { id, title, body: abstract + tags, people: authors };
}

/** How rare terms are, from a sample spread over the library, taken again when the library has doubled. */
function sampledRarity(newest: () => number, read: (ids: number[]) => PaperTerms[]): () => Rarity {
  let taken = { at: 0, papers: 0, having: new Map<string, number>() };
  return () => {
    const last = newest();
    if (last > taken.at * 2) taken = { at: last, ...sample(last, read) };
    const { papers, having } = taken;
    return (term) => Math.log((papers + 1) / ((having.get(term) ?? 0) + 0.5));
  };
}

function sample(last: number, read: (ids: number[]) => PaperTerms[]) {
  const step = Math.max(1, last / sampleSize);
  const ids = Array.from({ length: Math.min(last, sampleSize) }, (_, i) => 1 + Math.floor(i * step));
  const having = new Map<string, number>();
  const papers = read(ids);
  for (const { title, body } of papers)
    for (const term of new Set([...title, ...body])) having.set(term, (having.get(term) ?? 0) + 1);
  return { papers: papers.length, having };
}
