import type { Store } from "../store/store.ts";
import { nextSlot } from "./schedule.ts";

const endOfTime = new Date(8.64e15);

/**
 * Repairs rows that a clock running ahead has written: frees deliveries that were planned, postponed or leased in the
 * future, and sets every subscription to its next slot from now.
 */
export async function undoTimesAhead(store: Store, now: Date): Promise<void> {
  await store.freeTimesAhead(now);
  const waiting = await store.subscriptions.due(endOfTime);
  const plans = waiting
    .map((due) => ({ due, slots: [], next: nextSlot(due, now) }))
    .filter(({ due, next }) => next.dueAt < due.next.dueAt);
  if (plans.length > 0) await store.deliveries.plan(plans);
}
