import { describe, expect, it } from "vitest";
import { paperFacts, type PaperFacts } from "../../../src/core/papers/paper.ts";
import { updatesOf } from "../../../src/core/papers/updates.ts";

const posted = paperFacts({
  origin: "arxiv",
  arxivId: "2511.00001",
  version: 1,
  title: "One-Step GAN",
  abstract: "We train a GAN in one step.",
});
const after = (change: Partial<PaperFacts>) => updatesOf(posted, { ...posted, ...change });

describe("what readers of a posted paper want to know", () => {
  it("is code that came out, but not code that moved", () => {
    const codeUrl = "https://github.com/acme/gan";
    expect(after({ codeUrl })).toEqual([{ kind: "code", before: null }]);
    expect(updatesOf({ ...posted, codeUrl }, { ...posted, codeUrl: `${codeUrl}-2` })).toEqual([]);
  });

  it("is a new version with another title or abstract", () => {
    const renamed = { version: 2, title: "Two-Step GAN" };
    expect(after(renamed)).toEqual([{ kind: "version", before: "One-Step GAN" }]);
    expect(after({ version: 3, abstract: "We train it in two." })).toEqual([{ kind: "version", before: null }]);
    // Hugging Face's text names no version.
    expect(updatesOf({ ...posted, version: null }, { ...posted, ...renamed })).toHaveLength(1);
  });

  it("is no version with the same words, and no other text of the same version", () => {
    expect(after({ version: 2 })).toEqual([]);
    expect(after({ version: 2, title: "One–Step  GAN", abstract: "We train a GAN in one step" })).toEqual([]);
    expect(after({ title: "Two-Step GAN", abstract: "Longer." })).toEqual([]);
    expect(updatesOf({ ...posted, version: null }, { ...posted, title: "Two-Step GAN" })).toEqual([]);
  });

  it("is that it was withdrawn, once", () => {
    expect(after({ withdrawn: true })).toEqual([{ kind: "withdrawn", before: null }]);
    expect(updatesOf({ ...posted, withdrawn: true }, { ...posted, withdrawn: true })).toEqual([]);
  });

  it("is nothing else", () => {
    expect(after({ upvotes: 90, summary: "One line.", authors: ["Ada"], publishedAt: "2025-11-01" })).toEqual([]);
  });
});
