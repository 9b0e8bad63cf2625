import type { Message } from "../messages/message.ts";
import type { PaperUpdate } from "../papers/updates.ts";

/** What happened to one paper and is not told yet, oldest first. */
export interface Untold {
  paper: string;
  updates: (PaperUpdate & { id: number })[];
}

/** A note that tells updates of a paper. */
export interface Note {
  /** Ids of the updates of one paper that it tells. */
  updates: number[];
  message: Message;
  /** The day it is of, `YYYY-MM-DD`: one note a day and paper. */
  day: string;
  /** Posts from before this moment get no note. */
  postedSince: Date;
}

/** What happened to papers after they were posted or saved. */
export interface Updates {
  /** Lets what a source finds changed be told from now on. Only the first call for a source ever counts. */
  begin(source: string, at: Date): Promise<void>;
  /** The moment of a source's `begin`; null before it. */
  begun(source: string): Promise<Date | null>;
  /** The arXiv ids of these that a post shows or somebody saved. */
  watched(arxivIds: readonly string[]): Promise<string[]>;
  /** The arXiv ids of papers that were posted or saved since a moment, in order. */
  watchedSince(from: Date): Promise<string[]>;
  /** The days (`YYYY-MM-DD`, both included) whose Daily page lists such a paper, in order. */
  watchedDays(from: string, until: string): Promise<string[]>;
  /** The papers with untold updates, without those that had a note on this day. */
  untold(day: string): Promise<Untold[]>;
  /**
   * Plans deliveries of a note, and marks its updates as told, in one transaction: one under the newest post of the paper in
   * each workspace, one for each member whose personal roundup had it or who saved it. A workspace with `updates: off` gets
   * none. Posts with a paper that was withdrawn become stale.
   */
  tell(note: Note, at: Date): Promise<void>;
}
