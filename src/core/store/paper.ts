import type { Paper, PaperFacts } from "../papers/paper.ts";

/** What saving one paper's facts did. */
export interface Saved {
  id: string;
  change: "new" | "updated" | "unchanged";
}

/** Papers of the library, merged by identity. */
export interface Papers {
  /** One atomic batch; the answers stand in the order of the facts. */
  save(batch: PaperFacts[], at: Date, options?: { sample?: boolean }): Promise<Saved[]>;
  /** By our id; an id merged into another leads to it. */
  get(id: string): Promise<Paper | null>;
  /** In the order of the ids; unknown ones are left out. */
  many(ids: readonly string[]): Promise<Paper[]>;
  byArxivId(arxivId: string): Promise<Paper | null>;
  /** Ids of the papers published or listed since a day (`YYYY-MM-DD`; null: ever), most upvotes first, then the newer. */
  mostUpvoted(since: string | null, limit: number): Promise<string[]>;
  /** By normalised title. */
  byTitle(title: string): Promise<Paper | null>;
  /** All of them, or those the library first heard of after an instant. */
  count(addedAfter?: Date): Promise<number>;
  /** Whether there is a paper that is no sample. */
  hasReal(): Promise<boolean>;
  /** Removes the samples nobody voted for, saved or posted; how many went. */
  dropSamples(): Promise<number>;
}

/** Days of Hugging Face's Daily page. */
export interface Listings {
  /** The newest day with papers, not after `until` (`YYYY-MM-DD`). */
  newestDay(until: string): Promise<string | null>;
  /** Paper ids of a day, most upvotes first. */
  onDay(day: string): Promise<string[]>;
}
