import { dayMs } from "../../durations.ts";
import type { Paper } from "../papers/paper.ts";
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
  addedSince: Papers["addedSince"];
  /** Papers of the Daily pages before a day: what a day's papers are like when nobody asks for any. */
  background: (before: string) => Promise<Paper[]>;
  /** What reads papers into term vectors. */
  reader: () => Promise<VectorReader>;
  /** The channels of a workspace with votes that all its members see. */
  publicChannels: (workspaceId: number) => Promise<string[]>;
}

/** Asks a platform which of some channels all members of a workspace see. */
export type PublicAmong = (workspaceId: number, channels: readonly string[]) => Promise<ReadonlySet<string>>;

const backgroundPapers = 200;
const backgroundDays = 15;

/** A library that reads from the store without a cache; where no platform can be asked, no channel counts as public. */
export const libraryOf = (store: Store, publicAmong: PublicAmong = async () => new Set()): Library => ({
  store,
  topic: (...asked) => store.search.topic(...asked),
  newestDay: (until) => store.listings.newestDay(until),
  onDay: (day) => store.listings.onDay(day),
  papers: (ids) => store.papers.many(ids),
  addedSince: (...asked) => store.papers.addedSince(...asked),
  background: async (before) => store.papers.many(await idsBefore(store.listings, before)),
  reader: async () => createVectorReader(await store.search.idf()),
  publicChannels: async (workspaceId) => {
    const channels = await store.votes.channels(workspaceId);
    const seen = channels.length === 0 ? new Set() : await publicAmong(workspaceId, channels);
    return channels.filter((channel) => seen.has(channel));
  },
});

async function idsBefore(listings: Listings, before: string): Promise<string[]> {
  const ids = new Set<string>();
  let day = await listings.newestDay(dayBefore(before));
  for (let days = 0; day !== null && days < backgroundDays && ids.size < backgroundPapers; days++) {
    for (const id of await listings.onDay(day)) ids.add(id);
    day = await listings.newestDay(dayBefore(day));
  }
  return [...ids].slice(0, backgroundPapers);
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);

/** The parts of a subscription that composing needs; a preview makes its own. */
export type RoundupRequest = Pick<
  Subscription,
  | "workspaceId"
  | "channel"
  | "to"
  | "madeBy"
  | "topics"
  | "exclude"
  | "like"
  | "of"
  | "limit"
  | "minvotes"
  | "createdAt"
  | "baselineDay"
>;
