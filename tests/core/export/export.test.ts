import { parse as parseCsv } from "csv-parse/sync";
import { parse as parseBibtex } from "@retorquere/bibtex-parser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportFormats } from "../../../src/core/export/export.ts";
import { type Paper, paperFacts } from "../../../src/core/papers/paper.ts";
import { readers, realPapersReadBack, text } from "./real-papers.ts";

let made = 0;
const paper = (facts: Partial<Paper>): Paper => ({
  ...paperFacts({ origin: "arxiv", title: "A title" }),
  id: `p${++made}`,
  addedAt: new Date("2026-01-01T00:00:00Z"),
  sample: false,
  ...facts,
});

realPapersReadBack(16);

const hostile = [
  ["E²GAN: Efficient Training", "E^{2}GAN: Efficient Training"],
  ["A & B: 50% of {GANs} cost $5 to #1_x ~ a^b \\o/", null],
  ["Gödel, Erdős & Łukasiewicz on naïve Bayes", 'G\\"odel, Erd\\H{o}s & {\\L}ukasiewicz on na\\"ive Bayes'],
  ["扩散模型 и Ωμέγα مرحبا", null],
  ["x < y > z, a<b and b>c", null],
  ["Unbalanced } brace { here", null],
  ['=HYPERLINK("x")', null],
  ["Solving xᵢ² faster", "Solving $x_i^{2}$ faster"],
  ["“Quotes”, \"straight\" and 'single'", null],
] as const;

describe("an export of odd titles", () => {
  const papers = hostile.map(([title, titleSource], i) =>
    paper({
      title,
      titleSource,
      arxivId: `2510.${10_000 + i}`,
      authors: ["Anna María de la Cruz", "Prince", "Li Wei"],
      authorCount: 3,
    }),
  );

  it.each(exportFormats)("as %s reads back with every title intact", async (format) => {
    expect(readers[format](await text(papers, format))).toEqual(papers.map(({ title }) => title));
  });

  const latexLike = fc.string({ unit: fc.constantFrom(..."$\\{}^_&%#~<> aAbHkLoOv1"), minLength: 1, maxLength: 12 });

  it("never breaks BibTeX, whatever the title", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.oneof(fc.string({ minLength: 1 }), latexLike), fc.boolean()), { minLength: 1 }),
        async (titles) => {
          const odd = titles.map(([title, source]) => paper({ title, titleSource: source ? title : null }));
          const { entries, errors } = parseBibtex(await text(odd, "bibtex"));
          expect([entries.length, errors]).toEqual([odd.length, []]);
        },
      ),
    );
  });
});

describe("the math of an exported title", () => {
  it.each([
    ["An $\\mathcal{O}(\\sqrt{n})$ bound", "An $\\mathcal{O}(\\sqrt{n})$ bound"],
    ["$\\alpha$-divergences", "$\\alpha$-divergences"],
    // Only their author's computer knows these.
    ["Learning with $\\eps$-privacy", "Learning with eps-privacy"],
    ["$\\ours_2$ in practice", "ours₂ in practice"],
  ])("%s stays where every LaTeX knows it", async (source, written) => {
    const odd = paper({ title: "A title", titleSource: source });
    expect(await text([odd], "bibtex")).toContain(`  title = {{${written}}},\n`);
  });
});

describe("an exported paper", () => {
  const phased = paper({
    arxivId: "2510.27684",
    title: "Phased DMD",
    abstract: "100% of it & more",
    authors: ["Xiangyu Fan", "Ludwig van Beethoven"],
    authorCount: 7,
    publishedAt: "2025-10-31",
    categories: ["cs.CV", "cs.LG"],
    keywords: ["distillation"],
  });

  it.each(["\\input{secrets}", "^^5cinput{secrets}", "$^^5cinput{secrets}$", "$\\input{secrets}$", "$x^^M\\input y$"])(
    "is BibTeX without a live command of TeX, whatever field holds %s",
    async (live) => {
      const fields = {
        titleSource: live,
        title: live,
        abstract: live,
        keywords: [live],
        authors: [live, `A ${live} B`],
      };
      const hostile = paper({ ...fields, arxivId: "2511.00001", categories: [live], doi: `10.1/${live}` });
      const file = await text([hostile], "bibtex");
      expect(file.replaceAll("\\textbackslash{}", "")).not.toMatch(/\\input|\^\^/);
    },
  );

  it("is cited in BibTeX as arXiv cites it", async () => {
    expect(await text([phased], "bibtex")).toBe(`@misc{fan2025phased,
  title = {{Phased DMD}},
  author = {Fan, Xiangyu and van Beethoven, Ludwig and others},
  year = {2025},
  month = oct,
  eprint = {2510.27684},
  archiveprefix = {arXiv},
  primaryclass = {cs.CV},
  doi = {10.48550/arXiv.2510.27684},
  url = {https://arxiv.org/abs/2510.27684},
  keywords = {distillation},
  abstract = {100\\% of it \\& more},
}
`);
  });

  it("has in RIS one line a value", async () => {
    const long = paper({ ...phased, abstract: "word ".repeat(500) });
    const lines = (await text([long], "ris")).split("\r\n").filter(Boolean);
    expect(lines.every((line) => /^[A-Z][A-Z0-9] {2}- /.test(line))).toBe(true);
    expect(lines).toContain("AU  - Fan, Xiangyu");
    expect(lines).toContain("UR  - https://arxiv.org/abs/2510.27684");
  });

  it("has a key of its own", async () => {
    const items = JSON.parse(await text([phased, phased, phased], "csl")) as { id: string }[];
    expect(items.map(({ id }) => id)).toEqual(["fan2025phased", "fan2025phased-2", "fan2025phased-3"]);
  });

  it("cannot run a formula in a spreadsheet", async () => {
    const cells = ["=1+1", "+1", "-1", "@SUM(A1)"].map((title) => paper({ title, organization: title }));
    const rows = parseCsv<Record<string, string>>(await text(cells, "csv"), { bom: true, columns: true });
    expect(rows.map((row) => [row.title?.[0], row.organization?.[0]])).toEqual(cells.map(() => ["'", "'"]));
  });
});
