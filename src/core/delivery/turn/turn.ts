import type { Delivery, Part, Waiting } from "../../store/store.ts";
import type { MailDetails } from "../../mail.ts";
import { mailDetails } from "../mail/details.ts";
import { lookUpPart } from "./look-up.ts";
import type { TurnResult } from "../outbox/outbox.ts";
import type { Ticket } from "../outbox/pacing.ts";
import { graceMs } from "../plan.ts";
import { channelKey } from "../prepare/channel.ts";
import { withhold } from "./recipient.ts";
import { isLost } from "./refused-access.ts";
import { sendPart } from "./send.ts";
import { returnTicket, isUnfinished, type TurnParts, type Work } from "./work.ts";
import { hourMs } from "../../../durations.ts";

/** Takes one delivery one step further: composes it, looks a message up, or sends one message. */
export async function takeTurn(
  parts: TurnParts,
  waiting: Waiting,
  ticket: Ticket | null,
  onAnswered: () => void,
): Promise<TurnResult> {
  const adapter = parts.adapters.get(waiting.platform);
  // Before a platform is connected its answers ("not found", "not allowed") may be wrong.
  const reachable = parts.isLeading() && adapter?.health().connected === true && !isLost(parts, waiting.workspaceId);
  const delivery = reachable ? await parts.store.deliveries.get(waiting.id) : null;
  if (!adapter || !delivery || !isUnfinished(delivery)) return returnTicket(parts, waiting, ticket);
  const home = parts.adapters.get(delivery.workspace.platform);
  const mail = await mailOf(parts, delivery);
  const work = { ...parts, adapter, home, mail, delivery, waiting, ticket, onAnswered };
  const part = delivery.parts.find(isUnfinished);
  if (part && !ticket) return "more";
  if (delivery.subscription.to === "email" && !mail) return withoutAddress(work);
  if (part && part.state !== "pending") return lookUpPart(work, part);
  const over = whyOver(delivery, parts.now());
  if (over) {
    await parts.store.deliveries.finish(delivery.id, over.state, over.reason, null, parts.now());
    return returnTicket(parts, waiting, ticket);
  }
  const begun = delivery.parts.some(({ state }) => state === "sent");
  if (!begun && (await withhold(work))) return returnTicket(work, waiting, ticket);
  if (!part) return prepareParts(work);
  return sendPart(work, part);
}

/** To whom a mail goes; undefined for what is no mail, or where the member has no address any more. */
async function mailOf({ store }: TurnParts, delivery: Delivery): Promise<MailDetails | undefined> {
  const { to, workspaceId, madeBy } = delivery.subscription;
  const address = to === "email" && madeBy !== null ? await store.mailAddresses.of(workspaceId, madeBy) : null;
  return address && address.stopped === null ? mailDetails(delivery, address) : undefined;
}

async function withoutAddress({ store, delivery, now, pacing, waiting, ticket }: Work): Promise<TurnResult> {
  await store.deliveries.finish(delivery.id, "cancelled", "no mail goes to your address any more", null, now());
  if (ticket) pacing.giveBack(waiting, ticket);
  return "enough";
}

function whyOver(
  { subscription, wanted, parts, dueAt, waitingSince }: Delivery,
  now: Date,
): { state: "missed" | "cancelled"; reason: string } | null {
  if (!wanted) return { state: "cancelled", reason: "the subscription was stopped" };
  const begun = parts.some(({ state }) => state === "sent");
  // A roundup that waited for a source gets an hour more, to say so.
  const last = dueAt.getTime() + graceMs(subscription.on) + (waitingSince ? hourMs : 0);
  if (!begun && now.getTime() > last) return { state: "missed", reason: whyLate(parts) };
  return null;
}

const whyLate = ([first]: Part[]): string => ["it could not be sent in time", first?.reason].filter(Boolean).join(": ");

const prepareParts = (work: Work): Promise<TurnResult> =>
  work.inChannel(channelKey(work.delivery), () => prepareNow(work));

async function prepareNow(work: Work): Promise<TurnResult> {
  const { store, delivery, now, prepare } = work;
  const prepared = await prepare(delivery, work);
  // Another leader may have composed what this one could not know of.
  if (!work.isLeading()) return returnTicket(work, work.waiting, work.ticket);
  switch (prepared.kind) {
    case "wait":
      await store.deliveries.wait(delivery.id, prepared.until, prepared.reason, now());
      return returnTicket(work, work.waiting, work.ticket);
    case "silent":
      await store.deliveries.finish(delivery.id, "empty", prepared.reason, prepared.windowTo, now());
      return returnTicket(work, work.waiting, work.ticket);
    case "post":
      await store.deliveries.compose(delivery.id, prepared.composed, now());
      if (work.ticket) returnTicket(work, work.waiting, work.ticket);
      return "more";
  }
}
