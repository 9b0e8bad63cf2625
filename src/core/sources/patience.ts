import { minuteMs } from "../../durations.ts";
import type { FailedReading, Read, SyncOptions, SyncWork } from "./source.ts";

/** Hugging Face's pauses last five minutes at most. */
const longestPauseMs = 6 * minuteMs;
/** A source that still does not answer after as many pauses is down. */
const mostPauses = 3;

/**
 * Reads for a long sync: where a source that has answered it asks for a pause, or breaks off, the sync waits and goes on.
 * Otherwise a span with more requests than a source allows would never be read to its end.
 */
export function withPauses({ read, now, sleep }: SyncWork, options: SyncOptions): { read: Read; options: SyncOptions } {
  let hasAnswered = false;
  let last = { done: 0, of: 0, what: "" };
  const progress: SyncOptions["progress"] = (step) => options.progress?.((last = step));
  const pause = async ({ retryAt }: FailedReading, title: string): Promise<boolean> => {
    const waitMs = retryAt.getTime() - now().getTime();
    if (!hasAnswered || waitMs <= 0 || waitMs > longestPauseMs) return false;
    const until = retryAt.toISOString().slice(11, 16);
    options.progress?.({ ...last, what: `${last.what}; ${title} is asked again at ${until} UTC` });
    return sleep(waitMs).then(
      () => true,
      () => false,
    );
  };
  return {
    read: async (source, how) => {
      let reading = await read(source, how);
      for (let pauses = 0; reading.status === "failed" && !reading.reachable && pauses < mostPauses; pauses++) {
        if (!(await pause(reading, source.title))) return reading;
        reading = await read(source, how);
      }
      hasAnswered ||= reading.status !== "failed";
      return reading;
    },
    options: { ...options, progress },
  };
}
