import type { Adapter, Attempt, FindOutcome, Platform, SendOutcome, Target } from "../adapter.ts";
import { papersOf } from "../messages/message.ts";
import type { Log } from "../../log.ts";
import type { Delivery, Lease, Part, Store, Waiting } from "../store/store.ts";
import { backoffMs, waitUntil } from "./backoff.ts";
import { tellConfigurer } from "./notice.ts";
import type { Turn } from "./outbox.ts";
import type { Pacing, Ticket } from "./pacing.ts";
import { graceMs } from "./plan.ts";
import type { Prepare } from "./prepare.ts";
import { definite, mostFailures, reasonText } from "./refusals.ts";

/** What a turn works with. */
export interface TurnParts {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  pacing: Pacing;
  prepare: Prepare;
  log: Log;
  now: () => Date;
  random: () => number;
  /** How long after a lost answer a post may still appear. */
  settleMs: number;
  /** Who leases: this run of the program. */
  owner: string;
}

/** How long an adapter waits for an answer, and a moment to write it down. */
const requestMs = 15_000;
const hourMs = 3_600_000;

interface Work extends TurnParts {
  adapter: Adapter;
  delivery: Delivery;
  place: Waiting;
  /** Leave to send one message; null for a turn that only composes. */
  ticket: Ticket | null;
}

