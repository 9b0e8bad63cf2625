import { request, type Answer, type Endpoint } from "./http.ts";
import type { ReaderDeps, ReadOptions } from "./reader.ts";

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
