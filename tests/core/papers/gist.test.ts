import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { capturedPapers } from "../../../scripts/gist/captured-papers.ts";
import judgements from "../../../scripts/gist/judgements.json" with { type: "json" };
import { gistOf } from "../../../src/core/papers/gist.ts";
import type { PaperFacts } from "../../../src/core/papers/paper.ts";
import { sentencesOf } from "../../../src/core/papers/sentences.ts";

const of = (...sentences: string[]) => gistOf({ title: "Duck: Counting Ducks", abstract: sentences.join(" ") });
const background = "Counting ducks on a pond has long been a hard problem.";

describe("the sentence that says what is new", () => {
  it("is the authors' own, without what leads to it", () => {
    const told = "we propose Duck, a model that counts ducks by their reflections.";
    const gist = "We propose Duck, a model that counts ducks by their reflections.";
    expect(of(background, "However, existing counters miss diving ducks.", `To this end, ${told}`)).toBe(gist);
    expect(of(background, `In this paper, ${told}`, "Code is available at https://duck.example.")).toBe(gist);
    expect(
      of(
        background,
        "Building on this observation, we further propose Duck, a model that counts ducks by their reflections.",
      ),
    ).toBe(gist);
  });

  it("is shortened between clauses, never inside one", () => {
    const long =
      "We introduce Duck, a model that counts the ducks of a pond from a single photograph and tells the divers from " +
      "the dabblers by the rings they leave behind, achieving an error of less than one duck in a hundred on every one " +
      "of the fourteen ponds that other people have counted before (with binoculars).";
    expect(of(background, long)).toBe(
      "We introduce Duck, a model that counts the ducks of a pond from a single photograph and tells the divers from the dabblers by the rings they leave behind.",
    );
  });

  it("does not lean on a sentence that is not shown", () => {
    const method = "We propose a counter of ducks that reads the rings on the water.";
    expect(of(background, method, "It is then proposed to the divers, and we introduce it to them.")).toBe(method);
    expect(of("It achieves an error of 1% on all ponds.", "They propose nothing.")).toBeNull();
    expect(
      of(background, "We treat this as a search problem and introduce Duck, which finds every duck of a pond."),
    ).toBe("We introduce Duck, which finds every duck of a pond.");
    expect(of("")).toBeNull();
  });

  it("is found where the sentences of an abstract lost their space", () => {
    expect(of("Ducks dive below the surface.In this work, we present Duck, a counter that waits for them.")).toBe(
      "We present Duck, a counter that waits for them.",
    );
  });
});

const captured = join(import.meta.dirname, "../../../../shared/data/huggingface");
if (!existsSync(captured)) console.warn("skipped: ../shared, the folder of captured data, is not there");

describe.skipIf(!existsSync(captured))("the gists of captured papers", () => {
  const papers = existsSync(captured) ? capturedPapers(captured) : new Map<string, PaperFacts>();
  const bare = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
      .trim()
      .split(" ");

  /** The number of the sentence that has most of a gist's words. */
  function sentenceOf(gist: string, abstract: string): number {
    const shared = sentencesOf(abstract).map((sentence) => {
      const has = new Set(bare(sentence));
      return bare(gist).filter((word) => has.has(word)).length;
    });
    return shared.indexOf(Math.max(...shared)) + 1;
  }
  function agreement(judged: Record<string, { best: number[]; good: number[] }>) {
    const chosen = Object.entries(judged).map(([id, { best, good }]) => {
      const paper = papers.get(id) as PaperFacts;
      const gist = gistOf(paper);
      const at = gist === null ? 0 : sentenceOf(gist, paper.abstract);
      return { best: best.includes(at), right: best.includes(at) || good.includes(at) };
    });
    const share = (of: "best" | "right") => chosen.filter((one) => one[of]).length / chosen.length;
    return { best: share("best"), right: share("right") };
  }

  it("agree with judgements made before there was a program", () => {
    expect(agreement(judgements.ordinary).best).toBeGreaterThanOrEqual(0.85);
    expect(agreement(judgements.ordinary).right).toBeGreaterThanOrEqual(0.9);
    expect(agreement(judgements.noOpener).best).toBeGreaterThanOrEqual(0.55);
    expect(agreement(judgements.noOpener).right).toBeGreaterThanOrEqual(0.8);
  });

  it("hold no word that their abstract does not hold, in its order, and are whole and short", () => {
    let found = 0;
    for (const paper of papers.values()) {
      const gist = gistOf(paper);
      if (gist === null) continue;
      found++;
      const words = bare(paper.abstract);
      let at = -1;
      for (const word of bare(gist)) {
        at = words.indexOf(word, at + 1);
        expect(at, `${paper.arxivId}: ${word}`).toBeGreaterThanOrEqual(0);
      }
      expect(gist.length, gist).toBeLessThanOrEqual(220);
      expect(gist).toMatch(/^[^\p{Ll}].*[.!?]["”’)]?$|^\p{Ll}\S*[\p{Lu}\d_].*[.!?]$/u);
      expect(gist).not.toMatch(/^(?:It|They|This(?! \w+ )|These|Those|Its|Their|Such|However|To this end)\b/);
    }
    expect(found).toBeGreaterThan(1_350);
  });
});
