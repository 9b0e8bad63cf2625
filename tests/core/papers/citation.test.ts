import { describe, expect, it } from "vitest";
import { findDoi, titlesIn } from "../../../src/core/papers/citation.ts";
import { titleKey } from "../../../src/core/papers/identity.ts";

describe("a reference", () => {
  it.each([
    '[12] A. Roe and B. Li, "Birds at dawn: a study," in Proc. ICBS, 2016, pp. 4565–4573.',
    "[12] A. Roe et al., Birds at dawn: a study, ICBS 2016",
    "Roe, A., & Li, B. (2016). Birds at dawn: a study. Advances in birdsong, 29.",
    "Roe, A., Li, B.: Birds at Dawn: A Study. In: ICBS (2016)",
    "Ann Roe, Bo Li. Birds at dawn: a study. arXiv:1606.03476, 2016.",
    "Birds at dawn: a study (Roe & Li, 2016)",
    "Roe, A. B., and Li, B. J. Birds at dawn: a study. In ICBS, 2016.",
    "Ann Roe. Birds at dawn: a study. arXiv:1606.03476",
    "Birds at dawn: a stu- dy",
    "@misc{roe, author = {Roe, Ann}, title = {{Birds at dawn: a study}}, year = 2016}",
  ])("has a title among its parts: %s", (text) => {
    expect(titlesIn(text).map(titleKey)).toContain(titleKey("Birds at dawn: a study"));
  });

  it.each(["birds at dawn", "birds, dawns and tides", "Birds 2016"])("is not seen in %s", (text) => {
    expect(titlesIn(text)).toEqual([]);
  });

  it("has few parts that are tried", () => {
    expect(titlesIn(`2016 ${"a word here, ".repeat(60)}`).length).toBeLessThan(100);
  });
});

describe("a DOI in a text", () => {
  it.each([
    ["10.1000/Ab.C", "10.1000/ab.c"],
    ["see https://doi.org/10.1000/abc.", "10.1000/abc"],
    ["https://a.example/doi/10.1000/abc", "10.1000/abc"],
    ["doi: 10.1000/abc,", "10.1000/abc"],
    ["10.48550/arXiv.2503.09641", null],
    ["version 10.1000", null],
  ])("%s", (text, doi) => expect(findDoi(text)).toBe(doi));
});
