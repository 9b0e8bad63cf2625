import type { Adapter, Attempt } from "../../adapter.ts";
import type { Platform, Target } from "../../platform.ts";
import type { Log } from "../../../log.ts";
import type { Delivery, Lease, Part, Store, Waiting } from "../../store/store.ts";
import type { TurnResult } from "../outbox/outbox.ts";
import type { Pacing, Ticket } from "../outbox/pacing.ts";
import type { Prepare } from "../prepare/prepare.ts";

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
  pause: (ms: number) => Promise<unknown>;
}

/** How long an adapter waits for an answer, and a moment to write it down. */
const requestMs = 15_000;

/** A turn under way. */
export interface Work extends TurnParts {
  adapter: Adapter;
  delivery: Delivery;
  waiting: Waiting;
  /** Leave to send one message; null for a turn that only composes. */
  ticket: Ticket | null;
  /** To be called when the platform took the message and only the writing down is left. */
  onAnswered: () => void;
}

/** Whether it is still worked on. */
export const isUnfinished = ({ state }: Delivery | Part): boolean =>
  state === "pending" || state === "sending" || state === "ambiguous";

/** Ends a turn in which nothing was sent. */
export function returnTicket({ pacing }: TurnParts, waiting: Waiting, ticket: Ticket | null): TurnResult {
  if (ticket) pacing.giveBack(waiting, ticket);
  return "idle";
}

/** The lease for one attempt, which may be made a little later than now: when its ticket says. */
export const leaseOf = ({ now, owner, settleMs, ticket }: Work): Lease => {
  const at = new Date(Math.max(now().getTime(), ticket?.at ?? 0));
  return { owner, now: at, until: new Date(at.getTime() + requestMs + settleMs) };
};

/** One attempt to send a part there. */
export const attemptOf = (
  delivery: Delivery,
  part: Part,
  { channel, thread }: Pick<Target, "channel" | "thread">,
): Attempt => {
  const { platform, workspace } = delivery.workspace;
  const target = { platform, workspace, channel, thread };
  return { target, message: part.message, marker: `d${part.id}`, plain: part.plain };
};
