import type { DueSchedule, Plan, Store } from "../store/store.ts";
import { isDaily, nextSlot } from "./schedule.ts";
import { hourMs } from "../../durations.ts";

/** How late a roundup may still be, in milliseconds: twelve hours where one comes daily, three days where it does not. */
export const graceMs = (on: string): number => (isDaily(on) ? 12 : 72) * hourMs;

/** What is owed by those that wait for a time: its newest slot while that is within grace; the older ones were missed. */
export function planOf(due: DueSchedule, now: Date): Plan {
  const passed = [];
  let next = due.next;
  while (next.dueAt <= now) {
    passed.push(next);
    next = nextSlot(due, next.dueAt);
  }
  const newest = passed.at(-1);
  const inTime = newest && now.getTime() - newest.dueAt.getTime() <= graceMs(due.on) ? newest : null;
  const slots = passed.map((slot) => ({ ...slot, missed: slot === inTime ? null : "the bot was not running" }));
  return { due, slots, next };
}

/** Plans what is due. The rows it writes are the locks, so any number of instances may do it at once. */
export async function planDue({ subscriptions, deliveries }: Store, now: Date): Promise<void> {
  const due = await subscriptions.due(now);
  if (due.length > 0) await deliveries.plan(due.map((each) => planOf(each, now)));
}

/**
 * Plans what is due after now until then; when the first of it is. Until its time a subscription still waits for it, and
 * a change or a pause frees the slot.
 */
export async function planAhead({ subscriptions, deliveries }: Store, now: Date, until: Date): Promise<Date | null> {
  const coming = (await subscriptions.due(until)).filter(({ next }) => next.dueAt > now);
  const plans = coming.map((due) => ({ due, slots: [{ ...due.next, missed: null }], next: null }));
  if (plans.length > 0) await deliveries.plan(plans);
  return coming[0]?.next.dueAt ?? null;
}
