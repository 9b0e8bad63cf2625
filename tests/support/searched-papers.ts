import { afterEach, beforeEach } from "vitest";
import { type PaperFacts, paperFacts } from "../../src/core/papers/paper.ts";
import type { Store } from "../../src/core/store/store.ts";
import { type TemporaryStore, temporaryStore } from "./temporary-store.ts";

/** A library that is searched. */
export interface SearchedPapers {
  store: () => Store;
  /** The titles that are found, in alphabetical order. */
  found: (kind: "search" | "topic", text: string) => Promise<string[]>;
}

/** Gives each test of a file a library of these papers. */
export function useSearchedPapers(
  papers: readonly (Pick<PaperFacts, "title"> & Partial<PaperFacts>)[],
): SearchedPapers {
  let library: TemporaryStore;
  beforeEach(async () => {
    library = await temporaryStore();
    const facts = papers.map((paper) => paperFacts({ origin: "arxiv", ...paper }));
    await library.store.papers.save(facts, new Date("2025-11-07T12:00:00Z"));
  });
  afterEach(() => library.remove());
  return {
    store: () => library.store,
    async found(kind, text) {
      const { search, papers: kept } = library.store;
      const { hits } = await search[kind](text, { limit: 50, since: null });
      return (await kept.many(hits.map(({ id }) => id))).map(({ title }) => title).sort();
    },
  };
}
