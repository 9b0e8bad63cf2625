import type { Log } from "../../../log.ts";
import type { Store } from "../../store/store.ts";
import type { Pace, ReadOptions, Source, SourceSettings } from "../source.ts";
import { request, type Answer, type Fetch } from "./http.ts";

/** What reading needs from outside. */
export interface ReaderDeps {
  store: Pick<Store, "papers" | "sources" | "updates">;
  settings: SourceSettings;
  now: () => Date;
  log: Log;
  fetch: Fetch;
  /** Waits; rejects when stopped. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Aborted when the program stops. */
  stopped: AbortSignal;
}

const defaultDeadlineMs = 15_000;
/** A wait the server asks for that is not longer than this is waited out at once. */
const shortHoldMs = 5_000;

/** The server's answer; null where the source's turn would come after the deadline, so that nobody was asked. */
export async function readAnswer(deps: ReaderDeps, source: Source, options: ReadOptions): Promise<Answer | null> {
  const { path, deadlineMs } = options;
  const endpoint = source.endpoint(deps.settings);
  const known = options.conditional ? await deps.store.sources.validators(endpoint.baseUrl + path) : null;
  try {
    const waited = await waitForTurn(deps, source.pace, deadlineMs);
    if (waited === null) return null;
    const deadline = AbortSignal.timeout((deadlineMs ?? defaultDeadlineMs + waited) - waited);
    const signal = AbortSignal.any([deps.stopped, deadline]);
    const ask = () => request(endpoint, { path, ...known, signal }, deps.fetch);
    const first = await ask();
    if (first.status !== "refused" || first.holdMs === null || first.holdMs > shortHoldMs) return first;
    await deps.sleep(first.holdMs, signal);
    await waitForTurn(deps, source.pace, deadlineMs);
    return await ask();
  } catch {
    return { status: "lost", why: deps.stopped.aborted ? "the program is stopping" : "it did not answer in time" };
  }
}

/** Waits for the next turn of a source's line; returns how long that was, in milliseconds, or null where it is too far off. */
async function waitForTurn(deps: ReaderDeps, pace: Pace | null, deadlineMs?: number): Promise<number | null> {
  if (pace === null) return 0;
  const { store, now, sleep, stopped } = deps;
  const asked = now();
  const turn = await store.sources.claimTurn(pace.line, asked, pace.gapMs);
  const wait = Math.max(turn.getTime() - asked.getTime(), 0);
  if (deadlineMs !== undefined && wait >= deadlineMs) return null;
  if (wait > 0) await sleep(wait, stopped);
  return wait;
}
