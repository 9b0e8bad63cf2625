import { UnreadableDocument } from "../reading/document.ts";
import type { Patience, Read, Reading, Source, SyncOptions } from "../source.ts";
import { parseArxivAtom, type ParsedPage } from "./parse-atom.ts";

/** Papers of a page, at most. */
export const papersPerPage = 200;
/** arXiv answers no further than this into one query; a longer one goes on from the oldest paper it has shown. */
const farthest = 30_000;
const tries = 3;

/** The papers that have all words of one of these queries, most relevant first. */
export function readMatches(source: Source, read: Read, queries: readonly string[], how: Patience): Promise<Reading> {
  const asked = queries.map(allWords).filter((query) => query !== "");
  if (asked.length === 0) return Promise.resolve({ status: "empty" });
  const search = asked.length === 1 ? asked.join() : asked.map((query) => `(${query})`).join(" OR ");
  const path = pagePath({ search_query: search, sortBy: "relevance" }, 0, 50);
  return read(source, { path, parse: (text) => pageFrom(text, 0), ...how });
}

const allWords = (query: string): string =>
  (query.match(/[\p{L}\p{N}]+/gu) ?? [])
    .slice(0, 12)
    .map((word) => `all:${word}`)
    .join(" AND ");

/** Papers as they are now, by at most a page of arXiv ids. */
export function readByIds(source: Source, read: Read, ids: readonly string[], how: Patience): Promise<Reading> {
  const query = new URLSearchParams({ id_list: ids.join(","), max_results: String(ids.length) });
  return read(source, { path: `/api/query?${query.toString()}`, parse: parseArxivAtom, ...how });
}

/** Which papers to read: those submitted in these categories between two days (`YYYY-MM-DD`), both included. */
export interface Submitted {
  categories: readonly string[];
  from: string;
  to: string;
}

/** Reads every paper of a span, newest first, and tells `add` how each page went. A failed page ends it. */
export async function readSubmitted(
  source: Source,
  read: Read,
  { categories, from, to }: Submitted,
  options: SyncOptions,
  add: (page: Reading) => void,
): Promise<void> {
  const seen = new Set<string>();
  let until = minuteOf(`${to}T23:59`);
  let all = 0;
  const tell = () => options.progress?.({ done: seen.size, of: all, what: `papers, arXiv from ${from} to ${to}` });
  for (let at = 0; ; at += papersPerPage) {
    const page = await askedAgain(read, source, queryOf(categories, minuteOf(`${from}T00:00`), until), at, options);
    add(page.reading);
    if (!("ids" in page.reading)) return;
    const before = seen.size;
    page.reading.ids.forEach((id) => seen.add(id));
    const total = page.reading.total ?? 0;
    all = Math.max(all, total);
    tell();
    // A page that brings nothing new is the server going round in circles.
    if (seen.size === before || at + papersPerPage >= total) return;
    if (at + papersPerPage < farthest || page.oldest === null) continue;
    // The next query starts at the oldest minute seen; its papers come twice.
    until = minuteOf(page.oldest);
    at = -papersPerPage;
  }
}

function queryOf(categories: readonly string[], from: string, until: string): Record<string, string> {
  const any = categories.map((name) => `cat:${name}`).join(" OR ");
  return {
    search_query: `(${any}) AND submittedDate:[${from} TO ${until}]`,
    sortBy: "submittedDate",
    sortOrder: "descending",
  };
}

/** `2025-11-05T10:00…` as arXiv's queries write it: `202511051000`. */
const minuteOf = (time: string): string => time.replace(/\D/g, "").slice(0, 12);

const pagePath = (query: Record<string, string>, start: number, size: number): string =>
  `/api/query?${new URLSearchParams({ ...query, start: String(start), max_results: String(size) }).toString()}`;

/** Reads a page, again where arXiv answered with something else than papers. */
async function askedAgain(
  read: Read,
  source: Source,
  query: Record<string, string>,
  start: number,
  { insist, deadlineMs }: Patience,
): Promise<{ reading: Reading; oldest: string | null }> {
  let oldest: string | null = null;
  const parse = (text: string) => {
    const page = pageFrom(text, start);
    oldest = page.oldest;
    return page;
  };
  const path = pagePath(query, start, papersPerPage);
  for (let tried = 1; ; tried++) {
    const reading = await read(source, {
      path,
      parse,
      partial: true,
      deadlineMs,
      insist: (insist ?? false) || tried > 1,
    });
    if (reading.status !== "failed" || !reading.reachable || tried === tries) return { reading, oldest };
  }
}

/** arXiv now and then sends an empty page although the query has more. */
function pageFrom(text: string, start: number): ParsedPage {
  const parsed = parseArxivAtom(text);
  if (parsed.papers.length + parsed.rejected.length === 0 && parsed.total > start) {
    throw new UnreadableDocument(`arXiv sent an empty page at ${start} of ${parsed.total}`);
  }
  return parsed;
}
