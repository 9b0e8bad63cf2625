/**
 * What a subscription's roundups hold: new papers (by the team's votes, by the channel's taste or by Hugging Face's
 * upvotes), or what the team voted for most (`top`).
 */
export type SubscriptionKind = "new" | "top" | "taste" | "trending";

/** One numbered list, or a short parent and one message per paper under it. */
export type Layout = "list" | "cards";

/** Where a roundup goes: into its channel, or for one member alone into their direct messages or to their e-mail address. */
export type Destination = "here" | "dm" | "email";

/** What people decide about a subscription. */
export interface SubscriptionTerms {
  /** Empty: the Daily Papers themselves. */
  topics: string[];
  exclude: string[];
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
  /** Small, its workspace's own, never given twice. */
  number: number;
  /** A channel of the platform; of one by e-mail `email:` and the member, whose address is kept apart. */
  channel: string;
  to: Destination;
  /** Who configured it; null when they had themselves erased. */
  madeBy: string | null;
  createdAt: Date;
  /** Papers of this day and later are new to it though they were there before; null in an empty library. */
  baselineDay: string | null;
  /** For people; null while it runs. */
  pausedBecause: string | null;
  next: NextSlot;
}

/** What a new subscription is made of. */
export type NewSubscription = SubscriptionTerms &
  Pick<Subscription, "channel" | "to" | "madeBy" | "createdAt" | "baselineDay" | "next">;

/** A schedule, and when subscriptions that have it are due next. */
export interface DueSchedule extends Pick<SubscriptionTerms, "at" | "on" | "tz"> {
  next: NextSlot;
}

/** Which topics need not be asked. */
export interface AskedSince {
  /** Those that every source answered after this. */
  answered: Date;
  /** Those that were tried after this. */
  failed: Date;
  /** Those that only these sources did not answer: they would not answer now either. */
  down: string[];
}

/** Subscriptions by workspace; an ended one is as good as unknown. */
export interface Subscriptions {
  add(workspace: number, subscription: NewSubscription): Promise<Subscription>;
  /** Inside the workspace only. */
  get(workspace: number, number: number): Promise<Subscription | null>;
  /** By number. */
  list(workspace: number): Promise<Subscription[]>;
  /** Changes some of its terms or where it goes, and when it is due next; what was prepared for that is forgotten. */
  change(
    id: number,
    terms: Partial<SubscriptionTerms & Pick<Subscription, "to" | "channel" | "madeBy">>,
    next: NextSlot,
    at: Date,
  ): Promise<void>;
  /** Stops it with a reason people can read; what is owed and not yet under way is cancelled. */
  pause(id: number, because: string, at: Date): Promise<void>;
  resume(id: number, next: NextSlot): Promise<void>;
  /** Ends it; what is owed and not yet under way is cancelled. */
  end(id: number, at: Date): Promise<void>;
  /** Counts one more definite failure in a row; how many there are. */
  failed(id: number): Promise<number>;
  /** What running ones are due for until then, each schedule and time once, earliest first. */
  due(until: Date): Promise<DueSchedule[]>;
  /** Distinct topics of running subscriptions that are owed a roundup or due before an instant, and should be asked. */
  unasked(dueBefore: Date, since: AskedSince, limit: number): Promise<string[]>;
  /** Notes that the sources were asked for a topic, and the names of those that could not answer. */
  asked(topic: string, at: Date, failures: string[]): Promise<void>;
  /** The names of sources that could not answer when last asked for these topics. */
  unanswered(topics: readonly string[]): Promise<string[]>;
}
