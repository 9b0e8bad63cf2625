import { mkdtempSync, readdirSync, rmSync } from "node:fs";
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
import { shared, sharedIsHere } from "../../support/shared.ts";

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
    .replaceAll(" – ", " -- ");

/** Titles as other people's programs read them back from our files. */
const readers = {
  bibtex: (file: string) => {
    const { entries, errors } = parseBibtex(file, { sentenceCase: false });
    expect(errors).toEqual([]);
    return entries.map(({ fields }) => plain(fields.title ?? ""));
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

async function imported(files: string[], asOf: string | null): Promise<Paper[]> {
  const folder = mkdtempSync(join(tmpdir(), "papers-"));
  const store = await openStore(`file:${join(folder, "papers.db")}`);
  for (const file of files) await importFile(file, { store, now: () => new Date("2026-11-23T00:00:00Z"), asOf });
  const papers = await store.papers.many(Array.from({ length: 2_000 }, (_, i) => `p${i + 1}`));
  await store.close();
  rmSync(folder, { recursive: true });
  return papers;
}

describe.skipIf(!sharedIsHere)("an export of real papers", () => {
  let papers: Paper[];
  beforeAll(async () => {
    const days = shared("data/huggingface/daily_papers");
    const seed = await imported([shared("seed/daily-papers-2025-11-07.txt")], "2025-11-07");
    const real = await imported(
      readdirSync(days).map((name) => join(days, name)),
      null,
    );
    expect([seed.length, real.length]).toEqual([43, 913]);
    papers = [...seed, ...real];
  });

  it.each(exportFormats)("as %s reads back with every title intact", async (format) => {
    expect(readers[format](await text(papers, format))).toEqual(papers.map(({ title }) => title));
  });

  it("keeps every author and every letter of their names", async () => {
    const named = papers.filter(({ authors }) => authors.length > 0).slice(0, 300);
    const known = named.map(({ authors }) => authors.length);
    const { entries } = parseBibtex(await text(named, "bibtex"), { sentenceCase: false });
    expect(
      entries.map(({ fields }) => (fields.author ?? []).filter(({ lastName }) => lastName !== "others").length),
    ).toEqual(known);
    const items = JSON.parse(await text(named, "csl")) as { author: Record<string, string>[] }[];
    const written = (names: string[]) => names.join("").replace(/[\s,]/g, "").split("").sort().join("");
    expect(items.map(({ author }) => written(author.flatMap((parts) => Object.values(parts))))).toEqual(
      named.map(({ authors }) => written(authors)),
    );
  });
});

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
