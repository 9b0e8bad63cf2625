import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readableLatex } from "../../../src/core/papers/latex.ts";
import { readTexts } from "../../../src/core/sources/reading/facts.ts";
import { realTexts } from "../../support/real-texts.ts";

describe("LaTeX for people", () => {
  it.each([
    ["$x_i^{2}$", "xᵢ²"],
    ["E^{2}GAN", "E²GAN"],
    ["E$^{2}$GAN", "E²GAN"],
    ['Andr\\\'e, Bolet\\\'{\\i}n, \\"Ust\\"un, {\\"o}, \\c{c}a, Erd\\H{o}s', "André, Boletín, Üstün, ö, ça, Erdős"],
    ["\\L ukasz", "Łukasz"],
    ["\\textbf{bold} and {\\it slanted} \\emph{1.46}", "bold and slanted 1.46"],
    ["$\\alpha$-GAN, $\\beta$-VAE", "α-GAN, β-VAE"],
    ["$\\mathcal{O}(n^2)$ in $\\mathbb{R}^d$", "O(n²) in Rᵈ"],
    ["\\(W_1\\) and $\\frac{1}{2}$", "W₁ and 1/2"],
    ["99\\% of 8\\,GB, 10^{19}, vs.\\ 131{,}072", "99% of 8 GB, 10¹⁹, vs. 131,072"],
    ["G_{stack} and π_{0.5}, $n^{-1/2}$", "G_stack and π_0.5, n^(-1/2)"],
    ["``scaling''", "“scaling”"],
    ["our \\ourmethod beats \\openbiorq{}, \\ie by much", "our ourmethod beats openbiorq, i.e. by much"],
    ["Scaled ($\\times$2), at y$\\approx$0.7, $>$9%", "Scaled (×2), at y≈0.7, >9%"],
    ["a $ \\ell^2 $ row", "a ℓ² row"],
    ["${\\cal M}=2$ and ${\\cal O}(k^3)$, {\\sf T}, \\mathcal H", "M=2 and O(k³), T, H"],
    [
      "See \\textcolor{blue}{https://example.org/x_y}. \\color{red}Good \\ours\\xspace.",
      "See https://example.org/x_y. Good ours.",
    ],
    ["\\fcolorbox{red}{white}{boxed} \\href{https://example.org}{page} \\cite[p.~5]{x}end", "boxed page end"],
    ["Abell~7, Fig.~3, Stage~I and 5~GB", "Abell 7, Fig. 3, Stage I and 5 GB"],
    ["G{ö}del {Co}operative {faster} under{-}used N{=}4", "Gödel Cooperative faster under-used N=4"],
    ["Broken textit{slope} and extbf{height}", "Broken slope and height"],
    ["Twice 70\\\\% and line\\\\break", "Twice 70% and line break"],
    ["$A^{\\top}$, $b^{\\star}$, $\\|x\\|$", "Aᵀ, b^⋆, ‖x‖"],
    ["$0\\!<\\!p$, net\\-works, $\\sim\\!\\!20$", "0<p, networks, ∼20"],
    ["$z\\sim 2$, $A\\in \\mathbb{R}$, $a \\to b$, $\\lfloor x\\rfloor$", "z∼2, A∈R, a → b, ⌊x⌋"],
    ["$\\sqrt{\\alpha T}$ and $\\theta > 0$", "√(αT) and θ > 0"],
    ["m\\textsuperscript{2} and CO\\textsubscript{2}", "m² and CO₂"],
    ["\\verb|x_y| and $\\binom{n}{k}$", "x_y and C(n,k)"],
    ["$K$3 surfaces", "K3 surfaces"],
    ["$O(n\\log n)$ and $2\\log_2 k$", "O(n log n) and 2 log₂ k"],
    ["\\$5 to \\$6, \\$\\alpha\\$", "$5 to $6, $α$"],
    ["$\\not= 0$, $x\\not\\in A$, $\\emptyset$", "≠ 0, x∉A, ∅"],
    ["\\ensuremath{x^2} of \\lVert x\\rVert", "x² of ‖ x‖"],
    ["\\nicefrac{1}{2}, \\texorpdfstring{$\\beta$}{beta}, $a\\overset{d}{=}b$", "1/2, beta, a=b"],
    ["\\includegraphics[width=1em]{logo.png} Named, \\newcommand{\\x}{y}so", " Named, so"],
  ])("%s → %s", (from, to) => expect(readableLatex(from)).toBe(to));

  it.each([
    "from $5 to $10",
    "under $3, reaching $4",
    "snake_case and x^y",
    "Rock 'n' roll -- live",
    "a < b & c",
    "about ~30% of 2~3",
    "https://example.org/~me",
    "max{1,2} and T5-{base, large}",
    "costs $150 US",
  ])("leaves %s as it is", (text) => expect(readableLatex(text)).toBe(text));

  it("survives hostile nesting and anything else", () => {
    for (const piece of ["{", "\\hat", "\\'{", "$", "^{", "\\frac", "\\alpha_{", "\\constructor{", "``"]) {
      expect(typeof readableLatex(piece.repeat(20_000))).toBe("string");
    }
    const pieces = fc.constantFrom("{", "}", "$", "\\", "^", "_", "\\frac", "\\'", "\\(", "\\)", "x", " ");
    fc.assert(fc.property(fc.array(pieces), (parts) => typeof readableLatex(parts.join("")) === "string"));
  });
});

describe("markup of other formats", () => {
  it.each([
    ["Cells of <i>A. bonus</i> in H<sub>2</sub>O", "Cells of A. bonus in H₂O"],
    ["<p>One</p><p>two<br/>three</p>", "One two three"],
    ["<mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math> + y", "x² + y"],
    ["<math><mi>Au</mi><mo>+</mo><mi>Pb</mi></math>", "Au+Pb"],
    ["10<sup><i>n</i></sup> and <jats:italic>so</jats:italic>", "10ⁿ and so"],
    ["<think> if a < b then </think>", "<think> if a < b then </think>"],
    ["p <s and q> t, a<b or c>d", "p <s and q> t, a<b or c>d"],
    ["<h2 class=\"x\">One</h2><!-- no --><a href='https://a.b'>two</a>", "One two"],
    ["<math><msqrt><mi>s</mi></msqrt><mfrac><mi>a</mi><mi>b</mi></mfrac></math>", "√sa/b"],
  ])("%s → %s", (from, to) => expect(readTexts(from, "", null, "plain").title).toBe(to));

  it.skipIf(realTexts.length === 0)("leaves hardly a command, brace or dollar in real texts", () => {
    const read = realTexts.map(({ title, abstract }) => readTexts(title, abstract, null, "plain"));
    const left = (sign: RegExp) => read.filter(({ title, abstract }) => sign.test(`${title} ${abstract}`)).length;
    expect(left(/\\/)).toBeLessThan(5);
    expect(left(/\$(?!\d)/)).toBeLessThan(20);
    expect(left(/[{}]/)).toBeLessThan(70);
    expect(left(/<\/?(?:i|b|sub|sup|p|math)\b[^<>]*>/)).toBe(0);
  });
});
