import type { Store } from "../store.ts";
import type { Connection } from "./connection.ts";
import { deliveriesIn } from "./deliveries/deliveries.ts";
import { updatesIn } from "./deliveries/notes.ts";
import { subscriptionsIn } from "./deliveries/subscriptions.ts";
import { mailAddressesIn } from "./members/mail-addresses.ts";
import { membersIn } from "./members/members.ts";
import { savesIn } from "./members/saves.ts";
import { searchesIn } from "./members/searches.ts";
import { submissionsIn } from "./members/submissions.ts";
import { tastesIn } from "./members/tastes.ts";
import { listingsIn } from "./papers/listings.ts";
import { pagesIn } from "./pages/pages.ts";
import { teamReadingIn } from "./pages/reading.ts";
import { papersIn } from "./papers/papers.ts";
import { postsIn } from "./posts/posts.ts";
import { votesIn } from "./posts/votes.ts";
import { freeTimesAhead } from "./times-ahead.ts";
import { eventsIn } from "./workspaces/events.ts";
import { leasesIn } from "./workspaces/leases.ts";
import { installationsIn } from "./workspaces/installations.ts";
import { retentionIn } from "./retention.ts";
import { repliesIn } from "./workspaces/replies.ts";
import { sourcesIn } from "./workspaces/sources.ts";
import { settingsIn, workspacesIn } from "./workspaces/workspaces.ts";

/** What each engine does in its own way. */
export type OwnParts = Pick<Store, "search" | "backup" | "clock" | "trouble" | "close">;

/** Everything that is kept in an open database. */
export const storeOn = (connection: Connection, own: OwnParts): Store => ({
  papers: papersIn(connection),
  updates: updatesIn(connection),
  listings: listingsIn(connection),
  sources: sourcesIn(connection),
  workspaces: workspacesIn(connection),
  settings: settingsIn(connection),
  tastes: tastesIn(connection),
  posts: postsIn(connection),
  votes: votesIn(connection),
  saves: savesIn(connection),
  submissions: submissionsIn(connection),
  members: membersIn(connection),
  mailAddresses: mailAddressesIn(connection),
  replies: repliesIn(connection),
  events: eventsIn(connection),
  leases: leasesIn(connection),
  retention: retentionIn(connection),
  searches: searchesIn(connection),
  installations: installationsIn(connection),
  subscriptions: subscriptionsIn(connection),
  deliveries: deliveriesIn(connection),
  pages: pagesIn(connection),
  reading: teamReadingIn(connection),
  freeTimesAhead: (now) => connection.atomically(() => freeTimesAhead(now)),
  ...own,
});
