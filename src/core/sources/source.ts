import type { PaperFacts, Rejection } from "../papers/paper.ts";

/** Names of the services papers are fetched from. */
export type SourceName = "hugging-face" | "arxiv" | "arxiv-rss";

/** What came of one fetch; `empty`, `unchanged` and `failed` are different things. */
export type FetchOutcome =
  | { status: "fetched"; papers: PaperFacts[]; rejected: Rejection[]; warnings: Rejection[] }
  | { status: "empty" }
  | { status: "unchanged" }
  | {
      status: "failed";
      /** For people: "Hugging Face hasn't answered (HTTP 503)". */
      reason: string;
      /** For the log. */
      detail: string;
      /** When it makes sense to ask again. */
      retryAt: Date;
    };

/** What asking the sources for a query brought: which papers are now in the library, and which source could not be asked. */
export interface Asked {
  /** Ids of papers the sources named, saved in the library. */
  found: string[];
  /** Sources that answered. */
  asked: SourceName[];
  /** One readable sentence per source that did not. */
  failures: string[];
}

/** The sources as commands and roundups see them: what they bring is already saved in the library. */
export interface Sources {
  /** Hugging Face's search and arXiv, for a query the library knows too little about; waits at most `deadlineMs`. */
  ask(query: string, deadlineMs: number): Promise<Asked>;
  /** One paper by its arXiv id, from Hugging Face, else arXiv; its id in the library, or null when nobody knows it. */
  fetchPaper(arxivId: string): Promise<string | null>;
  /** Resolves when an empty library has got its first papers, or after `deadlineMs`; at once where there are papers. */
  ready(deadlineMs: number): Promise<void>;
}
