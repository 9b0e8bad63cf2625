import type { Log } from "../../log.ts";
import type { Store, Waiting } from "../store/store.ts";
import type { Pacing, Ticket } from "./pacing.ts";
import { createQueue } from "./queue.ts";

/** What a delivery's turn came to: it has another message to send now, or nothing more for this time. */
export type Turn = "more" | "enough";

/** What the outbox works with. */
export interface OutboxParts {
  store: Store;
  pacing: Pacing;
  log: Log;
  now: () => Date;
  /** One step of a delivery: at most one message. */
  step(place: Waiting, ticket: Ticket): Promise<Turn>;
  /** Plans what became due meanwhile; called now and then while much is under way. */
  plan(): Promise<void>;
  /** Waits so many milliseconds, or until the signal. */
  wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

const refillMs = 10_000;

/** Sends everything that is due, as fast as the platforms allow; ends when nothing is, or at the signal with what is under way finished. */
export async function runOutbox(parts: OutboxParts, signal: AbortSignal): Promise<void> {
  const { store, pacing, log, now } = parts;
  const queue = createQueue(pacing);
  const underWay = new Set<Promise<void>>();
  let refilledAt = -Infinity;
  const refill = async () => {
    refilledAt = now().getTime();
    await parts.plan();
    queue.add(await store.deliveries.waiting(now()));
  };
  const begin = (delivery: Waiting) => {
    const turn = parts
      .step(delivery, pacing.take(delivery, now().getTime()))
      .catch((error: unknown) => {
        log.error({ err: error, delivery: delivery.id }, "a delivery could not be worked on");
        return "enough" as const;
      })
      .then((came) => queue.ended(delivery, came === "more"))
      .finally(() => underWay.delete(turn));
    underWay.add(turn);
  };

  await refill();
  while (!signal.aborted && (queue.size() > 0 || underWay.size > 0)) {
    if (now().getTime() - refilledAt >= refillMs) await refill();
    const next = queue.next(now().getTime());
    if ("turn" in next) begin(next.turn);
    else await somethingHappens(underWay, next.at, parts, signal);
  }
  await Promise.all(underWay);
}

/** Waits for a turn to end or for the time the next may begin, whichever is first. */
async function somethingHappens(
  underWay: Set<Promise<void>>,
  at: number | null,
  { now, wait }: OutboxParts,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new AbortController();
  const ms = at === null ? null : Math.min(refillMs, Math.max(1, at - now().getTime()));
  const timer = ms === null ? [] : [wait(ms, AbortSignal.any([signal, waiting.signal]))];
  await Promise.race([...underWay, ...timer]);
  waiting.abort();
}
