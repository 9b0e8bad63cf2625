import type { Adapter, Attempt } from "../../adapter.ts";
import type { MailDetails } from "../../mail.ts";
import type { Platform, Target } from "../../platform.ts";
import type { Log } from "../../../log.ts";
import type { Delivery, Lease, Part, Store, Waiting } from "../../store/store.ts";
import type { TurnResult } from "../outbox/outbox.ts";
import type { Pacing, Place, Ticket } from "../outbox/pacing.ts";
import type { OneAtATime } from "../prepare/one-at-a-time.ts";
import type { Prepare } from "../prepare/prepare.ts";

/** What every turn needs. */
export interface TurnParts {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  pacing: Pacing;
  prepare: Prepare;
  inChannel: OneAtATime;
  log: Log;
  now: () => Date;
  random: () => number;
  /** Whether this process may still compose and send. */
  isLeading: () => boolean;
  /** How long after a lost answer a post may still appear, in milliseconds. */
  settleMs: number;
  /** The owner of leases: a random id of this run of the program. */
  owner: string;
  pause: (ms: number) => Promise<unknown>;
  /** Workspaces that the bot was removed from, by id, with when they are tried again (milliseconds since 1970). */
  lostUntil: Map<number, number>;
  /** Workspaces, by id, of which this process knows that no notice about held back roundups is owed. */
  unblocked: Set<number>;
}

/** From the claim to the start of the request at most, in milliseconds. A lease lasts for that, the answer and recording it. */
export const longestStartMs = 3_000;

/** An adapter's time limit for an answer (10 s) and time to record it, in milliseconds. */
const requestMs = 15_000;

/** A running turn of one delivery. */
export interface Work extends TurnParts {
  adapter: Adapter;
  /** The adapter of the workspace's own platform, which differs for a mail; undefined where it is not set up. */
  home: Adapter | undefined;
  /** For a mail: to whom it goes. */
  mail: MailDetails | undefined;
  delivery: Delivery;
  waiting: Waiting;
  /** Permission to send one message; null in a turn that only composes. */
  ticket: Ticket | null;
  /** Call it when the platform took the message; only recording is left then. */
  onAnswered: () => void;
}

/** Whether a delivery or part still needs work: pending, sending or ambiguous. */
export const isUnfinished = ({ state }: Delivery | Part): boolean =>
  state === "pending" || state === "sending" || state === "ambiguous";

/** Ends a turn in which nothing was sent: frees its ticket and answers `idle`. */
export function returnTicket({ pacing }: TurnParts, waiting: Waiting, ticket: Ticket | null): TurnResult {
  if (ticket) pacing.giveBack(waiting, ticket);
  return "idle";
}

/** Waits until the ticket's time: a turn starts 25 ms early, to have claimed its part by then. */
export async function waitForTicket(
  { pacing, now, pause }: Pick<TurnParts, "pacing" | "now" | "pause">,
  place: Place,
  ticket: Ticket | null,
): Promise<void> {
  if (!ticket) return;
  const wait = async () => {
    const ms = ticket.at - now().getTime();
    if (ms > 0) await pause(ms);
    pacing.startRequest(place, ticket, now().getTime());
  };
  await wait();
  // A turn that came far too late has another time now.
  if (ticket.at > now().getTime()) await wait();
}

/** The lease for one attempt, from the ticket's time on if that is later than now. */
export const leaseOf = ({ now, owner, settleMs, ticket }: Work): Lease => {
  const at = new Date(Math.max(now().getTime(), ticket?.at ?? 0));
  return { owner, now: at, until: new Date(at.getTime() + requestMs + settleMs) };
};

/** One attempt to send a part to a channel or thread. */
export const attemptOf = (
  { delivery, mail }: Pick<Work, "delivery" | "mail">,
  part: Part,
  { channel, thread }: Pick<Target, "channel" | "thread">,
): Attempt => {
  const { platform, workspace } = delivery.workspace;
  const target = { platform, workspace, channel, thread };
  const { topics } = delivery.subscription;
  const attempt = { target, message: part.message, marker: `d${part.id}`, plain: part.plain, topics };
  return mail ? { ...attempt, mail } : attempt;
};
