import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashTerm, hashTerms } from "../../../src/core/search/term-hash.ts";
import { folded, nameParts, plain, singular, spellings, termsOf, wordsOf } from "../../../src/core/search/terms.ts";
import { anyText } from "../../support/any-text.ts";

describe("terms", () => {
  it.each([
    ["gans", "gan"],
    ["strategies", "strategy"],
    ["boxes", "box"],
    ["classes", "class"],
    ["nas", "nas"],
    ["loss", "loss"],
    ["corpus", "corpus"],
    ["analysis", "analysis"],
    ["clipping", "clipping"],
    ["gpus", "gpu"],
    ["guis", "gui"],
    ["thus", "thus"],
    ["virus", "virus"],
  ])("fold the plural %s into %s and nothing else", (plural, one) => expect(singular(plural)).toBe(one));

  it("of a text for the index are its words, folded one by one", () => {
    const text = fc
      .array(fc.constantFrom(..."aB9 +#*&/^_.-NeT(é中–"), { maxLength: 16 })
      .map((parts) => parts.join(""));
    // As the index divides a text.
    const stored = (read: string) => read.toLowerCase().match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [];
    fc.assert(
      fc.property(text, (read) => {
        expect(stored(folded(read))).toEqual(wordsOf(read).map(plain).flatMap(stored));
      }),
      { numRuns: 3_000, examples: [["C++, C# and .NET"], ["Q&A by I/O in A*"], ["L_1 or R^2"], ["Yannis Avrithis é"]] },
    );
  });

  it("are looked up as typed, singular and plural", () => {
    expect(spellings("Networks")).toEqual(["networks", "network"]);
    expect(spellings("strategy")).toEqual(["strategy", "strategies"]);
  });

  it("have the parts of names whose case or digits change", () => {
    expect(nameParts("StyleGAN2, E^{2}GAN, GPT4, ResNet-50, LLMs and GANs")).toEqual([
      "Style GAN 2",
      "GPT 4",
      "Res Net",
    ]);
  });

  it("read accents and dashes like the index does", () => {
    expect(termsOf("Schrödinger–Bridges, naïve")).toEqual(["schrodinger", "bridge", "naive"]);
  });
});

describe("terms as numbers", () => {
  it("stand for the same terms for every letter of Unicode, alone and in a word", () => {
    const letters = Array.from({ length: 0x20000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /[\p{L}\p{N}]/u.test(character));
    const differing = letters.filter((letter) =>
      [letter, `a${letter}b`].some((text) => hashTerms(text).join() !== termsOf(text).map(hashTerm).join()),
    );
    expect(differing).toEqual([]);
  });

  it("stand for the same terms in the same order, whatever the text", () => {
    const texts = fc.oneof(
      anyText,
      fc.string({ unit: fc.constantFrom(..."sie xyzuhc-S’é²αßİ㐀𝒢\u0301\u17b4\u0345") }),
      fc.string({ unit: fc.constantFrom(..."aʼـى\u064b\ufe70क़न्हデﾃﾞเ\u0e4dา한ᄒ٣") }),
      fc.string({ unit: fc.constantFrom(..."ABIUsistn1 +#*&/^_.é") }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect([...hashTerms(text)]).toEqual(termsOf(text).map(hashTerm));
      }),
      { numRuns: 2_000 },
    );
  });
});
