import type { Delivery, Waiting } from "../../store/store.ts";
import { lookFor } from "./look-up.ts";
import type { Turn } from "../outbox/outbox.ts";
import type { Ticket } from "../outbox/pacing.ts";
import { graceMs } from "../plan.ts";
import { sendPart } from "./send.ts";
import { idle, isOpen, type TurnParts, type Work } from "./work.ts";

const hourMs = 3_600_000;

/** Takes one delivery one step further: composes it, or sends one message. */
export async function takeTurn(
  parts: TurnParts,
  place: Waiting,
  ticket: Ticket | null,
  answered: () => void,
): Promise<Turn> {
  const adapter = parts.adapters.get(place.platform);
  // What a platform shows before it is connected cannot be believed: "not found", "not allowed".
  const delivery = adapter?.health().connected ? await parts.store.deliveries.get(place.id) : null;
  if (!adapter || !delivery || !isOpen(delivery)) return idle(parts, place, ticket);
  const work = { ...parts, adapter, delivery, place, ticket, answered };
  const part = delivery.parts.find(isOpen);
  if (part && !ticket) return "more";
  if (part && part.state !== "pending") return lookFor(work, part);
  const over = whyOver(delivery, parts.now());
  if (over) {
    await parts.store.deliveries.finish(delivery.id, over.state, over.reason, null, parts.now());
    return idle(parts, place, ticket);
  }
  if (!part) return prepareParts(work);
  return sendPart(work, part);
}

function whyOver(
  { subscription, wanted, parts, dueAt, waitingSince }: Delivery,
  now: Date,
): { state: "missed" | "cancelled"; reason: string } | null {
  if (!wanted) return { state: "cancelled", reason: "the subscription was stopped" };
  const begun = parts.some(({ state }) => state === "sent");
  // What waited for a source gets a moment more, to say so.
  const last = dueAt.getTime() + graceMs(subscription.on) + (waitingSince ? hourMs : 0);
  if (!begun && now.getTime() > last) return { state: "missed", reason: "it could not be sent in time" };
  return null;
}

async function prepareParts(work: Work): Promise<Turn> {
  const { store, delivery, now, prepare } = work;
  const prepared = await prepare(delivery, work.adapter);
  switch (prepared.kind) {
    case "wait":
      await store.deliveries.wait(delivery.id, prepared.until, prepared.reason, now());
      return idle(work, work.place, work.ticket);
    case "silent":
      await store.deliveries.finish(delivery.id, "empty", prepared.reason, prepared.windowTo, now());
      return idle(work, work.place, work.ticket);
    case "post":
      await store.deliveries.compose(delivery.id, prepared.composed, now());
      if (work.ticket) idle(work, work.place, work.ticket);
      return "more";
  }
}
