import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../log.ts";
import type { Store } from "../store/store.ts";
import { askAll, fetchPaper } from "./asking.ts";
import { samples } from "./import/samples.ts";
import { allSources, readByClock, titleIn } from "./list.ts";
import type { ReaderDeps } from "./reading/attempt.ts";
import type { Fetch } from "./reading/http.ts";
import { fetchThrough } from "./reading/proxy.ts";
import { createReader } from "./reading/reader.ts";
import type { ProxySettings, Source, Sources, SourceSettings, SyncOptions, SyncReport } from "./source.ts";
import { createSync } from "./sync.ts";

/** The sources of a running program. */
export interface LiveSources extends Sources {
  /** Reads every source whose time has come: half an hour after the last time, or when a failure's backoff is over. */
  tick(): Promise<void>;
  /** Reads the sources now, whatever failed before. */
  sync(options?: SyncOptions): Promise<SyncReport>;
  /** Aborts what is being read and waits for it. */
  stop(): Promise<void>;
}

/** Which services, and what they are read with. */
export interface SourcesOptions extends SourceSettings {
  store: Pick<Store, "papers" | "sources" | "updates">;
  log: Log;
  now: () => Date;
  proxy?: ProxySettings | null;
  sources?: readonly Source[];
  fetch?: Fetch;
  sleep?: ReaderDeps["sleep"];
}

/** An empty library gets samples when its first source has not answered within this time. */
const firstDeadlineMs = 5_000;

/** Reads the sources of the list into the library. */
export function createSources(options: SourcesOptions): LiveSources {
  const { store, log, now, sources = allSources } = options;
  const stopping = new AbortController();
  const pause = options.sleep ?? ((ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }));
  const read = createReader({
    store,
    log,
    now,
    settings: options,
    fetch: options.fetch ?? fetchThrough(options.proxy ?? null),
    sleep: pause,
    stopped: stopping.signal,
  });
  const { syncAll, syncDue, syncOne } = createSync(
    sources,
    { store, read, settings: options, now, sleep: (ms) => pause(ms, stopping.signal) },
    log,
  );
  const running = new Set<Promise<unknown>>();
  const tracked = <Result>(work: Promise<Result>): Promise<Result> => {
    running.add(work);
    void work.catch(() => undefined).finally(() => running.delete(work));
    return work;
  };
  let firstPapers: Promise<unknown> | null = null;

  /** Fills an empty library from the first source, or with samples where that does not answer. */
  const fill = async () => {
    const [first] = sources;
    if (!first || (await store.papers.count()) > 0) return;
    const reports = await syncOne(first, { deadlineMs: firstDeadlineMs });
    const failed = reports.find(({ status }) => status === "failed");
    if (!failed || (await store.papers.count()) > 0) return;
    await store.papers.save(samples, now(), { sample: true });
    log.warn(
      { samples: samples.length },
      `${failed.reason ?? first.title}; the library starts with ${samples.length} sample papers`,
    );
  };
  const filled = () => (firstPapers ??= tracked(fill()).catch(() => undefined));

  return {
    async tick() {
      await filled();
      await tracked(syncDue());
    },
    sync: (sync = {}) => tracked(syncAll({ insist: true, ...sync })),
    async stop() {
      stopping.abort();
      await Promise.allSettled(running);
    },
    ask: (queries, deadlineMs) => tracked(askAll(sources, read, queries, deadlineMs)),
    fetchPaper: (arxivId) => tracked(fetchPaper(sources, read, arxivId)),
    async ready(deadlineMs) {
      if ((await store.papers.count()) > 0) return;
      const late = new AbortController();
      await Promise.race([filled(), sleep(deadlineMs, undefined, { signal: late.signal }).catch(() => undefined)]);
      late.abort();
    },
    title: (name) => titleIn(sources, name),
    readByClock: readByClock(sources),
  };
}
