import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readableLatex } from "../../../src/core/papers/latex.ts";

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
  ])("%s → %s", (from, to) => expect(readableLatex(from)).toBe(to));

  it.each(["from $5 to $10", "under $3, reaching $4", "snake_case and x^y", "Rock 'n' roll -- live", "a < b & c"])(
    "leaves %s as it is",
    (text) => expect(readableLatex(text)).toBe(text),
  );

  it("survives hostile nesting and anything else", () => {
    for (const piece of ["{", "\\hat", "\\'{", "$", "^{", "\\frac", "\\alpha_{", "\\constructor{", "``"]) {
      expect(typeof readableLatex(piece.repeat(20_000))).toBe("string");
    }
    const pieces = fc.constantFrom("{", "}", "$", "\\", "^", "_", "\\frac", "\\'", "\\(", "\\)", "x", " ");
    fc.assert(fc.property(fc.array(pieces), (parts) => typeof readableLatex(parts.join("")) === "string"));
  });
});
