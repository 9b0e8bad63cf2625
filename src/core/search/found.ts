/** A paper that was found, and the words of it that matched. */
export interface Hit {
  id: string;
  matched: string[];
}

/** The best hits, and how many papers match in all. */
export interface Found {
  hits: Hit[];
  total: number;
  /** Other names of the topic that were searched too. */
  aliases: string[];
  /** How many people of the name seem to have written the papers, for `author:` alone; else null. */
  people: number | null;
  /** Names without quotes that were read as one, in quotes: `author:"Kaiming He"`. */
  quoted: string[];
  /** For an ambiguous or broad topic of one word: topics to ask for instead. */
  narrower: string[];
}

/** Limits of a search. */
export interface SearchOptions {
  limit: number;
  /** First day of publication or listing, `YYYY-MM-DD`; null is the whole library. */
  since: string | null;
}
