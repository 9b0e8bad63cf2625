import type { Steps } from "./steps.ts";

/** The fields of a paper that the index holds. */
export interface IndexedPaper {
  id: number;
  title: string;
  abstract: string;
  authors: readonly string[];
  keywords: readonly string[];
  categories: readonly string[];
  organization: string | null;
  codeUrl: string | null;
}

/** The full-text index and the dictionary of acronyms, written in the same transaction as the papers. */
export interface SearchIndex {
  /** Runs `work` with a writer; counts the acronyms of the whole batch and writes them once, at the end. */
  write<Result>(work: (writer: IndexWriter) => Steps<Result>): Steps<Result>;
}

/** Adds papers to the index and removes them; removing takes the paper as it was added. */
export interface IndexWriter {
  add(paper: IndexedPaper): void;
  remove(paper: IndexedPaper): void;
  /** The paper was published or listed on another day; its text is as before. */
  dated(id: number): void;
}
