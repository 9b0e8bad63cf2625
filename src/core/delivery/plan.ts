import type { DueSchedule, Plan, Store } from "../store/store.ts";
import { isDaily, nextSlot } from "./schedule.ts";
import { hourMs } from "../../durations.ts";

/** How late a roundup may still be sent, in milliseconds: 12 hours for a daily schedule, 72 hours for a rarer one. */
export const graceMs = (on: string): number => (isDaily(on) ? 12 : 72) * hourMs;

/** Plans one due subscription: its newest passed slot is owed if it is within `graceMs`, the older slots are missed. */
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

/** Creates a delivery for each due slot. The unique rows are the locks, so several instances may run this at once. */
export async function planDue({ subscriptions, deliveries }: Store, now: Date): Promise<void> {
  const due = await subscriptions.due(now);
  if (due.length > 0) await deliveries.plan(due.map((each) => planOf(each, now)));
}

/** Creates deliveries for coming slots without moving `next_due_at`, so that a change or a pause can still delete them. */
export async function planAhead({ deliveries }: Store, coming: readonly DueSchedule[]): Promise<void> {
  const plans = coming.map((due) => ({ due, slots: [{ ...due.next, missed: null }], next: null }));
  if (plans.length > 0) await deliveries.plan(plans);
}
