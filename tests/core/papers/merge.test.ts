import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { titleKey } from "../../../src/core/papers/identity.ts";
import { merge } from "../../../src/core/papers/merge.ts";
import { origins, paperFacts, type PaperFacts } from "../../../src/core/papers/paper.ts";

const text = fc.constantFrom("", "a", "A longer text.", "$E^{2}$GAN", "é");
const names = fc.array(fc.constantFrom("Ada", "Bob", "Çelik"), { maxLength: 3 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const day = fc.constantFrom("2024-01-02", "2025-03-14", "2025-11-07");

const facts: fc.Arbitrary<PaperFacts> = fc.record({
  origin: fc.constantFrom(...origins),
  arxivId: maybe(fc.constant("2503.09641")),
  version: maybe(fc.integer({ min: 1, max: 3 })),
  doi: maybe(fc.constant("10.1/x")),
  title: text,
  abstract: text,
  titleSource: maybe(text),
  abstractSource: maybe(text),
  authors: names,
  authorCount: fc.nat({ max: 5 }),
  organization: maybe(text),
  publishedAt: maybe(day),
  listedOn: fc.uniqueArray(day).map((days) => days.sort()),
  upvotes: fc.nat({ max: 9 }),
  comments: fc.nat({ max: 9 }),
  summary: maybe(text),
  keywords: names,
  categories: names,
  codeUrl: maybe(text),
  projectUrl: maybe(text),
  thumbnailUrl: maybe(text),
  withdrawn: fc.boolean(),
});

describe("merging", () => {
  it("does not depend on the order of arrival, nor on hearing a thing twice", () => {
    fc.assert(
      fc.property(facts, facts, facts, (a, b, c) => {
        expect(merge(a, b)).toEqual(merge(b, a));
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
        expect(merge(merge(a, b), b)).toEqual(merge(a, b));
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes text from arXiv before Hugging Face before the copied page, and the newer version", () => {
    const from = (origin: PaperFacts["origin"], version: number | null = null) =>
      paperFacts({ origin, version, title: `${origin} ${version}`, abstract: "x" });
    const arrivals = [from("page"), from("arxiv", 1), from("hugging-face"), from("arxiv", 2)];
    expect(arrivals.reduce(merge).title).toBe("arxiv 2");
    expect([from("page"), from("hugging-face")].reduce(merge).title).toBe("hugging-face null");
  });

  it("lets a clean list of authors replace one that was cut inside of its affiliations", () => {
    const cut = ["Ida Berg (Lab A", "Town)", "Tom Falk (Lab B", "City)"];
    const kept = paperFacts({ origin: "arxiv", title: "A", authors: cut, authorCount: cut.length });
    const clean = paperFacts({ origin: "arxiv", title: "A", authors: ["Ida Berg", "Tom Falk"], authorCount: 2 });
    for (const merged of [merge(kept, clean), merge(clean, kept)]) expect(merged).toEqual(clean);
    const told = paperFacts({ origin: "page", title: "A", authorCount: 9 });
    expect(merge(merge(kept, told), clean).authorCount).toBe(9);
  });

  it("keeps the highest counts, the earliest date, and unites days", () => {
    const merged = merge(
      paperFacts({ origin: "page", title: "A", comments: 4, publishedAt: "2025-03-12", listedOn: ["2025-03-20"] }),
      paperFacts({ origin: "arxiv", title: "A", upvotes: 7, publishedAt: "2025-03-11", listedOn: ["2025-03-14"] }),
    );
    expect(merged).toMatchObject({
      comments: 4,
      upvotes: 7,
      publishedAt: "2025-03-11",
      listedOn: ["2025-03-14", "2025-03-20"],
    });
  });
});

describe("a title as an identity", () => {
  it.each([
    ["E^{2}GAN: Efficient Training", "E²GAN: efficient training"],
    ["BOOT: Data-free  Distillation\n  of Models", "BOOT: Data-free Distillation of Models"],
    ["$\\alpha$-GAN", "-GAN"],
    ["Poincaré maps", "Poincare Maps"],
  ])("is the same for %j and %j", (a, b) => expect(titleKey(a)).toBe(titleKey(b)));

  it.each([
    ["GAN", "GANs"],
    ["0", "1"],
    ["!!!", "???"],
    ["生成对抗网络", "扩散模型"],
  ])("tells %j from %j", (a, b) => expect(titleKey(a)).not.toBe(titleKey(b)));
});
