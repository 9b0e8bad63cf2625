import { UserError } from "../../errors.ts";
import type { Store } from "../store/store.ts";
import { readAnnouncements, readSubmitted } from "./arxiv/api.ts";
import { addDays, arxivDay, dayOf, daysBack, missedBetween, weekdayUntil } from "./days.ts";
import { isDay } from "./reading/facts.ts";
import type { Endpoint } from "./reading/http.ts";
import { readDaily } from "./hugging-face/api.ts";
import { addReport, emptyReport, type IngestReport } from "./ingest.ts";
import type { Reader, Reading } from "./reading/reader.ts";
import type { SourceName } from "./source.ts";

/** The configured services. */
export interface Endpoints {
  huggingFace: Endpoint;
  arxiv: Endpoint;
  announcements: Endpoint;
}

/** How far a sync has got, in addresses read. */
export type SyncProgress = (step: { done: number; of: number; what: string }) => void;

/** What to read: by default today, the last seven days again, and arXiv since its last success. */
export interface SyncOptions {
  /** One day only, `YYYY-MM-DD`. */
  date?: string;
  /** Every day from this one on. */
  since?: string;
  /** Asks although an earlier failure's backoff has not passed, as a person who types the command does. */
  insist?: boolean;
  progress?: SyncProgress;
}

/** How one source came out of a sync. */
export interface SourceReport {
  source: SourceName;
  status: "fetched" | "unchanged" | "empty" | "failed";
  /** For people; null unless it failed. */
  reason: string | null;
  report: IngestReport;
}

/** What a sync did, by source and in all. */
export interface SyncReport {
  sources: SourceReport[];
  total: IngestReport;
}

/** What a sync works with. */
export interface SyncDeps {
  store: Pick<Store, "papers" | "sources">;
  read: Reader;
  endpoints: Endpoints;
  categories: readonly string[];
  now: () => Date;
}

/** Upvotes, comments and AI summaries arrive for about a week. */
const daysReread = 7;
/** arXiv is not asked for longer gaps than this; the metadata snapshot is the way to load history. */
const longestGapDays = 30;

/** Reads Hugging Face's Daily pages, newest first; the first successful one removes the samples nobody touched. */
export async function syncDaily(deps: SyncDeps, options: SyncOptions): Promise<SourceReport> {
  const { store, read, endpoints, now } = deps;
  const today = dayOf(now());
  const days = wantedDays(options, today) ?? daysBack(addDays(today, -daysReread), today);
  const sum = summary("hugging-face");
  for (const [at, day] of days.entries()) {
    options.progress?.({ done: at, of: days.length, what: `Daily Papers of ${day}` });
    const reading = await readDaily(read, endpoints.huggingFace, day, { insist: options.insist });
    sum.add(reading);
    if (reading.status === "failed" && !reading.reachable) break;
  }
  if (sum.result().report.read > 0) {
    await store.papers.dropSamples();
    await rememberCount(store, "hugging-face", sum.result().report.read);
  }
  return sum.result();
}

/** Reads the new papers of the categories: the day's announcements, and what was submitted where some were missed. */
export async function syncArxiv(deps: SyncDeps, options: SyncOptions): Promise<SourceReport[]> {
  const { store, read, endpoints, categories, now } = deps;
  if (categories.length === 0) return [];
  const { insist } = options;
  const { lastSuccessAt } = await store.sources.get("arxiv-rss");
  const submitted = async (span: [string, string]) => {
    options.progress?.({ done: 0, of: 2, what: `arXiv from ${span[0]} to ${span[1]}` });
    return only("arxiv", await readSubmitted(read, endpoints.arxiv, categories, span, { insist }));
  };
  const gap = wantedSpan(options, dayOf(now())) ?? missedSpan(lastSuccessAt, now());
  const caughtUp = gap ? [await submitted(gap)] : [];
  if (options.date !== undefined) return caughtUp;
  options.progress?.({ done: 1, of: 2, what: "arXiv's announcements" });
  // Where the gap could not be read, the next sync must still see it.
  const partial = caughtUp.some(({ status }) => status === "failed");
  const how = { insist, partial };
  const announced = only("arxiv-rss", await readAnnouncements(read, endpoints.announcements, categories, how));
  // A library that begins on a weekend, when nothing is announced, begins with the last announcement's papers.
  const begins = !lastSuccessAt && !gap && announced.status === "empty";
  return [...caughtUp, announced, ...(begins ? [await submitted([announcedFrom(arxivDay(now())), dayOf(now())])] : [])];
}

/** The days a person asked for, clamped to today; null where nobody asked. */
function wantedDays({ date, since }: SyncOptions, today: string): string[] | null {
  const asked = date ?? since;
  if (asked === undefined) return null;
  if (!isDay(asked)) {
    throw new UserError("usage", `"${asked.slice(0, 40)}" is not a day. Write it like 2025-11-07.`);
  }
  const from = asked > today ? today : asked;
  return daysBack(from, date === undefined ? today : from);
}

function wantedSpan(options: SyncOptions, today: string): [string, string] | null {
  const days = wantedDays(options, today);
  return days?.[0] ? [days.at(-1) ?? days[0], days[0]] : null;
}

/** What was submitted for announcements that no sync has seen; they cover about two weekdays before their own day. */
function missedSpan(lastSuccessAt: Date | null, now: Date): [string, string] | null {
  if (!lastSuccessAt || !missedBetween(arxivDay(lastSuccessAt), arxivDay(now))) return null;
  const seen = announcedFrom(arxivDay(lastSuccessAt));
  const today = dayOf(now);
  const oldest = addDays(today, -longestGapDays);
  return [seen > oldest ? seen : oldest, today];
}

/** Since when the papers were submitted that were announced last by this day. */
const announcedFrom = (day: string): string => weekdayUntil(addDays(weekdayUntil(day), -1));

function only(source: SourceName, reading: Reading): SourceReport {
  const sum = summary(source);
  sum.add(reading);
  return sum.result();
}

/** Adds up readings: one failure makes the whole failed, else the best news counts. */
function summary(source: SourceName) {
  const result: SourceReport = { source, status: "empty", reason: null, report: emptyReport() };
  const rank = ["empty", "unchanged", "fetched", "failed"] as const;
  return {
    add(reading: Reading) {
      if (rank.indexOf(reading.status) > rank.indexOf(result.status)) result.status = reading.status;
      if (reading.status === "failed") result.reason ??= reading.reason;
      if ("report" in reading) addReport(result.report, reading.report);
    },
    result: () => result,
  };
}

async function rememberCount(store: SyncDeps["store"], source: SourceName, lastCount: number): Promise<void> {
  const state = await store.sources.get(source);
  await store.sources.put({ ...state, lastCount });
}
