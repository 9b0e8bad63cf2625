import type { Rejection } from "../../papers/paper.ts";
import type { SourceState } from "../../store/store.ts";
import { emptyReport, savePapers } from "../ingest.ts";
import type { FailedReading, Read, Reading, ReadOptions, Source } from "../source.ts";
import { readAnswer, type ReaderDeps } from "./attempt.ts";
import { UnreadableDocument } from "./document.ts";
import type { Answer } from "./http.ts";

const minute = 60_000;
const longestBackoff = 15 * minute;
/** The number of failures after which a source is still asked again after one minute: most outages are short. */
const quickTries = 5;

/** How long a source is left alone after this many failures in a row: a minute up to five, then 2, 4, 8 and 15 minutes. */
export const backoffMs = (failures: number): number =>
  failures === 0 ? 0 : Math.min(2 ** Math.max(0, failures - quickTries) * minute, longestBackoff);

/** Makes the function that fetches, parses and saves, and then writes down how the source is. */
export function createReader(deps: ReaderDeps): Read {
  const lines = new Map<string, Promise<unknown>>();
  return async (source, options) => {
    const state = await deps.store.sources.get(source.name);
    const held = heldUntil(state, deps.now(), options.insist ?? false);
    if (held) return failed(source, `it is not asked again before ${clock(held)}`, state.lastError ?? "", held, false);
    const work = async () => {
      const answer = await readAnswer(deps, source, options);
      // No request was sent, so nothing new is known of the source.
      if (answer === null) return failed(source, "another question is in front", options.path, deps.now(), false);
      return settle(deps, source, options, answer);
    };
    if (source.pace === null) return work();
    const { line } = source.pace;
    const turn = (lines.get(line) ?? Promise.resolve()).then(work);
    lines.set(
      line,
      turn.catch(() => undefined),
    );
    return turn;
  };
}

const clock = (time: Date): string => `${time.toISOString().slice(11, 16)} UTC`;

/** Until when a source must be left alone: a wait it demanded always, our own backoff unless somebody insists. */
function heldUntil({ nextAttemptAt, lastAttemptAt, failures }: SourceState, now: Date, insist: boolean): Date | null {
  if (!nextAttemptAt || nextAttemptAt <= now) return null;
  const own = (lastAttemptAt?.getTime() ?? 0) + backoffMs(failures);
  return insist && nextAttemptAt.getTime() === own ? null : nextAttemptAt;
}

/** Saves what came, then the validators, then the state: a crash in between only means asking once more. */
async function settle(deps: ReaderDeps, source: Source, options: ReadOptions, answer: Answer): Promise<Reading> {
  const reading = await readingOf(deps, source, options, answer);
  const { name } = source;
  const state = await deps.store.sources.get(name);
  const at = deps.now();
  if (reading.status === "failed") {
    deps.log.warn({ source: name, detail: reading.detail }, "a source could not be read");
    // A question with a short deadline proves little, so it does not lengthen the backoff.
    const failures = options.deadlineMs === undefined ? state.failures + 1 : Math.max(state.failures, 1);
    const retryAt = reading.retryAt > at ? reading.retryAt : new Date(at.getTime() + backoffMs(failures));
    const { reason } = reading;
    const next = { ...state, lastAttemptAt: at, failures, lastError: reason, nextAttemptAt: retryAt };
    if (!deps.stopped.aborted) await deps.store.sources.put(next);
    return { ...reading, retryAt };
  }
  if (options.conditional && answer.status === "body" && (answer.etag || answer.lastModified)) {
    const url = source.endpoint(deps.settings).baseUrl + options.path;
    await deps.store.sources.putValidators(url, answer.etag, answer.lastModified);
  }
  const hold = answer.status === "body" && answer.holdMs ? new Date(at.getTime() + answer.holdMs) : null;
  const lastSuccessAt = options.partial ? state.lastSuccessAt : at;
  const lastCount = "ids" in reading && reading.ids.length > 0 ? reading.ids.length : state.lastCount;
  const well = { failures: 0, lastError: null, nextAttemptAt: hold, lastAttemptAt: at, lastSuccessAt, lastCount };
  await deps.store.sources.put({ source: name, ...well });
  return reading;
}

async function readingOf(deps: ReaderDeps, source: Source, options: ReadOptions, answer: Answer): Promise<Reading> {
  switch (answer.status) {
    case "unchanged":
      return { status: "unchanged", ids: [], report: emptyReport(), total: null };
    case "missing":
      if (options.mayBeMissing) return { status: "empty" };
      return failed(source, "HTTP 404", `${options.path}: HTTP 404`, new Date(0), true);
    case "lost":
      return failed(source, answer.why, `${options.path}: ${answer.why}`, new Date(0), false);
    case "refused":
      return refused(deps, source, options, answer);
    case "body":
      return save(deps, source, options, answer.text);
  }
}

function refused(
  { now }: ReaderDeps,
  source: Source,
  { path }: ReadOptions,
  { code, text, holdMs }: Answer & { status: "refused" },
): Reading {
  const retryAt = holdMs === null ? new Date(0) : new Date(now().getTime() + Math.max(holdMs, 1_000));
  const reachable = code < 500 && code !== 429;
  return failed(source, `HTTP ${code}`, `${path}: HTTP ${code} ${text.slice(0, 200)}`, retryAt, reachable);
}

async function save(deps: ReaderDeps, source: Source, { path, parse }: ReadOptions, text: string): Promise<Reading> {
  try {
    const { papers, replacements = [], rejected, warnings, total } = parse(text);
    const warn = ({ where, reason }: Rejection) =>
      deps.log.warn({ source: source.name, path, where, reason }, "a source's entry is not what it should be");
    [...rejected, ...warnings].forEach(warn);
    const news = await isNews(deps, source);
    const known = { news, knownOnly: true };
    await savePapers(deps.store, replacements, emptyReport(), deps.now(), { warn, how: known });
    if (papers.length === 0) return { status: "empty" };
    const report = { ...emptyReport(), rejected: rejected.length };
    const ids = await savePapers(deps.store, papers, report, deps.now(), { warn, how: { news } });
    const status = report.new + report.updated > 0 ? "fetched" : "unchanged";
    return { status, ids, report, total: total ?? null };
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    const reason = `${source.title} answered something else than papers (${error.message})`;
    return { ...failed(source, "", `${path}: ${error.message}`, new Date(0), true), reason };
  }
}

/** An old library may be far behind a source: what its first whole read changes is no news. */
const isNews = async ({ store }: ReaderDeps, { name, readWith = name }: Source): Promise<boolean> =>
  (await store.updates.begun(readWith)) !== null;

const failed = ({ title }: Source, why: string, detail: string, retryAt: Date, reachable: boolean): FailedReading => ({
  status: "failed",
  reason: `${title} hasn't answered (${why})`,
  detail,
  retryAt,
  reachable,
});
