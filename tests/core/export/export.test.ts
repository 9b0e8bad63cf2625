import { parse as parseCsv } from "csv-parse/sync";
import { parse as parseBibtex } from "@retorquere/bibtex-parser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportFormats } from "../../../src/core/export/export.ts";
import type { Paper } from "../../../src/core/papers/paper.ts";
import { paper } from "../../support/paper.ts";
import { readers, realPapersReadBack, text } from "./real-papers.ts";

realPapersReadBack(16);

const hostile = [
  ["E²GAN: Efficient Training", "E^{2}GAN: Efficient Training"],
  ["A & B: 50% of {GANs} cost $5 to #1_x ~ a^b \\o/", null],
  ["Gödel, Erdős & Łukasiewicz on naïve Bayes", 'G\\"odel, Erd\\H{o}s & {\\L}ukasiewicz on na\\"ive Bayes'],
  ["扩散模型 и Ωμεγα مرحبا", null],
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

  it("writes spaces and bars of a formula in commands that reference managers know", async () => {
    const odd = paper({ title: "‖x‖ is 1", titleSource: "$\\|x\\|\\!$ is $\\ 1$" });
    expect(parseBibtex(await text([odd], "bibtex")).errors).toEqual([]);
  });

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

describe("authors in an export", () => {
  const named = paper({
    authors: [
      "Tom Falk Jr.",
      "Blue Harbour Team",
      "Names and Letters Administration",
      "Jo van der Meer",
      "Jun Ma",
      "Luc Van Dam",
    ],
    authorCount: 6,
  });

  it("are taken apart alike in BibTeX, RIS and CSL", async () => {
    expect(await text([named], "bibtex")).toContain(
      "author = {Falk, Jr., Tom and {Blue Harbour Team} and {Names and Letters Administration} and van der Meer, Jo and Ma, Jun and Van Dam, Luc}",
    );
    expect((await text([named], "ris")).match(/(?<=AU {2}- ).*(?=\r)/g)).toEqual([
      "Falk, Tom, Jr.",
      "Blue Harbour Team",
      "Names and Letters Administration",
      "van der Meer, Jo",
      "Ma, Jun",
      "Van Dam, Luc",
    ]);
    const [item] = JSON.parse(await text([named], "csl")) as { author: unknown }[];
    expect(item?.author).toEqual([
      { family: "Falk", given: "Tom", suffix: "Jr." },
      { literal: "Blue Harbour Team" },
      { literal: "Names and Letters Administration" },
      { family: "Meer", given: "Jo", "non-dropping-particle": "van der" },
      { family: "Ma", given: "Jun" },
      { family: "Van Dam", given: "Luc" },
    ]);
  });

  it("are as many for other people's readers", async () => {
    const { entries } = parseBibtex(await text([named], "bibtex"));
    expect(entries[0]?.fields.author).toHaveLength(6);
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
    expect(await text([phased], "bibtex")).toBe(`@misc{fan2025-2510.27684,
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

  it("is in RIS a preprint of arXiv, one line a value", async () => {
    const long = paper({ ...phased, abstract: "word ".repeat(500) });
    const lines = (await text([long], "ris")).split("\r\n").filter(Boolean);
    expect(lines.every((line) => /^[A-Z][A-Z0-9] {2}- /.test(line))).toBe(true);
    expect(lines.filter((line) => !/^(AB|TI|ID)/.test(line))).toEqual([
      "TY  - GEN",
      "AU  - Fan, Xiangyu",
      "AU  - van Beethoven, Ludwig",
      "PY  - 2025",
      "DA  - 2025/10/31/",
      "PB  - arXiv",
      "M1  - arXiv:2510.27684",
      "DO  - 10.48550/arXiv.2510.27684",
      "UR  - https://arxiv.org/abs/2510.27684",
      "KW  - distillation",
      "ER  - ",
    ]);
  });

  it("has a key that depends on nothing else", async () => {
    const keyOf = async (facts: Partial<Paper>) => {
      const [item] = JSON.parse(await text([paper({ ...phased, ...facts })], "csl")) as { id: string }[];
      return item?.id;
    };
    expect(await keyOf({})).toBe("fan2025-2510.27684");
    expect(await keyOf({ arxivId: "2510.27685" })).toBe("fan2025-2510.27685");
    // A feed tells the day of announcement, the API the day of submission.
    expect(await keyOf({ arxivId: "2512.27685", publishedAt: "2026-01-02" })).toBe("fan2025-2512.27685");
    expect(await keyOf({ authors: ["Blue Harbour Team"] })).toBe("blue2025-2510.27684");
    expect(await keyOf({ authors: ["Łukasz Çelik Jr."] })).toBe("celik2025-2510.27684");
    expect(await keyOf({ authors: ["李伟"], publishedAt: null })).toBe("phased2025-2510.27684");
    expect(await keyOf({ arxivId: "math/0211159", publishedAt: "2002-11-11" })).toBe("fan2002-math-0211159");
    const [one, two] = [await keyOf({ arxivId: null }), await keyOf({ arxivId: null, title: "Phased too" })];
    expect(one).toMatch(/^fan2025-[0-9a-z]+$/);
    expect(one).not.toBe(two);
  });

  it("keeps its id in a spreadsheet", async () => {
    const rows = parseCsv<Record<string, string>>(await text([paper({ arxivId: "2310.10600" })], "csv"), {
      bom: true,
      columns: true,
    });
    expect(rows[0]?.arxiv_id).toBe("arXiv:2310.10600");
  });

  it("cannot run a formula in a spreadsheet", async () => {
    const cells = ["=1+1", "+1", "-1", "@SUM(A1)"].map((title) => paper({ title, organization: title }));
    const rows = parseCsv<Record<string, string>>(await text(cells, "csv"), { bom: true, columns: true });
    expect(rows.map((row) => [row.title?.[0], row.organization?.[0]])).toEqual(cells.map(() => ["'", "'"]));
  });
});
