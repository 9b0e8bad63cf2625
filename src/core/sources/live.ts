import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Store } from "../store/store.ts";
import { readById, readMatches } from "./arxiv/api.ts";
import type { Endpoint, Fetch } from "./reading/http.ts";
import { readPaper, readSearch } from "./hugging-face/api.ts";
import { addReport, emptyReport } from "./ingest.ts";
import type { ReaderDeps } from "./reading/attempt.ts";
import { createReader, type Reader, type Reading } from "./reading/reader.ts";
import { samples } from "./import/samples.ts";
import type { Asked, SourceName, Sources } from "./source.ts";
import { syncArxiv, syncDaily, type Endpoints, type SyncOptions, type SyncReport } from "./sync.ts";

/** The sources of a running program. */
export interface LiveSources extends Sources {
  /** Reads everything new; an empty library gets samples when Hugging Face cannot be reached. */
  start(): Promise<void>;
  /** Reads the sources now, whatever failed before. */
  sync(options?: SyncOptions): Promise<SyncReport>;
  /** Aborts what is being read and waits for it. */
  stop(): Promise<void>;
}

/** Which services, and what they are read with. */
export interface SourcesOptions {
  huggingFaceUrl: string;
  hfToken: string | null;
  arxivUrl: string;
  arxivRssUrl: string;
  arxivCategories: readonly string[];
  store: Pick<Store, "papers" | "sources">;
  log: Log;
  now: () => Date;
  fetch?: Fetch;
  sleep?: ReaderDeps["sleep"];
}

const paperDeadlineMs = 8_000;
/** Lets an aborted request report itself before it is given up. */
const graceMs = 100;
/** A source that failed is not asked again for a query before this has passed. */
const askAgainMs = 5 * 60_000;

/** Reads Hugging Face and arXiv into the library. */
export function createSources(options: SourcesOptions): LiveSources {
  const { store, log, now, arxivCategories: categories } = options;
  const stopping = new AbortController();
  const endpoints = endpointsOf(options);
  const read = createReader({
    store,
    log,
    now,
    fetch: options.fetch ?? fetch,
    sleep: options.sleep ?? ((ms, signal) => sleep(ms, undefined, { signal })),
    stopped: stopping.signal,
  });
  const deps = { store, read, endpoints, categories, now };
  const running = new Set<Promise<unknown>>();
  const tracked = <Result>(work: Promise<Result>): Promise<Result> => {
    running.add(work);
    void work.catch(() => undefined).finally(() => running.delete(work));
    return work;
  };
  let firstStart: Promise<unknown> | null = null;

  const firstDaily = async () => {
    const empty = (await store.papers.count()) === 0;
    const report = await syncDaily(deps, {});
    if (empty && report.status === "failed") await loadSamples(store, log, now(), report.reason ?? "");
    return report;
  };
  const arxiv = async (sync: SyncOptions) => logged(log, await syncArxiv(deps, sync));

  return {
    async start() {
      const first = tracked(firstDaily());
      firstStart ??= first.catch(() => undefined);
      logged(log, [await first]);
      await tracked(arxiv({}));
    },
    async sync(sync = {}) {
      const insisting = { insist: true, ...sync };
      const found = [logged(log, [await tracked(syncDaily(deps, insisting))]), await tracked(arxiv(insisting))].flat();
      const total = emptyReport();
      for (const { report } of found) addReport(total, report);
      return { sources: found, total };
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(running);
    },
    ask: (query, deadlineMs) => tracked(ask(deps, query, deadlineMs)),
    fetchPaper: (arxivId) => tracked(fetchPaper(read, endpoints, arxivId)),
    async ready(deadlineMs) {
      if ((await store.papers.count()) > 0) return;
      firstStart ??= tracked(firstDaily()).catch(() => undefined);
      const late = new AbortController();
      await Promise.race([firstStart, sleep(deadlineMs, undefined, { signal: late.signal }).catch(() => undefined)]);
      late.abort();
    },
  };
}

