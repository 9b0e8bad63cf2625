import type { Found, Listings, Papers, SearchOptions, Store, Subscription } from "../store/store.ts";
import { createVectorReader, type VectorReader } from "../taste/vector.ts";

/** What a roundup is composed from. */
export interface Library {
  store: Store;
  /** These read papers: straight from the store, or from a cache. */
  topic: (topic: string, options: SearchOptions) => Promise<Found>;
  newestDay: Listings["newestDay"];
  onDay: Listings["onDay"];
  papers: Papers["many"];
  /** What reads papers into term vectors. */
  reader: () => Promise<VectorReader>;
}

/** A library that reads from the store without a cache. */
export const libraryOf = (store: Store): Library => ({
  store,
  topic: (...asked) => store.search.topic(...asked),
  newestDay: (until) => store.listings.newestDay(until),
  onDay: (day) => store.listings.onDay(day),
  papers: (ids) => store.papers.many(ids),
  reader: async () => createVectorReader(await store.search.idf()),
});

/** The parts of a subscription that composing needs; a preview makes its own. */
export type RoundupRequest = Pick<
  Subscription,
  | "workspaceId"
  | "channel"
  | "to"
  | "madeBy"
  | "topics"
  | "exclude"
  | "of"
  | "limit"
  | "minvotes"
  | "createdAt"
  | "baselineDay"
>;
