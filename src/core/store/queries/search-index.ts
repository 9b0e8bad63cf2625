/** What of a paper is searched. */
export interface IndexedPaper {
  id: number;
  title: string;
  abstract: string;
  authors: readonly string[];
  keywords: readonly string[];
  categories: readonly string[];
}

/** The full-text index and the dictionary of acronyms, kept in step with the papers inside their transaction. */
export interface SearchIndex {
  /** Hands the work a writer; what its papers introduce is counted together and written once at the end. */
  write<Result>(work: (writer: IndexWriter) => Result): Result;
}

/** Takes papers into the index and out of it. */
export interface IndexWriter {
  add(paper: IndexedPaper): void;
  replace(before: IndexedPaper, after: IndexedPaper): void;
  remove(paper: IndexedPaper): void;
}
