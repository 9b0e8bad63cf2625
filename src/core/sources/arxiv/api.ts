import { parseAnnouncements } from "./parse-feed.ts";
import { parseArxivAtom, type ParsedPage } from "./parse-atom.ts";
import { UnreadableDocument } from "../reading/document.ts";
import type { Endpoint } from "../reading/http.ts";
import { addReport, emptyReport } from "../ingest.ts";
import type { ReadOptions } from "../reading/attempt.ts";
import type { Reader, Reading } from "../reading/reader.ts";

type How = Pick<ReadOptions, "insist" | "deadlineMs" | "partial">;

const pageSize = 200;
const mostPages = 150;
const tries = 3;

/** Today's announcements of new papers in these categories. */
export const readAnnouncements = (
  read: Reader,
  endpoint: Endpoint,
  categories: readonly string[],
  how: How = {},
): Promise<Reading> =>
  read(endpoint, { path: `/atom/${categories.join("+")}`, parse: parseAnnouncements, conditional: true, ...how });

/** One paper by its id; empty where arXiv does not know it. */
export const readById = (read: Reader, endpoint: Endpoint, arxivId: string, how: How = {}): Promise<Reading> =>
  read(endpoint, {
    path: `/api/query?${new URLSearchParams({ id_list: arxivId }).toString()}`,
    parse: parseArxivAtom,
    ...how,
  });

/** The papers that have all these words, most relevant first. */
export function readMatches(read: Reader, endpoint: Endpoint, query: string, how: How = {}): Promise<Reading> {
  const words = query.match(/[\p{L}\p{N}]+/gu)?.slice(0, 12) ?? [];
  if (words.length === 0) return Promise.resolve({ status: "empty" });
  const search = words.map((word) => `all:${word}`).join(" AND ");
  return page(read, endpoint, { search_query: search, sortBy: "relevance" }, 0, 50, how);
}

/** Every paper of these categories submitted between two days, both included. */
export async function readSubmitted(
  read: Reader,
  endpoint: Endpoint,
  categories: readonly string[],
  [from, to]: [string, string],
  how: How = {},
): Promise<Reading> {
  const span = `submittedDate:[${compact(from)}0000 TO ${compact(to)}2359]`;
  const query = {
    search_query: `(${categories.map((name) => `cat:${name}`).join(" OR ")}) AND ${span}`,
    sortBy: "submittedDate",
    sortOrder: "descending",
  };
  const seen = new Set<string>();
  const report = emptyReport();
  for (let at = 0; at < mostPages; at++) {
    const reading = await askedAgain(() => page(read, endpoint, query, at * pageSize, pageSize, how));
    if (reading.status === "failed") return reading;
    if (!("ids" in reading)) break;
    const before = seen.size;
    reading.ids.forEach((id) => seen.add(id));
    addReport(report, reading.report);
    // A page that brings nothing new is the server going round in circles.
    if (seen.size === before || (at + 1) * pageSize >= (reading.total ?? 0)) break;
  }
  if (seen.size === 0) return { status: "empty" };
  const status = report.new + report.updated > 0 ? "fetched" : "unchanged";
  return { status, ids: [...seen], report, total: seen.size };
}

const compact = (day: string): string => day.replaceAll("-", "");

function page(
  read: Reader,
  endpoint: Endpoint,
  query: Record<string, string>,
  start: number,
  size: number,
  how: How,
): Promise<Reading> {
  const parameters = new URLSearchParams({ ...query, start: String(start), max_results: String(size) });
  return read(endpoint, {
    path: `/api/query?${parameters.toString()}`,
    parse: (text) => pageFrom(text, start),
    ...how,
  });
}

/** arXiv now and then sends an empty page although the query has more. */
function pageFrom(text: string, start: number): ParsedPage {
  const parsed = parseArxivAtom(text);
  if (parsed.papers.length + parsed.rejected.length === 0 && parsed.total > start) {
    throw new UnreadableDocument(`arXiv sent an empty page at ${start} of ${parsed.total}`);
  }
  return parsed;
}

async function askedAgain(ask: () => Promise<Reading>): Promise<Reading> {
  for (let tried = 1; ; tried++) {
    const reading = await ask();
    if (reading.status !== "failed" || !reading.reachable || tried === tries) return reading;
  }
}
