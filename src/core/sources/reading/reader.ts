import type { SourceState } from "../../store/store.ts";
import { readAnswer, type ReaderDeps, type ReadOptions } from "./attempt.ts";
import { UnreadableDocument } from "./document.ts";
import type { Answer, Endpoint } from "./http.ts";
import { emptyReport, savePapers, type IngestReport } from "../ingest.ts";

/** What came of reading one address into the library. */
export type Reading =
  | { status: "fetched" | "unchanged"; ids: string[]; report: IngestReport; total: number | null }
  | { status: "empty" }
  | {
      status: "failed";
      /** For people, a whole sentence without its full stop. */
      reason: string;
      /** For the log. */
      detail: string;
      retryAt: Date;
      /** Whether the source answers at all, so that asking it for something else makes sense. */
      reachable: boolean;
    };

/** Reads addresses into the library, one function so that outcome, state and validators can never disagree. */
export type Reader = (endpoint: Endpoint, options: ReadOptions) => Promise<Reading>;

const minute = 60_000;

/** How long a source is left alone after this many failures in a row: 5, 10, 20, 40, at most 60 minutes. */
export const backoffMs = (failures: number): number =>
  failures === 0 ? 0 : Math.min(5 * 2 ** (failures - 1), 60) * minute;

/** Fetches, parses and saves; afterwards the source's state says how it went. */
export function createReader(deps: ReaderDeps): Reader {
  // One connection to arXiv at a time.
  let arxivQueue: Promise<unknown> = Promise.resolve();
  return async (endpoint, options) => {
    const state = await deps.store.sources.get(endpoint.source);
    const held = heldUntil(state, deps.now(), options.insist ?? false);
    if (held)
      return failed(endpoint, `it is not asked again before ${clock(held)}`, state.lastError ?? "", held, false);
    const work = async () => {
      const answer = await readAnswer(deps, endpoint, options);
      // Nobody was asked, so nothing is known of the source.
      if (answer === null) return failed(endpoint, "another question is in front", options.path, deps.now(), false);
      return settle(deps, endpoint, options, answer);
    };
    if (endpoint.source === "hugging-face") return work();
    const turn = arxivQueue.then(work);
    arxivQueue = turn.catch(() => undefined);
    return turn;
  };
}

const clock = (time: Date): string => `${time.toISOString().slice(11, 16)} UTC`;

/** Until when a source must be left alone: its own demand always, our backoff unless one insists. */
function heldUntil({ nextAttemptAt, lastAttemptAt, failures }: SourceState, now: Date, insist: boolean): Date | null {
  if (!nextAttemptAt || nextAttemptAt <= now) return null;
  const own = (lastAttemptAt?.getTime() ?? 0) + backoffMs(failures);
  return insist && nextAttemptAt.getTime() === own ? null : nextAttemptAt;
}

/** Saves what came, then the validators, then the state: a crash in between only means asking once more. */
async function settle(deps: ReaderDeps, endpoint: Endpoint, options: ReadOptions, answer: Answer): Promise<Reading> {
  const reading = await readingOf(deps, endpoint, options, answer);
  const { source } = endpoint;
  const state = await deps.store.sources.get(source);
  const at = deps.now();
  if (reading.status === "failed") {
    deps.log.warn({ source, detail: reading.detail }, "a source could not be read");
    // Who asks with little patience learns little: that alone does not make the waits longer.
    const failures = options.deadlineMs === undefined ? state.failures + 1 : Math.max(state.failures, 1);
    const retryAt = reading.retryAt > at ? reading.retryAt : new Date(at.getTime() + backoffMs(failures));
    const { reason } = reading;
    const next = { ...state, lastAttemptAt: at, failures, lastError: reason, nextAttemptAt: retryAt };
    if (!deps.stopped.aborted) await deps.store.sources.put(next);
    return { ...reading, retryAt };
  }
  if (options.conditional && answer.status === "body" && (answer.etag || answer.lastModified)) {
    await deps.store.sources.putValidators(endpoint.baseUrl + options.path, answer.etag, answer.lastModified);
  }
  const hold = answer.status === "body" && answer.holdMs ? new Date(at.getTime() + answer.holdMs) : null;
  const lastSuccessAt = options.partial ? state.lastSuccessAt : at;
  const lastCount = "ids" in reading && reading.ids.length > 0 ? reading.ids.length : state.lastCount;
  const well = { failures: 0, lastError: null, nextAttemptAt: hold, lastAttemptAt: at, lastSuccessAt, lastCount };
  await deps.store.sources.put({ source, ...well });
  return reading;
}

async function readingOf(deps: ReaderDeps, endpoint: Endpoint, options: ReadOptions, answer: Answer): Promise<Reading> {
  switch (answer.status) {
    case "unchanged":
      return { status: "unchanged", ids: [], report: emptyReport(), total: null };
    case "missing":
      if (options.mayBeMissing) return { status: "empty" };
      return failed(endpoint, "HTTP 404", `${options.path}: HTTP 404`, new Date(0), true);
    case "lost":
      return failed(endpoint, answer.why, `${options.path}: ${answer.why}`, new Date(0), false);
    case "refused":
      return refused(deps, endpoint, options, answer);
    case "body":
      return save(deps, endpoint, options, answer.text);
  }
}

function refused(
  { now }: ReaderDeps,
  endpoint: Endpoint,
  { path }: ReadOptions,
  { code, text, holdMs }: Answer & { status: "refused" },
): Reading {
  const retryAt = holdMs === null ? new Date(0) : new Date(now().getTime() + Math.max(holdMs, 1_000));
  const reachable = code < 500 && code !== 429;
  return failed(endpoint, `HTTP ${code}`, `${path}: HTTP ${code} ${text.slice(0, 200)}`, retryAt, reachable);
}

async function save(
  deps: ReaderDeps,
  endpoint: Endpoint,
  { path, parse }: ReadOptions,
  text: string,
): Promise<Reading> {
  try {
    const { papers, rejected, warnings, total } = parse(text);
    for (const { where, reason } of [...rejected, ...warnings]) {
      deps.log.warn({ source: endpoint.source, path, where, reason }, "a source's entry is not what it should be");
    }
    if (papers.length === 0) return { status: "empty" };
    const report = { ...emptyReport(), rejected: rejected.length };
    const ids = await savePapers(deps.store, papers, report, deps.now());
    const status = report.new + report.updated > 0 ? "fetched" : "unchanged";
    return { status, ids, report, total: total ?? null };
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    const reason = `${endpoint.name} answered something else than papers (${error.message})`;
    return { ...failed(endpoint, "", `${path}: ${error.message}`, new Date(0), true), reason };
  }
}

const failed = (
  { name }: Endpoint,
  why: string,
  detail: string,
  retryAt: Date,
  reachable: boolean,
): Reading & { status: "failed" } => ({
  status: "failed",
  reason: `${name} hasn't answered (${why})`,
  detail,
  retryAt,
  reachable,
});
