import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paper } from "../../support/paper.ts";
import { text } from "./real-papers.ts";

describe("a title in LaTeX", () => {
  const titled = async (title: string, source: string | null) => {
    const file = await text([paper({ title, titleSource: source })], "bibtex");
    return /title = \{\{(.*)\}\},/.exec(file)?.[1];
  };

  it.each([
    ["An $\\mathcal{O}(\\sqrt{n})$ bound", "An $\\mathcal{O}(\\sqrt{n})$ bound"],
    ["$\\alpha$-divergences", "$\\alpha$-divergences"],
    ["Four times ($\\times$4) larger", "Four times ($\\times$4) larger"],
    ["At z$\\sim$1.3", "At z$\\sim$1.3"],
    ["$α$-fair clustering", "$\\alpha$-fair clustering"],
    ["On $\\mathbb{R}^d$", "On $\\mathrm{R}^d$"],
    ["$\\left(\\frac{1}{2}\\right)$", "$(\\frac{1}{2})$"],
    ["Sets $\\{a, b\\}$", "Sets $\\lbrace a, b\\rbrace$"],
    // Only their author's computer knows these.
    ["Learning with $\\eps$-privacy", "Learning with eps-privacy"],
    ["$\\ours_2$ in practice", "ours$_2$ in practice"],
    // TeX would stop at these.
    ["$x^2^3$", "x²³"],
    ["$x^$ and more", "x and more"],
    // A group that a formula divides leaves no brace behind.
    ["{\\rm km\\,s^{-1}} and {\\it in $x$ vivo}", "km s$^{-1}$ and in $x$ vivo"],
    ["$\\frac{1}$ half", "1/ half"],
    ["Displayed $$E=mc^2$$ here", "Displayed $E=mc^2$ here"],
    ["\\textbf{never closed", "never closed"],
  ])("keeps the mathematics that every LaTeX knows: %s", async (source, written) => {
    expect(await titled("A title", source)).toBe(written);
  });

  it.each([
    ["π^3: learning via μP", "$\\pi^3$: learning via $\\mu$P"],
    ["≈ and ∼, xₓ ≥ ∞", "$\\approx$ and $\\sim$, x$_x$ $\\geq$ $\\infty$"],
    ["the 1ˢᵗ of x⃗ and √2", "the 1$^s{}^t$ of x and $\\surd$2"],
    ["x^y, snake_case, 50%", "x\\textasciicircum{}y, snake\\_case, 50\\%"],
    ["Gödel and Łódź, naïve", "G{\\\"o}del and {\\L}{\\'o}d{\\'z}, na{\\\"i}ve"],
    ["Việt Nễm", "Vi{\\^{\\d{e}}}t N{\\~{\\^e}}m"],
    ["𝑡 and ⅛", "t and $\\frac{1}{8}$"],
    ["ά", "$\\acute{\\alpha}$"],
    ["扩散 stays", "扩散 stays"],
    ["Trương, Hảo and Ằng", "Truong, Hao and {\\`{\\u{A}}}ng"],
    ["🤖 first", "first"],
    ["A robot🤖", "A robot"],
    ["Flags 🇩🇪 and hands 👍🏽", "Flags  and hands"],
    ["𝛼 and ŧ, Əli ʿAbd", "$\\alpha$ and t, Eli `Abd"],
    ["One } brace", "One \\textbraceright{} brace"],
    [
      "^^5c\\input{x}",
      "\\textasciicircum{}\\textasciicircum{}5c\\textbackslash{}input\\textbraceleft{}x\\textbraceright{}",
    ],
  ])("has commands for letters: %s", async (title, written) => expect(await titled(title, null)).toBe(written));

  it.each([
    "$x^^5cinput{x}$",
    "$\\input{x}$",
    "\\input{x}",
    "$\\def\\x{}$",
    "$\\csname input\\endcsname x$",
    "$\\text{\\input x}$",
  ])("runs nothing of %s", async (source) => {
    const written = (await titled("A title", source)) ?? "";
    expect(written).not.toMatch(/\\(?:input|def|csname|x)|\^\^/);
  });

  it("never has an open brace, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(..."{}$\\^_x2 ".split("")) }),
        fc.boolean(),
        async (title, source) => {
          const written = await titled(title, source ? title : null);
          let depth = 0;
          for (const sign of written ?? "")
            expect((depth += sign === "{" ? 1 : sign === "}" ? -1 : 0)).toBeGreaterThanOrEqual(0);
          expect(depth).toBe(0);
        },
      ),
    );
  });
});
