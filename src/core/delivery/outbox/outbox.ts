import type { Log } from "../../../log.ts";
import type { Store, Waiting } from "../../store/store.ts";
import type { Pacing, Ticket } from "./pacing.ts";
import { createQueue } from "./queue.ts";

/** `more`: call again now. `enough`: progress made, come back later. `idle`: nothing could be done. */
export type TurnResult = "more" | "enough" | "idle";

/** What the outbox works with. */
export interface OutboxParts {
  store: Store;
  pacing: Pacing;
  log: Log;
  now: () => Date;
  /** One step of a delivery: without a ticket it composes, with one it sends one message. Calls `answered` when the platform took it. */
  step(waiting: Waiting, ticket: Ticket | null, answered: () => void): Promise<TurnResult>;
  /** Whether its platform is connected. */
  reachable: (waiting: Waiting) => boolean;
  /** Creates deliveries for slots that became due; called every `refillMs`. */
  plan(): Promise<void>;
  /** Receives a function to call when there may be new work, for example after a platform connects. */
  onWoken(look: () => void): void;
  /** Waits `ms` milliseconds or until the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

const refillMs = 10_000;

/** Sends everything that is due, as fast as the platforms allow. Returns when nothing is left; on abort after running turns end. */
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
    // After progress look once more: something may have become due meanwhile.
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

/** Calls `ring` at the earliest time it was given, on abort, or after `refillMs`, with one timer for all of them. */
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
