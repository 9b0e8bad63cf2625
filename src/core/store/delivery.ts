import type { Platform } from "../platform.ts";
import type { Message } from "../messages/message.ts";
import type { Workspace } from "./workspace.ts";
import type { NewPost } from "./post.ts";
import type { DueSchedule, NextSlot, Subscription } from "./subscription.ts";

/** The states of a delivery or part that still needs work. */
export const openStates = ["pending", "sending", "ambiguous"] as const;

/** The state of one message of a delivery. */
export type PartState = (typeof openStates)[number] | "sent" | "failed" | "unknown" | "cancelled";

/** The state of a delivery. The last three mean that it ended without a message. */
export type DeliveryState = PartState | "empty" | "missed";

/** Where a part goes: into the channel, or under the delivery's first part or another post. */
export type PartPlace = "channel" | "under";

/** One message of a delivery. */
export interface Part {
  id: number;
  position: number;
  place: PartPlace;
  /** The id of the post that a note, or a line in a forum, goes under; null for the parts of a roundup. */
  post: number | null;
  state: PartState;
  message: Message;
  /** True after the platform refused its rich form: it is sent as plain text. */
  plain: boolean;
  attempts: number;
  /** The channel of its last attempt; null before the first one. */
  channel: string | null;
  thread: string | null;
  claimedAt: Date | null;
  /** The time of the first attempt whose message may have been posted. */
  firstClaimedAt: Date | null;
  sentMessage: string | null;
  reason: string | null;
}

/** One roundup that must be posted in one channel. */
export interface Delivery {
  id: number;
  subscription: Subscription;
  workspace: Workspace;
  /** False once the subscription ended. */
  wanted: boolean;
  /** The slot: the local date of the roundup, `YYYY-MM-DD`; of a note also its paper: `YYYY-MM-DD p7`. */
  slot: string;
  dueAt: Date;
  state: DeliveryState;
  reason: string | null;
  /** The time since when it waits for a source; null if it does not wait. */
  waitingSince: Date | null;
  composedAt: Date | null;
  /** Ids of the papers that did not fit, best first. */
  rest: string[];
  finishedAt: Date | null;
  parts: Part[];
}

/** What the outbox needs to know of an open delivery to decide whose turn it is. */
export interface Waiting {
  id: number;
  workspaceId: number;
  /** What carries it: its workspace's platform, or e-mail. */
  platform: Platform;
  /** Whose limits for posts it shares: its workspace there, or the domain of its e-mail address. */
  workspace: string;
  channel: string;
  /** True if its messages are written and only have to be sent. */
  composed: boolean;
}

/** The slots of all subscriptions that share a schedule and a next due time. */
export interface Plan {
  /** Selects subscriptions that are still due at this time. Another process may have planned them already. */
  due: DueSchedule;
  slots: (NextSlot & { missed: string | null })[];
  /** Their next due time after this; null if it does not change, because the slot is planned before its time. */
  next: NextSlot | null;
}

/** A delivery of another subscription of the same channel. */
export interface Sibling extends Pick<Delivery, "id" | "slot" | "dueAt" | "state"> {
  /** Still worked on. */
  open: boolean;
  topics: string[];
  of: Subscription["of"];
  /** What it says; empty before it is composed, and where it says nothing. */
  messages: Message[];
}

/** The messages composed for a delivery. */
export interface Composed {
  parts: (Pick<Part, "place" | "message"> & Partial<Pick<Part, "post">>)[];
  /** The end of the window of papers that were considered; null if none could be read. */
  windowTo: Date | null;
  rest: string[];
}

/** A lease: which process works on a delivery, and until when no other may. */
export interface Lease {
  owner: string;
  now: Date;
  until: Date;
}

/** Deliveries and their parts. Each change is one transaction. */
export interface Deliveries {
  /** Creates one delivery per slot. A slot that has a delivery already is left as it is, so several processes may plan it. */
  plan(plans: Plan[]): Promise<void>;
  /** Open deliveries that are due and not leased, earliest first. */
  waiting(now: Date): Promise<Waiting[]>;
  /** Ids of deliveries due in (now, until] that are not composed yet. Workspaces take turns in this order. */
  coming(now: Date, until: Date): Promise<number[]>;
  /** The first moment after `now` at which an open delivery may be worked on; null if there is none. */
  nextAfter(now: Date): Promise<Date | null>;
  get(id: number): Promise<Delivery | null>;
  /** One delivery of a workspace, for the buttons of its message; null if it is unknown. */
  inWorkspace(workspace: number, id: number): Promise<Delivery | null>;
  /** Stores the messages. False if they were stored already. */
  compose(id: number, composed: Composed, at: Date): Promise<boolean>;
  /**
   * Where messages were posted in chats, or may have been, since an instant, oldest first. A post has the time at which it was
   * recorded, an attempt without a post the time of its claim; all attempts at one message have the time of the last.
   */
  attemptedSince(from: Date): Promise<(Pick<Waiting, "platform" | "workspace" | "channel"> & { at: Date })[]>;
  /** Leases the delivery. False if another process holds it. */
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
  /** The message was not posted: try again at `until`. Like the next two, leaves a part alone that is over. */
  again(part: number, until: Date, reason: string, plain: boolean): Promise<void>;
  /** The message may have been posted: look for it at `until`. */
  doubt(part: number, until: Date, reason: string): Promise<void>;
  /** Ends the part without a message; with `rest`, the parts after it too. */
  giveUp(part: number, state: "failed" | "unknown", reason: string, at: Date, rest: boolean): Promise<void>;
  /** Postpones composing, because a source is down. */
  wait(id: number, until: Date, reason: string, at: Date): Promise<void>;
  /** Ends the delivery without another message. */
  finish(
    id: number,
    state: "empty" | "missed" | "cancelled" | "failed",
    reason: string | null,
    windowTo: Date | null,
    at: Date,
  ): Promise<void>;
  /** What earlier roundups of a subscription considered: the end of their last window (null before the first), and the papers left over since a moment. */
  past(subscription: number, since: Date): Promise<{ lookedUntil: Date | null; leftOver: Set<string> }>;
  /** The newest slot of a subscription that is due by now, also of its deliveries that are over; null if there is none. */
  lastSlot(subscription: number, now: Date): Promise<string | null>;
  /** How many there are in each state, of all workspaces. */
  counts(): Promise<{ state: DeliveryState; count: number }[]>;
  /** When the oldest open one was due by now; null when none is. */
  oldestOpen(now: Date): Promise<Date | null>;
  /** Counts the roundups sent to a channel. */
  sentIn(workspace: number, channel: string): Promise<number>;
  /** A workspace's deliveries due since a moment, newest first. */
  since(workspace: number, from: Date): Promise<Delivery[]>;
  /** Deliveries of other subscriptions with the same channel and destination that are for this slot or still open. */
  siblings(subscription: Pick<Subscription, "id" | "workspaceId" | "channel" | "to">, slot: string): Promise<Sibling[]>;
}
