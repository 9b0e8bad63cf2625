import type { Paper, PaperFacts } from "../papers/paper.ts";

/** What saving one paper's facts did. */
export interface Saved {
  id: string;
  change: "new" | "updated" | "unchanged";
}

/** What is so of all the facts of a batch. */
export interface HowToSave {
  /** They stand in for papers until a source confirms them. */
  sample?: boolean;
  /** They come from a source as it is now: what changed in a posted or saved paper is kept as an update of it. */
  news?: boolean;
  /** They only change papers whose arXiv id the library has; the others are left out of the result too. */
  knownOnly?: boolean;
}

/** Papers of the library, merged by identity. */
export interface Papers {
  /** Saves a batch in one transaction. Returns one result per facts, in their order. */
  save(batch: PaperFacts[], at: Date, how?: HowToSave): Promise<Saved[]>;
  /** Finds a paper by our id; the id of a merged paper finds the one it became. */
  get(id: string): Promise<Paper | null>;
  /** Finds papers, in the order of the ids; unknown ids are left out. */
  many(ids: readonly string[]): Promise<Paper[]>;
  byArxivId(arxivId: string): Promise<Paper | null>;
  /** By a DOI in lower case, without its resolver. */
  byDoi(doi: string): Promise<Paper | null>;
  /** Ids of the papers published or listed on these days (`YYYY-MM-DD`, both included; null: all papers), most upvotes first, then the newer. */
  mostUpvoted(days: { from: string; until: string } | null, limit: number): Promise<string[]>;
  /** Ids of the papers the library first heard of after an instant, the newest first. */
  addedSince(after: Date, limit: number): Promise<string[]>;
  /** By normalised title. */
  byTitle(title: string): Promise<Paper | null>;
  /** Counts all papers, or those first saved after a moment. */
  count(addedAfter?: Date): Promise<number>;
  /** Whether there is a paper that is no sample. */
  hasReal(): Promise<boolean>;
  /** Deletes sample papers without a vote, save or post. Returns how many. */
  dropSamples(): Promise<number>;
}

/** Days of Hugging Face's Daily page. */
export interface Listings {
  /** The newest day with papers, not after `until` (`YYYY-MM-DD`). */
  newestDay(until: string): Promise<string | null>;
  /** Paper ids of a day, most upvotes first. */
  onDay(day: string): Promise<string[]>;
}
