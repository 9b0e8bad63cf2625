import type { Platform } from "../platform.ts";
import type { Message } from "../messages/message.ts";
import type { Workspace } from "./workspace.ts";
import type { NewPost } from "./post.ts";
import type { DueSchedule, NextSlot, Subscription } from "./subscription.ts";

/** States a delivery is still worked on in. */
export const openStates = ["pending", "sending", "ambiguous"] as const;

/** What became of one message of a delivery. */
export type PartState = (typeof openStates)[number] | "sent" | "failed" | "unknown" | "cancelled";

/** What became of a delivery; the last three end without a message. */
export type DeliveryState = PartState | "empty" | "missed";

/** Where a part goes: into the channel, or under the delivery's first part. */
export type PartPlace = "channel" | "under";

/** One message of a delivery. */
export interface Part {
  id: number;
  position: number;
  place: PartPlace;
  state: PartState;
  message: Message;
  /** The platform refused its rich form. */
  plain: boolean;
  attempts: number;
  /** Where it was sent to; null before its first attempt. */
  channel: string | null;
  thread: string | null;
  claimedAt: Date | null;
  /** Of the attempts that may have been posted, the first. */
  firstClaimedAt: Date | null;
  sentMessage: string | null;
  reason: string | null;
}

/** One roundup owed to one channel. */
export interface Delivery {
  id: number;
  subscription: Subscription;
  workspace: Workspace;
  /** False once the subscription ended. */
  wanted: boolean;
  /** The local date that it is owed for. */
  slot: string;
  dueAt: Date;
  state: DeliveryState;
  reason: string | null;
  /** Since when it waits for a source. */
  waitingSince: Date | null;
  composedAt: Date | null;
  /** Papers that were left over, in order. */
  rest: string[];
  finishedAt: Date | null;
  parts: Part[];
}

/** An open delivery, as far as its turn must be decided. */
export interface Waiting {
  id: number;
  workspaceId: number;
  platform: Platform;
  workspace: string;
  channel: string;
  /** Its messages are made and wait to be sent. */
  composed: boolean;
}

/** What subscriptions that are due together owe. */
export interface Plan {
  /** Those that still wait for this; another instance that was faster has moved them on. */
  due: DueSchedule;
  slots: (NextSlot & { missed: string | null })[];
  /** What they wait for then; null where they wait for the slot itself, which has not come yet. */
  next: NextSlot | null;
}

/** What was chosen for a delivery. */
export interface Composed {
  parts: { place: PartPlace; message: Message }[];
  /** Papers up to here were looked at; null when none could be. */
  windowTo: Date | null;
  rest: string[];
}

/** A lease: who works on a delivery, and until when nobody else may. */
export interface Lease {
  owner: string;
  now: Date;
  until: Date;
}

/** Deliveries and their parts; every change is one atomic step. */
export interface Deliveries {
  /** One row per slot, however many instances plan it; what is owed twice stays as it was. */
  plan(plans: Plan[]): Promise<void>;
  /** Open, due and leased by nobody, in the order they were due. */
  waiting(now: Date): Promise<Waiting[]>;
  /** Due after now until then and not composed yet, some of each workspace first. */
  coming(now: Date, until: Date): Promise<number[]>;
  /** When, after an instant, the next open delivery may be worked on, whoever holds it now; null for never. */
  nextAfter(now: Date): Promise<Date | null>;
  get(id: number): Promise<Delivery | null>;
  /** Of a workspace, for its buttons. */
  inWorkspace(workspace: number, id: number): Promise<Delivery | null>;
  /** False when it was composed already. */
  compose(id: number, composed: Composed, at: Date): Promise<boolean>;
  /** Nobody else may work on it; false when somebody does. */
  lease(id: number, lease: Lease): Promise<boolean>;
  /**
   * Takes a part for one attempt, committed before the request: false when another instance has it, an earlier part is
   * open, or the subscription is no longer running.
   */
  claim(part: number, lease: Lease, target: { channel: string; thread: string | null }): Promise<boolean>;
  /**
   * Records the post of a part and marks the part sent, in one commit; the same post twice stays one. A paper that was
   * merged meanwhile goes by the other's id; a post whose votes changed since it was composed is stale at once.
   */
  sent(part: number, post: NewPost, at: Date): Promise<void>;
  /** It was definitely not posted, or not found: again at `until`. */
  again(part: number, until: Date, reason: string, plain: boolean): Promise<void>;
  /** It may have been posted: looked for at `until`. */
  doubt(part: number, until: Date, reason: string): Promise<void>;
  /** The part is over; with `rest`, so are those after it. */
  giveUp(part: number, state: "failed" | "unknown", reason: string, at: Date, rest: boolean): Promise<void>;
  /** Waits for a source, before anything was composed. */
  wait(id: number, until: Date, reason: string, at: Date): Promise<void>;
  /** Ends it without another message. */
  finish(
    id: number,
    state: "empty" | "missed" | "cancelled" | "failed",
    reason: string | null,
    windowTo: Date | null,
    at: Date,
  ): Promise<void>;
  /** Up to when earlier roundups looked at papers (null before the first), and what those due since left over. */
  past(subscription: number, since: Date): Promise<{ lookedUntil: Date | null; leftOver: Set<string> }>;
  /** The newest local date anything was due for by now. */
  lastSlot(subscription: number, now: Date): Promise<string | null>;
  /** How many roundups of a channel were sent. */
  sentIn(workspace: number, channel: string): Promise<number>;
  /** A workspace's deliveries due since, newest first. */
  since(workspace: number, from: Date): Promise<Delivery[]>;
}
