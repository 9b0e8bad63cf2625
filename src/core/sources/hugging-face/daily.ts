import { addDays, dayOf, daysAsked, daysBack, daysWatched, syncEveryMs } from "../days.ts";
import { addReport, type IngestReport } from "../ingest.ts";
import { summaryOf } from "../reading/summary.ts";
import type { Patience, Read, Reading, Source, SourceReport, SyncOptions, SyncWork } from "../source.ts";
import { parseDailyPapers } from "./parse.ts";

const pageSize = 100;
const mostPages = 10;
/** Upvotes, comments and AI summaries arrive for about a week. */
const daysReread = 7;

/**
 * Reads the Daily pages, newest first: those of the days asked for, else today's, the seven before it, and an older one for
 * what changed in posted and saved papers.
 */
export async function syncDaily(source: Source, work: SyncWork, options: SyncOptions): Promise<SourceReport[]> {
  const { store, read, now } = work;
  const { insist, deadlineMs } = options;
  const today = dayOf(now());
  const asked = daysAsked(options, today);
  const days = asked ?? daysBack(addDays(today, -daysReread), today);
  const { add, result } = summaryOf(source);
  for (const [at, day] of days.entries()) {
    options.progress?.({ done: at, of: days.length, what: `days, Daily Papers of ${day}` });
    const reading = await readDaily(source, read, day, { insist, deadlineMs });
    add(reading);
    if (reading.status !== "failed" || reading.reachable) continue;
    if (asked !== null && days.length > 1)
      result.reason = `${result.reason ?? source.title}; the pages of ${days.at(-1)} to ${day} were not read`;
    break;
  }
  if (asked === null && result.status !== "failed") await readOlder(source, work, today, { insist, deadlineMs });
  if (result.report.read > 0) {
    const state = await store.sources.get(source.name);
    await store.sources.put({ ...state, lastCount: result.report.read });
  }
  return [result];
}

/**
 * Reads the next older page with a posted or saved paper, whose code may come out late; it changes papers that the library
 * has and adds none. A page that was already old when this source was first read is skipped: its changes may be old too.
 */
async function readOlder(source: Source, { store, read, now }: SyncWork, today: string, how: Patience): Promise<void> {
  const begun = await store.updates.begun(source.name);
  if (begun === null) return;
  const from = [addDays(today, -daysWatched), addDays(dayOf(begun), -daysReread)].sort().at(-1) ?? today;
  const days = await store.updates.watchedDays(from, addDays(today, -daysReread - 1));
  const day = days[Math.floor(now().getTime() / syncEveryMs) % days.length];
  if (day === undefined) return;
  const parse = (text: string) => {
    const { papers, ...parsed } = parseDailyPapers(text, day);
    return { ...parsed, papers: [], replacements: papers };
  };
  await read(source, { path: dailyPath(day, 0), parse, conditional: true, ...how });
}

const dailyPath = (day: string, page: number): string =>
  `/api/daily_papers?date=${day}&limit=${pageSize}${page > 0 ? `&p=${page}` : ""}`;

/** The Daily page of a day (`YYYY-MM-DD`, not after UTC's today), all of it: the service cuts a page at 100. */
async function readDaily(source: Source, read: Read, day: string, how: Patience): Promise<Reading> {
  const parse = (text: string) => parseDailyPapers(text, day);
  const page = (p: number) =>
    read(source, {
      path: dailyPath(day, p),
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
