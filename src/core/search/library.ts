import type { MatchText } from "./condition.ts";
import type { PaperText } from "./paper-terms.ts";
import type { Rarity } from "./rarity.ts";
import type { Acronyms } from "./topic.ts";

/** What searching reads of the library. */
export interface SearchLibrary extends Acronyms {
  /** Ids of papers that meet a condition, those that were added last first. */
  newest(condition: MatchText, since: string | null, limit: number): number[];
  /** How many papers meet a condition, counted up to `most`. */
  count(condition: MatchText, since: string | null, most: number): number;
  texts(ids: readonly number[]): PaperText[];
  rarity(): Rarity;
  /** Words of the index near to a misspelt one, with how many papers have them. */
  near(prefix: string): { term: string; papers: number }[];
}