function endpointsOf(options: SourcesOptions): Endpoints {
  const { huggingFaceUrl, hfToken, arxivUrl, arxivRssUrl } = options;
  return {
    huggingFace: { source: "hugging-face", name: "Hugging Face", baseUrl: huggingFaceUrl, token: hfToken },
    arxiv: { source: "arxiv", name: "arXiv", baseUrl: arxivUrl },
    announcements: { source: "arxiv-rss", name: "arXiv's feed of new papers", baseUrl: arxivRssUrl },
  };
}

function logged<Reports extends SyncReport["sources"]>(log: Log, reports: Reports): Reports {
  for (const { source, status, report } of reports) log.info({ source, status, ...report }, "read a source");
  return reports;
}

async function loadSamples(store: Pick<Store, "papers">, log: Log, at: Date, reason: string): Promise<void> {
  await store.papers.save(samples, at, { sample: true });
  log.warn({ samples: samples.length }, `${reason}; the library starts with ${samples.length} sample papers`);
}

interface AskDeps {
  store: Pick<Store, "sources">;
  read: Reader;
  endpoints: Endpoints;
  now: () => Date;
}

async function ask({ store, read, endpoints, now }: AskDeps, query: string, deadlineMs: number): Promise<Asked> {
  const quiet = async ({ source, name }: Endpoint): Promise<string | null> => {
    const { failures, lastAttemptAt } = await store.sources.get(source);
    const recent = lastAttemptAt !== null && now().getTime() - lastAttemptAt.getTime() < askAgainMs;
    return failures > 0 && recent ? `${name} hasn't answered within the last 5 minutes` : null;
  };
  const one = async (endpoint: Endpoint, reading: () => Promise<Reading>) => {
    const silent = await quiet(endpoint);
    return { endpoint, silent, reading: silent === null ? await inTime(endpoint, reading(), deadlineMs) : null };
  };
  const how = { deadlineMs, insist: true, partial: true };
  const both = await Promise.all([
    one(endpoints.huggingFace, () => readSearch(read, endpoints.huggingFace, query, how)),
    one(endpoints.arxiv, () => readMatches(read, endpoints.arxiv, query, how)),
  ]);
  const found = both.flatMap(({ reading }) => (reading && "ids" in reading ? reading.ids : []));
  const answered = both.filter(({ reading }) => reading !== null && reading.status !== "failed");
  const failures = both.flatMap(
    ({ silent, reading }) => silent ?? (reading?.status === "failed" ? reading.reason : []),
  );
  return {
    found: [...new Set(found)],
    asked: answered.map(({ endpoint }): SourceName => endpoint.source),
    failures: failures.map((reason) => `${reason}.`),
  };
}

/** A reading that may have to wait for others in front is given up on time; what it brings later is saved all the same. */
async function inTime({ name }: Endpoint, reading: Promise<Reading>, deadlineMs: number): Promise<Reading> {
  const done = new AbortController();
  const reason = `${name} hasn't answered (it did not answer in time)`;
  const retryAt = new Date(0);
  const late: Reading = { status: "failed", reason, detail: reason, retryAt, reachable: false };
  const timer = sleep(deadlineMs + graceMs, late, { signal: done.signal }).catch(() => late);
  try {
    return await Promise.race([reading, timer]);
  } finally {
    done.abort();
  }
}

async function fetchPaper(read: Reader, endpoints: Endpoints, arxivId: string): Promise<string | null> {
  const how = { deadlineMs: paperDeadlineMs, partial: true };
  const readings: Reading[] = [];
  for (const next of [
    () => readPaper(read, endpoints.huggingFace, arxivId, how),
    () => readById(read, endpoints.arxiv, arxivId, how),
  ]) {
    const reading = await next();
    if ("ids" in reading && reading.ids[0]) return reading.ids[0];
    readings.push(reading);
  }
  const failed = readings.find((reading) => reading.status === "failed");
  if (!failed) return null;
  throw new UserError("source_unavailable", `${failed.reason}. Try again in a few minutes.`);
}
