import { minuteMs } from "../../../durations.ts";
import { sql } from "drizzle-orm";
import { deliveries, deliveryParts } from "../schema/deliveries.ts";
import { topicQuestions } from "../schema/subscriptions.ts";
import { posts } from "../schema/votes.ts";
import { sources } from "../schema/sources.ts";
import { isOpen } from "./deliveries/conditions.ts";
import { change, type Steps } from "./steps.ts";

/** As long as a lost answer may be waited for at most: `SETTLE_SECONDS` goes to 600. */
const settledMs = 10 * minuteMs;

/** Frees what was written at times after now by a clock that ran ahead. */
export function* freeTimesAhead(now: Date): Steps<void> {
  const at = now.getTime();
  const begun = sql`select delivery_id from ${deliveryParts} where state in ('sent', 'sending', 'ambiguous', 'unknown')`;
  const claimedAhead = sql`select delivery_id from ${deliveryParts} where claimed_at > ${at}`;
  const statements = [
    // Roundups are planned two minutes ahead at most.
    sql`delete from ${deliveries} where due_at > ${at + 3 * minuteMs} and id not in (${begun})`,
    // Whether such a message is out nobody knows for a while; a look for it reaches back far enough.
    sql`update ${deliveries} set next_attempt_at = ${at + settledMs}, lease_until = null where ${isOpen} and id in (${claimedAhead})`,
    sql`update ${deliveryParts} set claimed_at = ${at - settledMs}, first_claimed_at = ${at - settledMs} where claimed_at > ${at}`,
    sql`update ${deliveries} set lease_until = null where lease_until > ${at + settledMs + minuteMs}`,
    sql`update ${deliveries} set next_attempt_at = ${at} where ${isOpen} and next_attempt_at > ${at + settledMs}`,
    sql`update ${sources} set next_attempt_at = null, turn_at = null where next_attempt_at > ${at} or turn_at > ${at}`,
    sql`update ${sources} set last_success_at = ${at} where last_success_at > ${at}`,
    sql`update ${deliveries} set window_to = ${at} where window_to > ${at}`,
    sql`update ${topicQuestions} set asked_at = ${at} where asked_at > ${at}`,
    sql`update ${posts} set refresh_after = null where refresh_after > ${at}`,
  ];
  for (const statement of statements) yield* change(statement);
}
