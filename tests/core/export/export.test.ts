import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseBibtex } from "@retorquere/bibtex-parser";
import { CSLParser, RISParser } from "biblatex-csl-converter";
import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { exportFormats, exportPapers } from "../../../src/core/export/export.ts";
import { readableLatex } from "../../../src/core/papers/latex.ts";
import { type Paper, paperFacts } from "../../../src/core/papers/paper.ts";
import { importFile } from "../../../src/core/sources/import/import.ts";
import { openStore } from "../../../src/core/store/sqlite/open.ts";

let made = 0;
const paper = (facts: Partial<Paper>): Paper => ({
  ...paperFacts({ origin: "arxiv", title: "A title" }),
  id: `p${++made}`,
  addedAt: new Date("2026-01-01T00:00:00Z"),
  sample: false,
  ...facts,
});

const votes = new Map<string, number>();
const text = async (papers: Paper[], format: (typeof exportFormats)[number]) =>
  (await exportPapers(papers, format, votes)).text;

/** A title as Better BibTeX's parser reads it: markup as text again, and `--`, a dash in LaTeX, as it was. */
const plain = (title: string): string =>
  title
    .replace(/<su([pb])>(.*?)<\/su[pb]>/g, (_, kind, inside: string) =>
      readableLatex(`${kind === "p" ? "^" : "_"}{${inside}}`),
    )
    .replace(/<span class="nocase">(.*?)<\/span>/g, "$1")
    .replaceAll(" – ", " -- ")
    .replace(/[\u{1d400}-\u{1d7ff}]/gu, (letter) => letter.normalize("NFKC"))
    .normalize("NFC");

/** A title as it is set: a number raised behind a letter. */
const raised = (title: string): string =>
  title.replace(/(?<=[\p{L}\p{N})])\^(\d{1,2})/gu, (_, digits: string) => readableLatex(`^{${digits}}`));

/** Titles as other people's programs read them back from our files. */
const readers = {
  bibtex: (file: string) => {
    const { entries, errors } = parseBibtex(file, { sentenceCase: false });
    expect(errors).toEqual([]);
    return entries.map(({ fields }) => raised(plain(fields.title ?? "")));
  },
  ris: (file: string) => titlesIn(new RISParser(file)),
  csl: (file: string) => {
    const items = JSON.parse(file) as { id: string }[];
    return titlesIn(new CSLParser(Object.fromEntries(items.map((item) => [item.id, item]))));
  },
  csv: (file: string) =>
    parseCsv<{ title: string }>(file, { bom: true, columns: true }).map(({ title }) => title.replace(/^'/, "")),
  jsonl: (file: string) =>
    file
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { title: string }).title),
};

type Entries = Record<string, { fields: Record<string, unknown> }>;

/** The titles of what somebody else's parser reads without an error. */
function titlesIn(parser: { parse(): unknown; errors: unknown[] }): string[] {
  const parsed = parser.parse() as Entries | { entries: Entries };
  expect(parser.errors).toEqual([]);
  return Object.values("entries" in parsed ? (parsed.entries as Entries) : parsed).map(({ fields }) =>
    letters(fields.title),
  );
}

/** The text of a rich-text field. */
function letters(field: unknown): string {
  if (Array.isArray(field)) return field.map(letters).join("");
  if (typeof field !== "object" || field === null) return "";
  return "text" in field && typeof field.text === "string" ? field.text : Object.values(field).map(letters).join("");
}

const shared = join(import.meta.dirname, "../../../../shared");
const there = existsSync(join(shared, "data"));
if (!there) console.warn("skipped: ../shared, the folder of captured data, is not there");

async function imported(files: string[], asOf: string | null): Promise<Paper[]> {
  const folder = mkdtempSync(join(tmpdir(), "papers-"));
  const store = await openStore(`file:${join(folder, "papers.db")}`);
  for (const file of files) await importFile(file, { store, now: () => new Date("2026-11-23T00:00:00Z"), asOf });
  const papers = await store.papers.many(Array.from({ length: 2_000 }, (_, i) => `p${i + 1}`));
  await store.close();
  rmSync(folder, { recursive: true });
  return papers;
}

describe.skipIf(!there)("an export of real papers", () => {
  let papers: Paper[];
  beforeAll(async () => {
    const days = join(shared, "data/huggingface/daily_papers");
    const seed = await imported([join(shared, "seed/daily-papers-2025-11-07.txt")], "2025-11-07");
    const real = await imported(
      readdirSync(days).map((name) => join(days, name)),
      null,
    );
    expect([seed.length, real.length]).toEqual([43, 913]);
    papers = [...seed, ...real].slice(0, 400);
  });

  it.each(exportFormats)("as %s reads back with every title intact", async (format) => {
    expect(readers[format](await text(papers, format)).map(raised)).toEqual(papers.map(({ title }) => raised(title)));
  });

  it("has no key twice, and none that more papers would change", async () => {
    const keys = async (some: Paper[]) => (JSON.parse(await text(some, "csl")) as { id: string }[]).map(({ id }) => id);
    const all = await keys(papers);
    expect(new Set(all).size).toBe(all.length);
    expect(await keys(papers.slice(0, 300))).toEqual(all.slice(0, 300));
  });

  it("keeps every author and every letter of their names", async () => {
    const named = papers.filter(({ authors }) => authors.length > 0).slice(0, 300);
    const known = named.map(({ authors }) => authors.length);
    const file = await text(named, "bibtex");
    expect(file.match(/^ {2}author = .*[^\x00-\x7f].*$/gmu)).toEqual(null);
    const { entries } = parseBibtex(file, { sentenceCase: false });
    expect(
      entries.map(({ fields }) => (fields.author ?? []).filter(({ lastName }) => lastName !== "others").length),
    ).toEqual(known);
    const items = JSON.parse(await text(named, "csl")) as { author: Record<string, string>[] }[];
    const written = (names: string[]) =>
      names
        .join("")
        .replace(/[\s\u00a0,]/g, "")
        .split("")
        .sort()
        .join("");
    expect(items.map(({ author }) => written(author.flatMap((parts) => Object.values(parts))))).toEqual(
      named.map(({ authors }) => written(authors)),
    );
  });
});

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
    ["$\\frac{1}$ half", "1/ half"],
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
    ["ả and 扩散 stay", "ả and 扩散 stay"],
    ["A robot🤖", "A robot"],
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
