import type { Plan, Store, Subscription } from "../store/store.ts";
import { isDaily, nextSlot } from "./schedule.ts";

const hourMs = 3_600_000;
const batch = 2_500;

/** How late a roundup may still be, in milliseconds: twelve hours where one comes daily, three days where it does not. */
export const graceMs = (on: string): number => (isDaily(on) ? 12 : 72) * hourMs;

/** What a due subscription owes: the newest slot while it is within grace; the older ones were missed. */
export function planOf(subscription: Subscription, now: Date): Plan {
  const passed = [];
  let next = subscription.next;
  while (next.dueAt <= now) {
    passed.push(next);
    next = nextSlot(subscription, next.dueAt);
  }
  const newest = passed.at(-1);
  const inTime = newest && now.getTime() - newest.dueAt.getTime() <= graceMs(subscription.on) ? newest : null;
  const slots = passed.map((slot) => ({ ...slot, missed: slot === inTime ? null : "the bot was not running" }));
  return { subscription: subscription.id, from: subscription.next.dueAt, slots, next };
}

/**
 * Plans what is due, those that wait longest first; true when there may be more. The rows it writes are the locks, so
 * any number of instances may do it at once.
 */
export async function planDue({ subscriptions, deliveries }: Store, now: Date): Promise<boolean> {
  const due = await subscriptions.due(now, batch);
  if (due.length > 0) await deliveries.plan(due.map(({ subscription }) => planOf(subscription, now)));
  return due.length === batch;
}
