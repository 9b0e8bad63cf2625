import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../errors.ts";
import type { Asked, FailedReading, Read, Reading, Source } from "./source.ts";

const paperDeadlineMs = 8_000;
/** Time for an aborted request to report itself, in milliseconds. */
const lastWordMs = 100;

/** Asks the search of every source that has one for some queries; a source that failed is left alone until its backoff has passed. */
export async function askAll(
  sources: readonly Source[],
  read: Read,
  queries: readonly string[],
  deadlineMs: number,
): Promise<Asked> {
  const typed = queries.filter((query) => query !== "");
  const how = { deadlineMs, partial: true };
  const answers = await Promise.all(
    sources.flatMap((source) => {
      const readings = typed.length === 0 ? [] : (source.ask?.(read, typed, how) ?? []);
      return readings.map(async (reading) => ({ source, answer: await inTime(source, reading, deadlineMs) }));
    }),
  );
  const failed = new Set(answers.flatMap(({ source, answer }) => (answer.status === "failed" ? source.name : [])));
  return {
    found: [...new Set(answers.flatMap(({ answer }) => ("ids" in answer ? answer.ids : [])))],
    asked: [...new Set(answers.map(({ source }) => source.name))].filter((name) => !failed.has(name)),
    failed: [...failed],
    failures: [...new Set(answers.flatMap(({ answer }) => (answer.status === "failed" ? `${answer.reason}.` : [])))],
  };
}

/** Stops waiting for a reading when its time is over; its papers are still saved when they come. */
async function inTime({ title }: Source, reading: Promise<Reading>, deadlineMs: number): Promise<Reading> {
  const done = new AbortController();
  const reason = `${title} hasn't answered (it did not answer in time)`;
  const late: FailedReading = { status: "failed", reason, detail: reason, retryAt: new Date(0), reachable: false };
  const timer = sleep(deadlineMs + lastWordMs, late, { signal: done.signal }).catch(() => late);
  try {
    return await Promise.race([reading, timer]);
  } finally {
    done.abort();
  }
}

/**
 * One paper by its arXiv id, from the first source that knows it: its id in the library, or null when no source has it.
 * Throws a `UserError` when a source that might know it did not answer.
 */
export async function fetchPaper(sources: readonly Source[], read: Read, arxivId: string): Promise<string | null> {
  const how = { deadlineMs: paperDeadlineMs, partial: true };
  let failed: FailedReading | null = null;
  for (const source of sources) {
    const reading = await source.byId?.(read, arxivId, how);
    if (reading && "ids" in reading && reading.ids[0]) return reading.ids[0];
    if (reading?.status === "failed") failed ??= reading;
  }
  if (!failed) return null;
  throw new UserError("source_unavailable", `${failed.reason}. Try again in a few minutes.`);
}
