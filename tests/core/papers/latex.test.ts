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
    ["$n$~=~5, a~$\\pm$~b and \\url{https://example.org/\\~{}me}", "n = 5, a ± b and https://example.org/~me"],
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
    ["$\\frac{a+b}{c-d}$, $\\frac{1}{2d}$, $\\frac{\\partial f}{\\partial x}$", "(a+b)/(c-d), 1/(2d), ∂f/∂x"],
    ["$\\frac{(1-a)n}{|x|^2}$ and $\\frac{\\log n}{\\sqrt{n+1}}$", "(1-a)n/|x|² and (log n)/√(n+1)"],
    ["$2^{n^2}$, $10^{10^{13}}$, $\\sqrt[3]{x+1}$", "2^(n²), 10^(10¹³), ∛(x+1)"],
    ["$f\\colon A \\to B$, $a \\implies b$, $\\pmod{n}$, \\cmark", "f: A → B, a ⟹ b, (mod n), ✓"],
    ["\\begin{equation} E=mc^2\\end{equation} so", " E=mc² so"],
    ["$\\$5$ and $\\$0.1$ each", "$5 and $0.1 each"],
    [
      "as in~\\cite{berg}, work \\citep[p.~5]{falk,berg} shows (\\citet{moor}). See Fig.~\\ref{x}",
      "as in, work shows. See Fig.",
    ],
    ["(see \\cite{berg}) and (\\cite{berg} alone)", "(see) and ( alone)"],
    ["Tr\\`{\\^a}n, L\\'{\\^e}, \\~{\\^e}", "Trần, Lế, ễ"],
    ["about \\~{}30\\%, \\~5 GB, $\\hat{1}$", "about ~30%, ~5 GB, 1\u0302"],
    ["$\\overline{\\mathrm{QF}}$ and $\\overline{z}$", "Q\u0305F\u0305 and z\u0305"],
    ["$\\ket{\\phi}$, $\\norm{v}$, $\\bra{a}$", "|ϕ⟩, ‖v‖, ⟨a|"],
    ["$p \\lor q \\land r$, $\\phantom{x}z$, $\\tbinom{n}{k}$", "p ∨ q ∧ r, z, C(n,k)"],
    ["7 \\AA wide, 2\\arcsec, 0\\farcs4, $L_\\sun$", "7 Å wide, 2″, 0.″4, L_⊙"],
  ])("%s → %s", (from, to) => expect(readableLatex(from)).toBe(to));

  it.each([
    ["at $90 ($\\approx$3 days)", "at $90 (≈3 days)"],
    ["a $20 coupon, 40$\\%$ more", "a $20 coupon, 40% more"],
    ["$0.3 cm < z$ of all", "0.3 cm < z of all"],
    ["$q=$0.5 and $n = $80, $t$9", "q=0.5 and n =80, t9"],
    ["if $z_i \\sim $ Beta, $A \\cup B $ and $ 7\\% \\pm 2\\%$", "if zᵢ ∼ Beta, A ∪ B and 7% ± 2%"],
    ["pay $5 and \\emph{then} $6", "pay $5 and then $6"],
  ])("tells money from mathematics: %s → %s", (from, to) => expect(readableLatex(from)).toBe(to));

  it.each([
    ["Nearer neq Better, vs. leq0.4", "Nearer ≠ Better, vs. ≤0.4"],
    ["from 6% rightarrow 7%, the ell_2 norm", "from 6% → 7%, the ℓ₂ norm"],
    ["{approx}4{times} of sim30K and sim12\\% at 64 times 48", "≈4× of ∼30K and ∼12% at 64 × 48"],
    ["to 6.8 pm 0.5% and +4.4 pm 0.7", "to 6.8 ± 0.5% and +4.4 ± 0.7"],
    [
      "the sim2real gap of approx 5%, at 5 pm 20 people, 3 times",
      "the sim2real gap of approx 5%, at 5 pm 20 people, 3 times",
    ],
    ["Kendall's $ au$, 10$ imes$, cat$ ightarrow$dog", "Kendall's τ, 10×, cat→dog"],
  ])("puts back what a source lost of a command: %s → %s", (from, to) => expect(readableLatex(from)).toBe(to));

  it.each([
    ["{2D} {ABC-4}: a {Q}-test of {{NAME}}", "2D ABC-4: a Q-test of NAME"],
    ["a set {0,1} of {0}, {–} so", "a set {0,1} of {0}, – so"],
    ["Code: cyan{https://x.org/a/{https://x.org/a/}}.", "Code: https://x.org/a/."],
  ])("reads braces around a word: %s → %s", (from, to) => expect(readableLatex(from)).toBe(to));

  it.each([
    "from $5 to $10",
    "under $3, reaching $4",
    "snake_case and x^y",
    "Rock 'n' roll",
    "`code` or ```more``` or git --help and https://example.org/a--b",
    "Rock 'n' roll -- live",
    "A* and RRT* plan, 2*3*4, x**2 + y**2, **kwargs and *args",
    "three times, 5 times, 4timesteps",
    "a < b & c",
    "about ~30% of 2~3",
    "https://example.org/~me",
    "max{1,2} and T5-{base, large}",
    "costs $150 US",
  ])("leaves %s as it is", (text) => expect(readableLatex(text)).toBe(text));

  it.each([
    ["`safe' and `it's' but ``so''", "‘safe’ and ‘it's’ but “so”"],
    ["**bold**, *slanted words*, ***both*** and **B**old", "bold, slanted words, both and Bold"],
    [
      "[the page](https://example.org/a_b) of [https://example.org](https://example.org)",
      "the page (https://example.org/a_b) of https://example.org",
    ],
    [
      "https://example.org/a{GitHub} and https://example.org/b/{https://example.org/b/}.",
      "https://example.org/a and https://example.org/b/.",
    ],
    ["3.8times faster, 16times16, 2-3times", "3.8× faster, 16×16, 2-3×"],
    [
      "N{}=2, {it slanted}, darkred{coloured} and magenta{https://example.org}",
      "N=2, slanted, coloured and https://example.org",
    ],
  ])("reads marks of other programs: %s → %s", (from, to) => expect(readableLatex(from)).toBe(to));

  it("survives hostile nesting and anything else", () => {
    for (const piece of [
      "{",
      "\\hat",
      "\\'{",
      "$",
      "^{",
      "\\frac",
      "\\alpha_{",
      "\\constructor{",
      "``",
      "**",
      "[a](",
      "https://a{",
      "\\cite{a}(",
    ]) {
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
    [
      "<mml:math><mml:msqrt><mml:msub><mml:mi>s</mml:mi><mml:mrow><mml:mi>N</mml:mi><mml:mi>N</mml:mi></mml:mrow></mml:msub></mml:msqrt><mml:mo>=</mml:mo><mml:mn>200</mml:mn></mml:math>",
      "√(s_NN)=200",
    ],
    ["<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac></math>", "(a+b)/c"],
    [
      "<math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup><mo><</mo><mover><mi>p</mi><mo>¯</mo></mover></math>2",
      "x₁²<p̄2",
    ],
    [
      "<jats:alternatives><jats:tex-math>$a^2$</jats:tex-math><mml:math><mml:mi>a</mml:mi></mml:math></jats:alternatives>",
      "a²",
    ],
    [
      "<![CDATA[One]]> <jats:styled-content style='x'>two</jats:styled-content> <center>three</center> <s> four",
      "One two three <s> four",
    ],
    ["<math><msqrt><mi>s</mi></msqrt><mfrac><mi>a</mi><mi>b</mi></mfrac></math>", "√sa/b"],
    ["<math><mi>s</mi><mo>=</mo></math>200", "s=200"],
  ])("%s → %s", (from, to) => expect(readTexts(from, "", null, "plain").title).toBe(to));

  it.each([
    ["Abstract: We show it.", "We show it."],
    ["**Abstract** — We show it.", "We show it."],
    ["Abstract Meaning Representation is.", "Abstract Meaning Representation is."],
    ["Abstract-level text is.", "Abstract-level text is."],
  ])("an abstract's own heading is none of it: %s → %s", (from, to) =>
    expect(readTexts("Title", from, null, "plain").abstract).toBe(to),
  );

  it.skipIf(realTexts.length === 0)("leaves hardly a command, brace or dollar in real texts", () => {
    const read = realTexts.map(({ title, abstract }) => readTexts(title, abstract, null, "plain"));
    const left = (sign: RegExp) => read.filter(({ title, abstract }) => sign.test(`${title} ${abstract}`)).length;
    expect(left(/\\/)).toBeLessThan(5);
    expect(left(/\$(?!\d)/)).toBeLessThan(20);
    expect(left(/[{}]/)).toBeLessThan(70);
    expect(left(/<\/?(?:i|b|sub|sup|p|math)\b[^<>]*>/)).toBe(0);
  });
});
