import type { Log } from "../../../log.ts";
import type { Parsed } from "../../papers/paper.ts";
import type { Store } from "../../store/store.ts";
import { request, type Answer, type Endpoint, type Fetch } from "./http.ts";

/** How to read one address. */
export interface ReadOptions {
  path: string;
  parse: (text: string) => Parsed & { total?: number };
  /** Aborts after this long, the whole body included; 15 s. */
  deadlineMs?: number;
  /** Remembers `ETag` and `Last-Modified` and sends them again. */
  conditional?: boolean;
  /** Asks although an earlier failure's own backoff has not passed; what the server demanded is obeyed all the same. */
  insist?: boolean;
  /** A 404 means that the source does not know it, not that the address is wrong. */
  mayBeMissing?: boolean;
  /** Does not count as the source's success: there is more to read before it is up to date. */
  partial?: boolean;
}

/** What reading needs from outside. */
export interface ReaderDeps {
  store: Pick<Store, "papers" | "sources">;
  now: () => Date;
  log: Log;
  fetch: Fetch;
  /** Waits; rejects when stopped. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Aborted when the program stops. */
  stopped: AbortSignal;
}

const defaultDeadlineMs = 15_000;
/** arXiv's terms: one request per three seconds over everything one runs. */
const arxivGapMs = 3_000;
/** A wait the server asks for that is not longer than this is waited out at once. */
const shortHoldMs = 5_000;

/** The server's answer; null where arXiv's turn would come after the deadline. */
export async function readAnswer(deps: ReaderDeps, endpoint: Endpoint, options: ReadOptions): Promise<Answer | null> {
  const known = options.conditional ? await deps.store.sources.validators(endpoint.baseUrl + options.path) : null;
  try {
    const waited = endpoint.source === "hugging-face" ? 0 : await waitForTurn(deps, options);
    if (waited === null) return null;
    const deadline = AbortSignal.timeout((options.deadlineMs ?? defaultDeadlineMs + waited) - waited);
    const signal = AbortSignal.any([deps.stopped, deadline]);
    const ask = () => request(endpoint, { path: options.path, ...known, signal }, deps.fetch);
    const first = await ask();
    if (first.status !== "refused" || first.holdMs === null || first.holdMs > shortHoldMs) return first;
    await deps.sleep(first.holdMs, signal);
    if (endpoint.source !== "hugging-face") await waitForTurn(deps, options);
    return await ask();
  } catch {
    return { status: "lost", why: deps.stopped.aborted ? "the program is stopping" : "it did not answer in time" };
  }
}

/** Waits for arXiv's next turn; how long that was, in milliseconds, or null where it is too far off. */
async function waitForTurn(deps: ReaderDeps, { deadlineMs }: ReadOptions): Promise<number | null> {
  const { store, now, sleep, stopped } = deps;
  const asked = now();
  const turn = await store.sources.claimTurn("arxiv", asked, arxivGapMs);
  const wait = Math.max(turn.getTime() - asked.getTime(), 0);
  if (deadlineMs !== undefined && wait >= deadlineMs) return null;
  if (wait > 0) await sleep(wait, stopped);
  return wait;
}
