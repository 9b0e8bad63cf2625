import type { Condition } from "./condition.ts";
import type { PaperText } from "./paper-terms.ts";
import type { Vocabulary } from "./topic.ts";

/** The port of search: what it reads from a library. A database's full-text index fills it. */
export interface SearchLibrary extends Vocabulary {
  /**
   * Ids of at most `limit` papers that meet a condition, last added first. `since` is the first day of publication or
   * listing, or null; a paper with neither counts for the day on which it came into the library. With `among`, only
   * so many papers are searched, those that were added last.
   */
  newest(condition: Condition, since: string | null, limit: number, among?: number): number[];
  /** The number of papers that meet a condition; counting stops at `most`. */
  count(condition: Condition, since: string | null, most: number): number;
  /** Ids of all papers since a day, in any order; null when they are more than `most`. */
  window(since: string, most: number): number[] | null;
  /** The texts of these papers, in any order; unknown ids are left out. */
  texts(ids: readonly number[]): PaperText[];
  /** A value that is made from the library and kept until papers are added; `what` names it. */
  remembered<Value extends object>(what: string, make: () => Value): Value;
  /** Indexed words that begin like this, with the number of papers that have each. */
  wordsLike(prefix: string): { word: string; papers: number }[];
}
