import { describe, expect, it } from "vitest";
import { paperBlock, type Shown } from "../../../src/core/cards/paper-block.ts";
import { spansText } from "../../../src/core/messages/plain-text.ts";
import { paperFacts, type Paper, type PaperFacts } from "../../../src/core/papers/paper.ts";

const paper = (facts: Partial<PaperFacts>): Paper => ({
  ...paperFacts({ origin: "hugging-face", title: "Video Diffusion at Scale", ...facts }),
  id: "p1",
  addedAt: new Date(0),
  sample: false,
});
const block = (facts: Partial<PaperFacts>, shown: Partial<Shown> = {}) =>
  paperBlock(paper(facts), { size: "list", votes: 0, ...shown });
const why = (title: string, ...matched: string[]) => spansText(block({ title }, { matched }).why);

describe("why a paper is shown", () => {
  it("names what it matched, where the title does not tell", () => {
    expect(why("Video Diffusion at Scale", "diffusion")).toBe("");
    expect(why("Video-Diffusion at Scale", "video diffusion")).toBe("");
    expect(why("Video Diffusion at Scale", "Diffusion", "few-step sampling")).toBe("matched: few-step sampling");
    expect(why("Elegant Organisms", "gan")).toBe("matched: gan");
    expect(why("A Grammar of C++", "C++")).toBe("");
    expect(why("A Grammar of *", "A*")).toBe("matched: A*");
  });
});

it("the reason of a taste names what the paper is like, in a list with few words of its title", () => {
  const title = "Phased Distillation of Diffusion Models: Few-Step Generation by Matching Distributions";
  const reason = { because: { paper: "p2", title, permalink: "https://chat.example/1" }, outside: false, liked: 3 };
  const said = (size: Shown["size"]) => spansText(block({}, { size, reason }).why);
  expect(said("list")).toBe("like Phased Distillation of Diffusion…, which 3 of your team voted for");
  expect(said("card")).toMatch(/^like Phased .* Generation by Matching…, which 3 of your team voted for$/);
});

describe("the facts of a paper", () => {
  const facts = {
    publishedAt: "2025-10-31",
    authors: ["Ada Lovelace"],
    authorCount: 7,
    codeUrl: "https://github.com/a/b",
  };
  const said = (shown: Partial<Shown>) => spansText(block(facts, shown).facts);

  it("leave this year out, and in a list the number of authors", () => {
    expect(said({})).toBe("Ada Lovelace et al. · 31 Oct 2025 · code");
    expect(said({ now: new Date("2025-11-10T09:00:00Z") })).toBe("Ada Lovelace et al. · 31 Oct · code");
    expect(said({ now: new Date("2026-01-02T09:00:00Z") })).toBe("Ada Lovelace et al. · 31 Oct 2025 · code");
    expect(said({ size: "card" })).toBe("Ada Lovelace et al. (7) · 31 Oct 2025 · code");
  });

  it("leave authors and code to the lines below them in a paper's details", () => {
    expect(said({ size: "whole" })).toBe("31 Oct 2025");
    expect(spansText(block({ authors: [], organization: "Lab" }, { size: "whole" }).facts)).toBe("Lab");
  });
});

describe("the summary of a paper", () => {
  const abstract =
    "Sampling is slow. We introduce a sampler that needs four steps instead of fifty on every benchmark.";

  it("says on a card that it is the abstract's own sentence, and everywhere that an AI wrote it", () => {
    expect(spansText(block({ abstract }).summary)).toMatch(/^We introduce a sampler .*benchmark\.$/);
    expect(spansText(block({ abstract }, { size: "card" }).summary)).toMatch(/benchmark\. \(from the abstract\)$/);
    for (const size of ["list", "card"] as const)
      expect(spansText(block({ abstract, summary: "A fast sampler." }, { size }).summary)).toBe(
        "A fast sampler. (AI summary)",
      );
  });
});
