import { addDays, dayOf, daysAsked, daysBack } from "../days.ts";
import { addReport, type IngestReport } from "../ingest.ts";
import { summaryOf } from "../reading/summary.ts";
import type { Patience, Read, Reading, Source, SourceReport, SyncOptions, SyncWork } from "../source.ts";
import { parseDailyPapers } from "./parse.ts";

const pageSize = 100;
const mostPages = 10;
/** Upvotes, comments and AI summaries arrive for about a week. */
const daysReread = 7;

/** Reads the Daily pages, newest first: those of the days asked for, else today's and the seven before it. */
export async function syncDaily(source: Source, work: SyncWork, options: SyncOptions): Promise<SourceReport[]> {
  const { store, read, now } = work;
  const { insist, deadlineMs } = options;
  const today = dayOf(now());
  const days = daysAsked(options, today) ?? daysBack(addDays(today, -daysReread), today);
  const { add, result } = summaryOf(source);
  for (const [at, day] of days.entries()) {
    options.progress?.({ done: at, of: days.length, what: `days, Daily Papers of ${day}` });
    const reading = await readDaily(source, read, day, { insist, deadlineMs });
    add(reading);
    if (reading.status === "failed" && !reading.reachable) break;
  }
  if (result.report.read > 0) {
    const state = await store.sources.get(source.name);
    await store.sources.put({ ...state, lastCount: result.report.read });
  }
  return [result];
}

/** The Daily page of a day (`YYYY-MM-DD`, not after UTC's today), all of it: the service cuts a page at 100. */
async function readDaily(source: Source, read: Read, day: string, how: Patience): Promise<Reading> {
  const parse = (text: string) => parseDailyPapers(text, day);
  const page = (p: number) =>
    read(source, {
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
