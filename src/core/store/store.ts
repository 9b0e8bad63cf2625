import type { Deliveries } from "./delivery.ts";
import type { Events } from "./event.ts";
import type { Leases } from "./lease.ts";
import type { MailAddresses } from "./mail-address.ts";
import type { Members, Saves, Searches, Submissions } from "./member.ts";
import type { Pages, TeamReading } from "./page.ts";
import type { Listings, Papers } from "./paper.ts";
import type { Posts } from "./post.ts";
import type { Replies } from "./reply.ts";
import type { Retention } from "./retention.ts";
import type { Search } from "./search.ts";
import type { SourceStates } from "./source-state.ts";
import type { Subscriptions } from "./subscription.ts";
import type { Tastes } from "./taste.ts";
import type { Updates } from "./update.ts";
import type { Votes } from "./vote.ts";
import type { Installations, Settings, Workspaces } from "./workspace.ts";

export type * from "../search/found.ts";
export type * from "./delivery.ts";
export type * from "./event.ts";
export type * from "./lease.ts";
export type * from "./mail-address.ts";
export type * from "./member.ts";
export type * from "./page.ts";
export type * from "./paper.ts";
export type * from "./post.ts";
export type * from "./reply.ts";
export type * from "./retention.ts";
export type * from "./search.ts";
export type * from "./source-state.ts";
export type * from "./subscription.ts";
export type * from "./taste.ts";
export type * from "./update.ts";
export type * from "./vote.ts";
export type * from "./workspace.ts";

/** Everything the program stores, by noun. Each function is one transaction. */
export interface Store {
  papers: Papers;
  updates: Updates;
  listings: Listings;
  search: Search;
  sources: SourceStates;
  workspaces: Workspaces;
  settings: Settings;
  tastes: Tastes;
  posts: Posts;
  votes: Votes;
  saves: Saves;
  submissions: Submissions;
  members: Members;
  mailAddresses: MailAddresses;
  replies: Replies;
  events: Events;
  leases: Leases;
  retention: Retention;
  searches: Searches;
  installations: Installations;
  subscriptions: Subscriptions;
  deliveries: Deliveries;
  pages: Pages;
  reading: TeamReading;
  /** Resets plans, delays and leases that lie in the future because the clock ran ahead. Sent posts stay. */
  freeTimesAhead(now: Date): Promise<void>;
  /** A consistent copy of the live database; refuses an existing file. */
  backup(file: string): Promise<void>;
  /** The time of the database; null where that is this machine's own. */
  clock: (() => Promise<Date>) | null;
  /** Why it cannot be written now, to follow "the database"; null where it can. */
  trouble(): string | null;
  close(): Promise<void>;
}
