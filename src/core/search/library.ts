import type { Condition } from "./condition.ts";
import type { PaperText } from "./paper-terms.ts";
import type { Idf } from "./term-hash.ts";
import type { Vocabulary } from "./topic.ts";

/** The port of search: what it reads from a library. A database's full-text index fills it. */
export interface SearchLibrary extends Vocabulary {
  /** Ids of at most `limit` papers that meet a condition, last added first; `since` is the first day of publication or listing, or null. */
  newest(condition: Condition, since: string | null, limit: number): number[];
  /** The number of papers that meet a condition; counting stops at `most`. */
  count(condition: Condition, since: string | null, most: number): number;
  /** The texts of these papers, in any order; unknown ids are left out. */
  texts(ids: readonly number[]): PaperText[];
  /** The inverse document frequency of terms, estimated from a sample. */
  idf(): Idf;
  /** Indexed words that begin like this, with the number of papers that have each. */
  wordsLike(prefix: string): { word: string; papers: number }[];
}
