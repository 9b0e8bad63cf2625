import { parseDailyPapers, parsePaper } from "./parse.ts";
import type { Endpoint } from "../reading/http.ts";
import { addReport, type IngestReport } from "../ingest.ts";
import type { ReadOptions } from "../reading/attempt.ts";
import type { Reader, Reading } from "../reading/reader.ts";

type How = Pick<ReadOptions, "insist" | "deadlineMs">;

const pageSize = 100;
const mostPages = 10;

/** The Daily page of a day (`YYYY-MM-DD`, not after UTC's today), all of it: the service cuts a page at 100. */
export async function readDaily(read: Reader, endpoint: Endpoint, day: string, how: How = {}): Promise<Reading> {
  const parse = (text: string) => parseDailyPapers(text, day);
  const page = (p: number) =>
    read(endpoint, {
      path: `/api/daily_papers?date=${day}&limit=${pageSize}${p > 0 ? `&p=${p}` : ""}`,
      parse,
      conditional: true,
      ...how,
    });
  const first = await page(0);
  if (!("report" in first)) return first;
  let last = first;
  for (let p = 1; isFull(last) && p < mostPages; p++) {
    const next = await page(p);
    if (next.status === "failed") return next;
    if (!("report" in next)) break;
    if (next.status === "fetched") first.status = "fetched";
    first.ids.push(...next.ids);
    addReport(first.report, next.report);
    last = next;
  }
  return first;
}

/** A full page may have a next one. */
const isFull = ({ report }: Reading & { report: IngestReport }): boolean => report.read + report.rejected >= pageSize;

/** Hugging Face's own search, best first. */
export const readSearch = (read: Reader, endpoint: Endpoint, query: string, how: How = {}): Promise<Reading> =>
  read(endpoint, {
    path: `/api/papers/search?${new URLSearchParams({ q: query.slice(0, 250), limit: "50" }).toString()}`,
    parse: (text) => parseDailyPapers(text),
    ...how,
  });

/** One paper by its arXiv id; empty where Hugging Face does not know it. */
export const readPaper = (read: Reader, endpoint: Endpoint, arxivId: string, how: How = {}): Promise<Reading> =>
  read(endpoint, { path: `/api/papers/${arxivId}`, parse: parsePaper, mayBeMissing: true, ...how });
