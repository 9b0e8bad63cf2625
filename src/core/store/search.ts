import type { Found, SearchOptions } from "../search/found.ts";
import type { Idf } from "../search/term-hash.ts";

/** A rebuild of the search index from the papers. */
export interface Rebuilding {
  /** Papers indexed so far, and papers in all. */
  progress(): { done: number; total: number };
  /** Resolves when the index is complete. */
  finished: Promise<void>;
}

/**
 * Full-text search over the papers. Any text is a valid query. While the index is rebuilt, each method waits some
 * seconds for it and then rejects with a `UserError` that says so.
 */
export interface Search {
  /** Ranks papers for a query, best first. */
  search(query: string, options: SearchOptions): Promise<Found>;
  /** Selects the papers about a topic (several separated by commas), best first. */
  topic(topic: string, options: SearchOptions): Promise<Found>;
  /** Papers similar to this one, most similar first. */
  similar(paper: string, limit: number): Promise<Found>;
  /** Papers whose title begins with or contains what was typed, for autocomplete and `<paper>` options. */
  titles(typed: string, limit: number): Promise<{ id: string; title: string }[]>;
  /** Known acronyms and long forms that begin with what was typed, most used first. */
  names(typed: string, limit: number): Promise<string[]>;
  /** How rare terms are in the library. */
  idf(): Promise<Idf>;
  /** The rebuild of the index that is under way, or null. */
  rebuilding(): Rebuilding | null;
}
