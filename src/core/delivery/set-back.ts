import type { Store } from "../store/store.ts";
import { nextSlot } from "./schedule.ts";

const endOfTime = new Date(8.64e15);

/**
 * Undoes what a clock that ran ahead has left: what was planned, put off or leased at times still to come is free again, and
 * every subscription waits for its next slot from now.
 */
export async function undoTimesAhead(store: Store, now: Date): Promise<void> {
  await store.freeTimesAhead(now);
  const waiting = await store.subscriptions.due(endOfTime);
  const plans = waiting
    .map((due) => ({ due, slots: [], next: nextSlot(due, now) }))
    .filter(({ due, next }) => next.dueAt < due.next.dueAt);
  if (plans.length > 0) await store.deliveries.plan(plans);
}