/** Takes one delivery one step further: composes it, or sends one message. */
export async function takeTurn(parts: TurnParts, place: Waiting, ticket: Ticket | null): Promise<Turn> {
  const adapter = parts.adapters.get(place.platform);
  // What a platform shows before it is connected cannot be believed: "not found", "not allowed".
  const delivery = adapter?.health().connected ? await parts.store.deliveries.get(place.id) : null;
  if (!adapter || !delivery || !isOpen(delivery)) return idle(parts, place, ticket);
  const work = { ...parts, adapter, delivery, place, ticket };
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

const isOpen = ({ state }: Delivery | Part): boolean =>
  state === "pending" || state === "sending" || state === "ambiguous";

function idle({ pacing }: TurnParts, place: Waiting, ticket: Ticket | null): Turn {
  if (ticket) pacing.giveBack(place, ticket);
  return "idle";
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

const leaseOf = ({ now, owner, settleMs }: TurnParts): Lease => {
  const at = now();
  return { owner, now: at, until: new Date(at.getTime() + requestMs + settleMs) };
};

async function sendPart(work: Work, part: Part): Promise<Turn> {
  const { store, adapter, delivery, ticket, now } = work;
  const target = await targetOf(work, part);
  if (!(await store.deliveries.claim(part.id, leaseOf(work), target))) return idle(work, work.place, ticket);
  if (ticket) ticket.at = now().getTime();
  const attempt = attemptOf(delivery, part, target);
  // Whatever an adapter throws, the message may be out.
  const outcome = await adapter
    .send(attempt)
    .catch((error: unknown): SendOutcome => ({ status: "ambiguous", detail: String(error) }));
  return settleSend(work, part, attempt, outcome);
}

const attemptOf = (
  delivery: Delivery,
  part: Part,
  { channel, thread }: Pick<Target, "channel" | "thread">,
): Attempt => {
  const { platform, workspace } = delivery.workspace;
  const target = { platform, workspace, channel, thread };
  return { target, message: part.message, marker: `d${part.id}`, plain: part.plain };
};

/** Where a part goes; the place under the first one is made once and then remembered by the parts that went there. */
async function targetOf({ adapter, delivery }: Work, part: Part): Promise<Pick<Target, "channel" | "thread">> {
  const [first] = delivery.parts;
  const { platform, workspace } = delivery.workspace;
  const { channel } = delivery.subscription;
  if (part.place === "channel" || !first?.sentMessage) return { channel, thread: null };
  const sibling = delivery.parts.find(({ place, state }) => place === "under" && state === "sent");
  if (sibling?.channel) return { channel: sibling.channel, thread: sibling.thread };
  const post = { platform, workspace, channel: first.channel ?? channel, thread: null, message: first.sentMessage };
  return adapter.threadUnder(post, first.message.title);
}

async function settleSend(work: Work, part: Part, attempt: Attempt, outcome: SendOutcome): Promise<Turn> {
  const { store, pacing, place, log, now, settleMs } = work;
  switch (outcome.status) {
    case "sent":
      return appeared(work, part, attempt, outcome.message);
    case "rate_limited": {
      const until = waitUntil(outcome.until, now());
      pacing.hold(place, until.getTime());
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
      return refused(work, part, outcome);
  }
}

/** The post is recorded before the part is called sent: a crash in between is looked up again and recorded once. */
async function appeared(work: Work, part: Part, { target }: Attempt, message: string): Promise<Turn> {
  const { store, delivery, now } = work;
  const record = (ids: string[]) =>
    store.posts.record(delivery.workspace.id, { ...target, message }, ids, part.message, now());
  const ids = papersOf(part.message);
  // A paper that was found to be another one meanwhile goes by that one's id.
  await record(ids).catch(async () => record((await store.papers.many(ids)).map(({ id }) => id)));
  await store.deliveries.sent(part.id, message, now());
  return delivery.parts.some((other) => other.id !== part.id && isOpen(other)) ? "more" : "enough";
}

async function refused(work: Work, part: Part, { why, detail }: SendOutcome & { status: "refused" }): Promise<Turn> {
  const { store, delivery, log, now, random } = work;
  const { subscription, workspace } = delivery;
  log.warn({ delivery: delivery.id, part: part.id, why, detail }, "a message was refused");
  const later = new Date(now().getTime() + backoffMs(part.attempts + 1, random));
  if (why === "token_revoked") {
    await store.subscriptions.pauseAll(workspace.id, reasonText(why, subscription), now());
    await store.deliveries.giveUp(part.id, "failed", reasonText(why, subscription), now(), true);
    return "enough";
  }
  if (why === "too_long" && !part.plain) {
    await store.deliveries.again(part.id, now(), "the platform refused its form", true);
    return "more";
  }
  if (!definite.has(why)) {
    await store.deliveries.again(part.id, later, reasonText(why, subscription), part.plain);
    return "enough";
  }
  const hopeless = why === "too_long" || (why === "message_gone" && part.place === "under");
  const failures = hopeless ? 0 : await store.subscriptions.failed(subscription.id);
  if (!hopeless && failures < mostFailures) {
    await store.deliveries.again(part.id, later, reasonText(why, subscription), part.plain);
    return "enough";
  }
  const reason = await grantText(work, part, reasonText(why, subscription));
  await store.deliveries.giveUp(part.id, "failed", reason, now(), true);
  if (hopeless) return "enough";
  await store.subscriptions.pause(subscription.id, reason, now());
  await tellConfigurer(work, `p${part.id}`, `is paused: ${reason}.`);
  return "enough";
}

/** The reason with the permission that is missing, where the platform can tell. */
async function grantText({ adapter, delivery }: Work, part: Part, fallback: string): Promise<string> {
  const { platform, workspace } = delivery.workspace;
  const target = { platform, workspace, channel: delivery.subscription.channel, thread: null };
  const missing = await adapter.missingPermissions(target, ["post"]).catch(() => []);
  const [first] = missing;
  return first && part.place === "channel"
    ? `${first.howToGrant}, then /papers resume ${delivery.subscription.number}`
    : fallback;
}

/** Looks whether a message that may have been posted was; only then may it be posted again. */
async function lookFor(work: Work, part: Part): Promise<Turn> {
  const { store, adapter, delivery, ticket, now, settleMs } = work;
  // First of all the lease: whoever holds it may still be waiting for an answer.
  if (!(await store.deliveries.lease(delivery.id, leaseOf(work)))) return idle(work, work.place, ticket);
  const claimedAt = part.claimedAt ?? now();
  const settled = claimedAt.getTime() + settleMs;
  if (now().getTime() < settled) {
    await store.deliveries.doubt(part.id, new Date(settled), "checking whether it was posted");
    return idle(work, work.place, ticket);
  }
  if (ticket) ticket.at = now().getTime();
  const target = { channel: part.channel ?? delivery.subscription.channel, thread: part.thread };
  const attempt = attemptOf(delivery, part, target);
  const found = await adapter
    .find(attempt, claimedAt, part.firstClaimedAt ?? claimedAt)
    .catch((): FindOutcome => ({ status: "wait", until: new Date(now().getTime() + settleMs) }));
  switch (found.status) {
    case "sent":
      return appeared(work, part, attempt, found.message);
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
