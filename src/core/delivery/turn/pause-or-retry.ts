import type { SendOutcome } from "../../adapter.ts";
import type { Part } from "../../store/store.ts";
import { backoffMs } from "../outbox/backoff.ts";
import { stopAddress } from "../mail/stop-address.ts";
import { isNote } from "./note.ts";
import { tellConfigurer } from "./notice.ts";
import type { TurnResult } from "../outbox/outbox.ts";
import { keepForLater } from "./refused-access.ts";
import { definite, mostFailures, mostUnconfirmed, reasonText } from "./refusal-texts.ts";
import type { Work } from "./work.ts";

/** Decides what follows a refusal: a later retry, plain text instead of blocks, or a pause with a reason. */
export async function pauseOrRetry(
  work: Work,
  part: Part,
  { why, detail }: SendOutcome & { status: "refused" },
): Promise<TurnResult> {
  const { store, delivery, log, now, random } = work;
  const { subscription } = delivery;
  log.warn({ delivery: delivery.id, part: part.id, why, detail }, "a message was refused");
  const later = new Date(now().getTime() + backoffMs(part.attempts + 1, random));
  if (why === "token_revoked") return keepForLater(work, part);
  if (why === "address_refused") return stopAddress(work, part);
  if (why === "too_long" && !part.plain) {
    await store.deliveries.again(part.id, now(), "the platform refused its form", true);
    return "more";
  }
  if (!definite.has(why)) {
    await store.deliveries.again(part.id, later, reasonText(why, subscription), part.plain);
    return "enough";
  }
  if (isNote(delivery)) {
    await store.deliveries.giveUp(part.id, "failed", reasonText(why, subscription), now(), true);
    return "enough";
  }
  const hopeless = why === "too_long" || (why === "message_gone" && part.place === "under");
  const failures = hopeless ? 0 : await store.subscriptions.failed(subscription.id);
  const howToGrant = failures < mostFailures ? null : await whatIsMissing(work);
  if (!hopeless && howToGrant === null && failures < mostUnconfirmed) {
    await store.deliveries.again(part.id, later, reasonText(why, subscription), part.plain);
    return "enough";
  }
  const { number } = subscription;
  const grant = howToGrant !== null && part.place === "channel";
  const reason = grant ? `${howToGrant}, then /papers resume ${number}` : reasonText(why, subscription);
  await store.deliveries.giveUp(part.id, "failed", reason, now(), true);
  if (hopeless) return "enough";
  await store.subscriptions.pause(subscription.id, reason, now());
  await tellConfigurer(work, `p${part.id}`, `is paused: ${reason}.`);
  return "enough";
}

/** Asks the platform independently what keeps the bot from posting in the channel; null if it names nothing or is not asked. */
async function whatIsMissing({ adapter, delivery }: Work): Promise<string | null> {
  if (delivery.subscription.to !== "here") return null;
  const { platform, workspace } = delivery.workspace;
  const target = { platform, workspace, channel: delivery.subscription.channel, thread: null };
  const missing = await adapter.missingPermissions(target, ["post"]).catch(() => []);
  return missing[0]?.howToGrant ?? null;
}
