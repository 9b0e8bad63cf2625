import type { Log } from "../../log.ts";
import { syncEveryMs } from "./days.ts";
import { addReport, emptyReport } from "./ingest.ts";
import { withPauses } from "./patience.ts";
import type { Source, SourceReport, SyncOptions, SyncReport, SyncWork } from "./source.ts";

/** Ways to read sources into the library. */
export interface Sync {
  /** All of them, one after the other. */
  syncAll: (options: SyncOptions) => Promise<SyncReport>;
  /** Those that were read half an hour ago, or whose backoff is over. */
  syncDue: () => Promise<void>;
  syncOne: (source: Source, options: SyncOptions) => Promise<SourceReport[]>;
}

/** Makes the ways to read a list of sources, and keeps for each the time of its next read. */
export function createSync(sources: readonly Source[], work: SyncWork, log: Log): Sync {
  const { store, now } = work;
  const nextAt = new Map<Source, number>();

  const syncOne = async (source: Source, options: SyncOptions): Promise<SourceReport[]> => {
    if (source.sync === undefined) return [];
    const { read, options: told } = options.since === undefined ? { ...work, options } : withPauses(work, options);
    const reports = await source.sync({ ...work, read }, told);
    for (const { source: name, status, report } of reports)
      log.info({ source: name, status, ...report }, "read a source");
    const retries = reports.flatMap(({ retryAt }) => retryAt?.getTime() ?? []);
    nextAt.set(source, Math.min(now().getTime() + syncEveryMs, ...retries));
    // Samples only stand in for real papers.
    if (reports.some(({ report }) => report.read > 0)) await store.papers.dropSamples();
    const isWhole = options.date === undefined && reports.every(({ status }) => status !== "failed");
    if (isWhole) await store.updates.begin(source.name, now());
    return reports;
  };
  /** A source that failed to answer a question is read again after its backoff too, which tells whether it is up. */
  const isDue = async (source: Source): Promise<boolean> => {
    if (now().getTime() >= (nextAt.get(source) ?? 0)) return true;
    const { failures, nextAttemptAt } = await store.sources.get(source.name);
    return failures > 0 && (nextAttemptAt?.getTime() ?? 0) <= now().getTime();
  };

  return {
    syncOne,
    async syncAll(options) {
      const reports: SourceReport[] = [];
      for (const source of sources) reports.push(...(await syncOne(source, options)));
      const total = emptyReport();
      for (const { report } of reports) addReport(total, report);
      return { sources: reports, total };
    },
    async syncDue() {
      for (const source of sources) if (source.sync && (await isDue(source))) await syncOne(source, {});
    },
  };
}
