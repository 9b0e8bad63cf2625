import { futureDays, lastDay, withoutFutureDays } from "../papers/future-days.ts";
import type { PaperFacts, Rejection } from "../papers/paper.ts";
import type { HowToSave, Saved, Store } from "../store/store.ts";

/** Counts of an ingest, in papers; `rejected` entries are not papers. */
export interface IngestReport {
  read: number;
  new: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

/** A report with all counts zero. */
export const emptyReport = (): IngestReport => ({ read: 0, new: 0, updated: 0, unchanged: 0, rejected: 0 });

/** Papers saved in one transaction: few enough to keep other writers waiting for milliseconds only. */
const batchSize = 1000;

/** How to save papers, and who is told of facts that are left out. */
interface Saving {
  how?: HowToSave;
  warn?: ((what: Rejection) => void) | undefined;
}

/**
 * Saves papers in atomic batches and counts what they changed in `report`; the ids stand in the order of the papers. Days
 * after tomorrow are not believed: they are left out, and `warn` is told.
 */
export async function savePapers(
  store: Pick<Store, "papers">,
  facts: readonly PaperFacts[],
  report: IngestReport,
  at: Date,
  { how, warn }: Saving = {},
): Promise<string[]> {
  const last = lastDay(at);
  const papers = facts.map((paper) => {
    const [day] = futureDays(paper, last);
    if (day === undefined) return paper;
    warn?.({ where: paper.arxivId ?? paper.title, reason: `its day ${day} has not come yet; left out` });
    return withoutFutureDays(paper, last);
  });
  const ids: string[] = [];
  for (let from = 0; from < papers.length; from += batchSize) {
    const saved = await store.papers.save(papers.slice(from, from + batchSize), at, how);
    count(saved, report);
    ids.push(...saved.map(({ id }) => id));
  }
  return ids;
}

function count(saved: Saved[], report: IngestReport): void {
  for (const { change } of saved) {
    report.read++;
    report[change]++;
  }
}

/** Collects papers until a batch is full; `flush` saves the rest. */
export function batches(
  store: Pick<Store, "papers">,
  report: IngestReport,
  now: () => Date,
  warn?: (what: Rejection) => void,
) {
  let waiting: PaperFacts[] = [];
  const flush = async () => {
    const batch = waiting;
    waiting = [];
    await savePapers(store, batch, report, now(), { warn });
  };
  return {
    async add(papers: PaperFacts[]) {
      waiting.push(...papers);
      if (waiting.length >= batchSize) await flush();
    },
    flush,
  };
}

/** Adds one report to another. */
export function addReport(to: IngestReport, more: IngestReport): void {
  for (const key of ["read", "new", "updated", "unchanged", "rejected"] as const) to[key] += more[key];
}
