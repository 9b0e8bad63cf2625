import fc from "fast-check";
import { expect, it } from "vitest";
import { paperFacts } from "../../../src/core/papers/paper.ts";
import type { SearchOptions } from "../../../src/core/store/store.ts";
import { anyText } from "../../support/any-text.ts";
import { temporaryStore } from "../../support/temporary-store.ts";

const whole: SearchOptions = { limit: 50, since: null };
const titles = ["A paper about NEAR misses", 'Quotes "inside" and 100% _under_'];
const signs = [
  ..."\"*()^-+:{}[]%_'\\$",
  "NEAR(",
  " AND ",
  " OR ",
  " NOT ",
  "title:",
  "author:",
  "cat:",
  "a",
  "🤖",
  "é",
];
const signsAlone = fc.array(fc.constantFrom(...signs)).map((parts) => parts.join(""));
const hostile = ["' OR 1=1 --", "%_", '"', "*", "NEAR(", "__proto__", "🤖", "x ".repeat(25_000)];

/** Searches for `runs` random texts, many of them of signs that mean something to a search index. */
export function anyWords(runs: number): void {
  it(`takes any text for words, ${runs} times`, async () => {
    const { store, remove } = await temporaryStore();
    try {
      await store.papers.save(
        titles.map((title) => paperFacts({ origin: "arxiv", title })),
        new Date("2025-11-07T12:00:00Z"),
      );
      await fc.assert(
        fc.asyncProperty(fc.oneof(anyText, signsAlone), async (typed) => {
          await store.search.search(typed, whole);
          await store.search.topic(typed, whole);
          await store.search.titles(typed, 5);
          await store.search.names(typed, 5);
        }),
        { numRuns: runs },
      );
      for (const typed of hostile) expect(await store.search.search(typed, whole)).toHaveProperty("hits");
    } finally {
      await remove();
    }
  });
}
