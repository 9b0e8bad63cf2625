import { addReport, emptyReport } from "../ingest.ts";
import type { Reading, Source, SourceReport } from "../source.ts";

/** The result of several readings is the last of these that any of them had. */
const byWeight: SourceReport["status"][] = ["empty", "unchanged", "fetched", "failed"];

/** Adds up the readings of a source: one failure makes the whole result `failed`; else papers that were fetched count more than nothing new. */
export function summaryOf({ name }: Source, readings: readonly Reading[] = []) {
  const result: SourceReport = { source: name, status: "empty", reason: null, retryAt: null, report: emptyReport() };
  const add = (reading: Reading) => {
    if (byWeight.indexOf(reading.status) > byWeight.indexOf(result.status)) result.status = reading.status;
    if ("report" in reading) addReport(result.report, reading.report);
    if (reading.status !== "failed") return;
    result.reason ??= reading.reason;
    if (result.retryAt === null || reading.retryAt > result.retryAt) result.retryAt = reading.retryAt;
  };
  readings.forEach(add);
  return { add, result };
}
