/**
 * What a subscription's roundups hold: new papers (by the team's votes, by the channel's taste or by Hugging Face's
 * upvotes), or what the team voted for most (`top`). One of `updates` is kept by the program itself: its deliveries are notes
 * about papers that its channel had. It has no schedule, and nobody sees it.
 */
export type SubscriptionKind = "new" | "top" | "taste" | "trending" | "updates";

/** One numbered list, or a short parent and one message per paper under it. */
export type Layout = "list" | "cards";

/** Where a roundup goes: into its channel, or for one member alone into their direct messages or to their e-mail address. */
export type Destination = "here" | "dm" | "email";

/** What people decide about a subscription. */
export interface SubscriptionTerms {
  /** Empty: the Daily Papers themselves. */
  topics: string[];
  exclude: string[];
  /** Ids of papers that its papers should be like. */
  like: string[];
  of: SubscriptionKind;
  /** `HH:MM`, local. */
  at: string;
  /** As `schedule.ts` keeps days. */
  on: string;
  /** IANA zone. */
  tz: string;
  limit: number;
  layout: Layout;
  minvotes: number;
  /** Whether its topics are sent to the sources' own search. */
  ask: boolean;
}

/** When a subscription is due next: the slot's local date and its instant. */
export interface NextSlot {
  date: string;
  dueAt: Date;
}

/** Topics, a channel and a schedule. */
export interface Subscription extends SubscriptionTerms {
  id: number;
  workspaceId: number;
  /** Its number in the workspace, from 1; never reused. Negative for one that nobody sees. */
  number: number;
  /** A channel of the platform; of one by e-mail `email:` and the member, whose address is kept apart. */
  channel: string;
  to: Destination;
  /** The member who configured it; null after that member was erased. */
  madeBy: string | null;
  createdAt: Date;
  /** Papers listed on this day or later count as new although the library had them before; null if the library was empty. */
  baselineDay: string | null;
  /** Why it is paused, for people; null while it runs. */
  pausedBecause: string | null;
  next: NextSlot;
}

/** What a new subscription is made of. */
export type NewSubscription = Omit<SubscriptionTerms, "like"> &
  Partial<Pick<SubscriptionTerms, "like">> &
  Pick<Subscription, "channel" | "to" | "madeBy" | "createdAt" | "baselineDay" | "next">;

/** A schedule and the next due time that its subscriptions share. */
export interface DueSchedule extends Pick<SubscriptionTerms, "at" | "on" | "tz"> {
  next: NextSlot;
}

/** The subscriptions that share a schedule and a next due time. */
export interface DueSubscriptions extends DueSchedule {
  count: number;
}

/** Conditions under which a topic is not sent to the sources. */
export interface AskedSince {
  /** Every source answered it after this moment. */
  answered: Date;
  /** It was tried after this moment. */
  failed: Date;
  /** Only these sources, which are down, did not answer it. */
  down: string[];
}

/** Subscriptions by workspace; an ended one is treated as unknown. */
export interface Subscriptions {
  add(workspace: number, subscription: NewSubscription): Promise<Subscription>;
  /** Finds a subscription by its number in the workspace. */
  get(workspace: number, number: number): Promise<Subscription | null>;
  /** By number. */
  list(workspace: number): Promise<Subscription[]>;
  /** Changes terms, the destination and the next due time, and deletes a delivery that was planned ahead for the old one. */
  change(
    id: number,
    terms: Partial<SubscriptionTerms & Pick<Subscription, "to" | "channel" | "madeBy">>,
    next: NextSlot,
    at: Date,
  ): Promise<void>;
  /** Pauses it with a reason for people, and cancels deliveries that were not attempted yet. */
  pause(id: number, because: string, at: Date): Promise<void>;
  resume(id: number, next: NextSlot): Promise<void>;
  /** Ends it, and cancels deliveries that were not attempted yet. */
  end(id: number, at: Date): Promise<void>;
  /** Adds one to the failures in a row and returns their number. */
  failed(id: number): Promise<number>;
  /** The schedules and times for which running subscriptions are due by a moment, each once, earliest first. */
  due(until: Date): Promise<DueSubscriptions[]>;
  /** Distinct topics of running subscriptions that are owed a roundup or due before an instant, and should be asked. */
  unasked(dueBefore: Date, since: AskedSince, limit: number): Promise<string[]>;
  /** Notes that the sources were asked for a topic, and the names of those that could not answer. */
  asked(topic: string, at: Date, failures: string[]): Promise<void>;
  /** The names of sources that could not answer when last asked for these topics. */
  unanswered(topics: readonly string[]): Promise<string[]>;
}
