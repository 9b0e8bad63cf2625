import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paperFacts, type Paper, type PaperFacts } from "../../../../src/core/papers/paper.ts";
import { temporaryStore } from "../../../support/temporary-store.ts";

const titles = ["SANA-Sprint", "E^{2}GAN", "Phased DMD", "BOOT"];

const renamed = (title: string) => `${title} and beyond`;

/** The same papers as four sources tell them, each with what only it knows. */
const tellings: PaperFacts[] = titles.flatMap((title, place) => {
  const arxivId = `2503.0000${place}`;
  return [
    paperFacts({
      origin: "page",
      title,
      abstract: `${title} on the page`,
      authorCount: 7,
      comments: place,
      organization: "Org",
    }),
    paperFacts({
      origin: "hugging-face",
      arxivId,
      title,
      abstract: `${title} on Hugging Face`,
      upvotes: 5 + place,
      listedOn: ["2025-03-14"],
      summary: "In short.",
    }),
    paperFacts({
      origin: "hugging-face",
      arxivId,
      title,
      abstract: `${title} a day later`,
      upvotes: 9,
      listedOn: ["2025-03-20"],
    }),
    paperFacts({
      origin: "arxiv",
      arxivId,
      version: 1,
      title,
      abstract: `${title} on arXiv`,
      categories: ["cs.CV"],
    }),
    paperFacts({ origin: "json", doi: `10.1000/${place}`, title: `${title} in a journal`, comments: 8 }),
    paperFacts({
      origin: "arxiv",
      arxivId,
      version: 2,
      doi: `10.1000/${place}`,
      title: renamed(title),
      abstract: `${title} on arXiv, revised`,
      authors: ["A", "B"],
      authorCount: 2,
    }),
  ];
});

/** A library without what depends on when and in which row it was written. */
async function libraryAfter(batches: PaperFacts[][]): Promise<unknown> {
  const { store, remove } = await temporaryStore();
  try {
    for (const batch of batches) await store.papers.save(batch, new Date());
    const count = await store.papers.count();
    const rows = Array.from({ length: tellings.length }, (_, row) => `p${row + 1}`);
    const papers = [...new Map((await store.papers.many(rows)).map((paper) => [paper.id, paper])).values()];
    const found = await store.search.search("revised", { limit: 10, since: null });
    const searched = (await store.papers.many(found.hits.map(({ id }) => id))).map(({ title }) => title).sort();
    const bare = ({ id: _id, addedAt: _addedAt, ...facts }: Paper) => facts;
    return { count, papers: papers.map(bare).sort((a, b) => a.title.localeCompare(b.title)), searched };
  } finally {
    await remove();
  }
}

describe("the order of imports", () => {
  it("cannot matter: any order, in any batches, ends in the same library", async () => {
    const straight = await libraryAfter([tellings]);
    expect(straight).toMatchObject({ count: titles.length, searched: titles.map(renamed).sort() });
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(tellings, { minLength: tellings.length }),
        fc.integer({ min: 1, max: tellings.length }),
        async (shuffled, size) => {
          const batches = Array.from({ length: Math.ceil(shuffled.length / size) }, (_, at) =>
            shuffled.slice(at * size, (at + 1) * size),
          );
          expect(await libraryAfter(batches)).toEqual(straight);
        },
      ),
      { numRuns: 40 },
    );
  });
});
