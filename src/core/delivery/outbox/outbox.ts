import type { Log } from "../../../log.ts";
import type { Store, Waiting } from "../../store/store.ts";
import type { Pacing, Ticket } from "./pacing.ts";
import { createQueue } from "./queue.ts";

/** What a delivery's turn came to: it has another message to send now, or enough was done for this time, or nothing could be. */
export type TurnResult = "more" | "enough" | "idle";

/** What the outbox works with. */
export interface OutboxParts {
  store: Store;
  pacing: Pacing;
  log: Log;
  now: () => Date;
  /** One step of a delivery: composing it where there is no ticket, else one message; calls back once that was taken. */
  step(waiting: Waiting, ticket: Ticket | null, answered: () => void): Promise<TurnResult>;
  /** Whether its platform is connected. */
  reachable: (waiting: Waiting) => boolean;
  /** Plans what became due; called now and then while much is under way. */
  plan(): Promise<void>;
  /** Takes what to call when there may be more to send than a moment ago: a platform is connected. */
  onWoken(look: () => void): void;
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
  let progress = false;
  let wake = () => {};
  const happened = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  const wakeAt = alarm(parts, signal, () => wake());
  parts.onWoken(() => {
    refilledAt = -Infinity;
    wake();
  });
  const refill = async () => {
    refilledAt = now().getTime();
    progress = false;
    await parts.plan();
    queue.add((await store.deliveries.waiting(now())).filter(parts.reachable));
  };
  const begin = (delivery: Waiting) => {
    const answered = () => {
      queue.answered(delivery);
      wake();
    };
    const turn = parts
      .step(delivery, delivery.composed ? pacing.take(delivery, now().getTime()) : null, answered)
      .catch((error: unknown) => {
        log.error({ err: error, delivery: delivery.id }, "a delivery could not be worked on");
        return "idle" as const;
      })
      .then((came) => {
        progress ||= came !== "idle";
        queue.ended(delivery, came === "more");
      })
      .finally(() => {
        underWay.delete(turn);
        wake();
      });
    underWay.add(turn);
  };

  await refill();
  while (!signal.aborted) {
    const idle = queue.size() === 0;
    // What became due while the last ones were under way is not left to the next tick.
    if (idle && !progress) break;
    if (idle || now().getTime() - refilledAt >= refillMs) await refill();
    const next = queue.next(now().getTime());
    if ("turn" in next) begin(next.turn);
    else if (queue.size() > 0) {
      if (next.at !== null) wakeAt(next.at);
      await happened();
    }
  }
  await Promise.all(underWay);
}

/** Rings at the first of the times it is told, one wait for all of them; at the signal too, and at the latest when more may be due. */
function alarm({ now, wait }: OutboxParts, signal: AbortSignal, ring: () => void): (at: number) => void {
  let next = Infinity;
  return (at) => {
    if (next <= at) return;
    next = at;
    const ms = Math.min(refillMs, Math.max(1, at - now().getTime()));
    void wait(ms, signal).then(() => {
      next = Infinity;
      ring();
    });
  };
}
