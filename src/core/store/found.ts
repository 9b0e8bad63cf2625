/** A paper found, and what of it matched, in words. */
export interface Hit {
  id: string;
  matched: string[];
}

/** The best hits and how many there are in all. */
export interface Found {
  hits: Hit[];
  total: number;
  /** Other names of the topic that were looked for too. */
  aliases: string[];
}

/** How far a search looks. */
export interface SearchOptions {
  limit: number;
  /** First day of publication or listing, `YYYY-MM-DD`; null is the whole library. */
  since: string | null;
}

/** The full-text index; any text is a legal query. */
export interface Search {
  /** A ranking: best matches for the words. */
  search(query: string, options: SearchOptions): Promise<Found>;
  /** A filter: the papers about the topic (several separated by commas), best first. */
  topic(topic: string, options: SearchOptions): Promise<Found>;
  /** Papers like this one. */
  similar(paper: string, limit: number): Promise<Found>;
  /** Papers whose title starts like this, for autocomplete and `<paper>` options. */
  titles(typed: string, limit: number): Promise<{ id: string; title: string }[]>;
  /** Known acronyms and long forms that start like this, most used first. */
  names(typed: string, limit: number): Promise<string[]>;
}
