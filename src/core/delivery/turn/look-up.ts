import type { FindOutcome } from "../../adapter.ts";
import type { Part } from "../../store/store.ts";
import { recordSent } from "./record-sent.ts";
import { waitUntil } from "../outbox/backoff.ts";
import { tellConfigurer } from "./notice.ts";
import type { TurnResult } from "../outbox/outbox.ts";
import { attemptOf, leaseOf, returnTicket, waitForTicket, type Work } from "./work.ts";

/** Looks whether a message whose answer was lost is in the channel; only if it is absent may it be sent again. */
export async function lookUpPart(work: Work, part: Part): Promise<TurnResult> {
  const { store, adapter, delivery, ticket, now, settleMs } = work;
  // Take the lease first: its holder may still be waiting for an answer.
  if (!(await store.deliveries.lease(delivery.id, leaseOf(work)))) return returnTicket(work, work.waiting, ticket);
  const claimedAt = part.claimedAt ?? now();
  const settled = claimedAt.getTime() + settleMs;
  if (now().getTime() < settled) {
    await store.deliveries.doubt(part.id, new Date(settled), "checking whether it was posted");
    return returnTicket(work, work.waiting, ticket);
  }
  await waitForTicket(work, work.waiting, ticket);
  const target = { channel: part.channel ?? delivery.subscription.channel, thread: part.thread };
  const attempt = attemptOf(work, part, target);
  const found = await adapter
    .find(attempt, claimedAt, part.firstClaimedAt ?? claimedAt)
    .catch((): FindOutcome => ({ status: "wait", until: new Date(now().getTime() + settleMs) }));
  if (ticket) work.pacing.endRequest(work.waiting, ticket, now().getTime());
  switch (found.status) {
    case "sent":
      return recordSent(work, part, attempt, found);
    case "absent":
      await store.deliveries.again(part.id, now(), "it was not posted", part.plain);
      return "more";
    case "wait":
      await store.deliveries.doubt(part.id, waitUntil(found.until, now()), "checking whether it was posted");
      return "enough";
    case "unreadable":
      await store.deliveries.giveUp(part.id, "unknown", found.why, now(), part.position === 0);
      await tellConfigurer(work, `u${part.id}`, `may or may not have been posted: ${found.why}.`);
      return "enough";
  }
}
