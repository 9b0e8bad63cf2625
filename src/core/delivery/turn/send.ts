import type { Attempt, SendOutcome } from "../../adapter.ts";
import type { Target } from "../../platform.ts";
import type { Part } from "../../store/store.ts";
import { isNote, noteTarget } from "./note.ts";
import { recordSent } from "./record-sent.ts";
import { waitUntil } from "../outbox/backoff.ts";
import type { TurnResult } from "../outbox/outbox.ts";
import { pauseOrRetry } from "./pause-or-retry.ts";
import { attemptOf, leaseOf, longestStartMs, returnTicket, waitForTicket, type Work } from "./work.ts";

/** Makes one attempt to send a part: claims it, posts it and records the outcome. */
export async function sendPart(work: Work, part: Part): Promise<TurnResult> {
  const { store, adapter, delivery, ticket, pacing, waiting, now, isLeading } = work;
  const isUnderPost = isNote(delivery) || part.post !== null;
  const target = isUnderPost ? await noteTarget(work, part) : await partTarget(work, part);
  if (target === null) return returnTicket(work, waiting, ticket);
  const claiming = performance.now();
  if (!isLeading() || !(await store.deliveries.claim(part.id, leaseOf(work), target)))
    return returnTicket(work, waiting, ticket);
  await waitForTicket(work, waiting, ticket);
  // After a stop of the process its claim may soon be over: whoever works on the part then looks for the message.
  if (performance.now() - claiming > longestStartMs) return returnTicket(work, waiting, ticket);
  const attempt = attemptOf(work, part, target);
  // If an adapter throws, the message may still have been posted.
  const outcome = await adapter
    .send(attempt)
    .catch((error: unknown): SendOutcome => ({ status: "ambiguous", detail: String(error) }));
  if (ticket) pacing.endRequest(waiting, ticket, now().getTime());
  return recordOutcome(work, part, attempt, outcome);
}

/** Where a part goes. The thread under the first part is made once; later parts read it from a part that was sent there. */
async function partTarget({ adapter, delivery }: Work, part: Part): Promise<Pick<Target, "channel" | "thread">> {
  const [first] = delivery.parts;
  const { platform, workspace } = delivery.workspace;
  const { channel } = delivery.subscription;
  // A second message of a list would be a second post of a forum.
  if (part.place === "channel")
    return { channel, thread: adapter.isForum?.(channel) ? (first?.sentMessage ?? null) : null };
  if (adapter.cards === "apart" || !first?.sentMessage) return { channel, thread: null };
  const sibling = delivery.parts.find(({ place, state }) => place === "under" && state === "sent");
  if (sibling?.channel) return { channel: sibling.channel, thread: sibling.thread };
  const post = { platform, workspace, channel: first.channel ?? channel, thread: null, message: first.sentMessage };
  return adapter.threadUnder(post, first.message.title);
}

async function recordOutcome(work: Work, part: Part, attempt: Attempt, outcome: SendOutcome): Promise<TurnResult> {
  const { store, pacing, waiting, log, now, settleMs } = work;
  switch (outcome.status) {
    case "sent":
      work.onAnswered();
      return recordSent(work, part, attempt, outcome);
    case "rate_limited": {
      const until = waitUntil(outcome.until, now());
      pacing.hold(waiting, until.getTime());
      await store.deliveries.again(part.id, until, "the platform asked to wait", part.plain);
      return "enough";
    }
    case "ambiguous":
      log.warn(
        { delivery: work.delivery.id, part: part.id, detail: outcome.detail },
        "unknown whether a message was posted",
      );
      await store.deliveries.doubt(part.id, new Date(now().getTime() + settleMs), "checking whether it was posted");
      return "enough";
    case "refused":
      return pauseOrRetry(work, part, outcome);
  }
}
