import type { Database } from "better-sqlite3";
import { type PaperTerms, paperTerms, type Rarity } from "../papers/rank.ts";
import { withNameParts } from "../papers/terms.ts";
import type { Acronyms, KnownName } from "../papers/topic.ts";
import type { MatchText } from "./search-match.ts";

/** What searching reads of the library. */
export interface SearchLibrary extends Acronyms {
  /** Ids of papers that meet a condition, best first by the index's own order. */
  candidates(condition: MatchText, since: string | null, limit: number): number[];
  /** How many papers meet a condition, counted up to `most`. */
  count(condition: MatchText, since: string | null, most: number): number;
  terms(ids: readonly number[]): PaperTerms[];
  rarity(): Rarity;
}

const sampleSize = 500;

// A paper is of a day when it was published or listed then.
const recent = `and rowid in (select id from papers where published_at >= @since
  union select paper_id from listings where day >= @since)`;

/** Reads the index, the texts and the acronyms of a database. */
export function openSearchLibrary(db: Database): SearchLibrary {
  const find = (since: string) =>
    db.prepare(`select rowid from paper_index where paper_index match @condition ${since} order by rank limit @limit`).pluck();
  const tally = (since: string) =>
    db
      .prepare(`select count(*) from (select 1 from paper_index where paper_index match @condition ${since} limit @most)`)
      .pluck();
  const found = { all: find(""), recent: find(recent) };
  const counted = { all: tally(""), recent: tally(recent) };
  const texts = db.prepare<[string], TextRow>(
    "select id, title, abstract, keywords from papers where id in (select value from json_each(?))",
  );
  const long = db.prepare<[string], KnownName>("select short, long, papers from acronyms where short = ? order by papers desc, long");
  const short = db.prepare<[string], KnownName>(
    "select short, long, papers from acronyms where long_key = ? order by papers desc, short",
  );
  const newest = db.prepare<[], number | null>("select max(id) from papers").pluck();
  const rarityOf = sampledRarity(
    () => (newest.get() as number | null) ?? 0,
    (ids) => texts.all(JSON.stringify(ids)).map(readTerms),
  );
  return {
    candidates: (condition, since, limit) =>
      (since === null ? found.all : found.recent).all(since === null ? { condition, limit } : { condition, limit, since }) as number[],
    count: (condition, since, most) =>
      (since === null ? counted.all : counted.recent).get(since === null ? { condition, most } : { condition, most, since }) as number,
    terms: (ids) => texts.all(JSON.stringify(ids)).map(readTerms),
    rarity: rarityOf,
    longForms: (name) => long.all(name),
    shortForms: (key) => short.all(key),
  };
}

interface TextRow {
  id: number;
  title: string;
  abstract: string;
  keywords: string;
}

function readTerms({ id, title, abstract, keywords }: TextRow): PaperTerms {
  const tags = keywords === "[]" ? "" : ` ; ${keywords}`;
  return paperTerms(id, withNameParts(title), withNameParts(abstract) + tags);
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
