import type { Found, SearchOptions } from "../search/found.ts";

/** Full-text search over the papers. Any text is a valid query. */
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
}
