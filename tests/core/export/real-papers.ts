import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseBibtex } from "@retorquere/bibtex-parser";
import { CSLParser, RISParser } from "biblatex-csl-converter";
import { parse as parseCsv } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { exportFormats, exportPapers } from "../../../src/core/export/export.ts";
import { readableLatex } from "../../../src/core/papers/latex.ts";
import type { Paper } from "../../../src/core/papers/paper.ts";
import { importFile } from "../../../src/core/sources/import/import.ts";
import { openStore } from "../../../src/core/store/sqlite/open.ts";
import { shared, sharedIsHere } from "../../support/shared.ts";

const votes = new Map<string, number>();
export const text = async (papers: Paper[], format: (typeof exportFormats)[number]) =>
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
export const readers = {
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

async function imported(files: string[], asOf: string | null): Promise<Paper[]> {
  const folder = mkdtempSync(join(tmpdir(), "papers-"));
  const store = await openStore(`file:${join(folder, "papers.db")}`);
  for (const file of files) await importFile(file, { store, now: () => new Date("2026-11-23T00:00:00Z"), asOf });
  const papers = await store.papers.many(Array.from({ length: 2_000 }, (_, i) => `p${i + 1}`));
  await store.close();
  rmSync(folder, { recursive: true });
  return papers;
}

/** Exports the real papers of one day in every `step`, in each format, and reads them back with other people's programs. */
export function realPapersReadBack(step: number): void {
  describe.skipIf(!sharedIsHere)("an export of real papers", () => {
    let papers: Paper[];
    beforeAll(async () => {
      const folder = shared("data/huggingface/daily_papers");
      const days = readdirSync(folder).filter((_, at) => at % step === 0);
      papers = [
        ...(await imported([shared("seed/daily-papers-2025-11-07.txt")], "2025-11-07")),
        ...(await imported(
          days.map((name) => join(folder, name)),
          null,
        )),
      ];
    });

    it.each(exportFormats)("as %s reads back with every title intact", async (format) => {
      expect(readers[format](await text(papers, format)).map(raised)).toEqual(papers.map(({ title }) => raised(title)));
    });

    it("has no key twice, and none that more papers would change", async () => {
      const keys = async (some: Paper[]) =>
        (JSON.parse(await text(some, "csl")) as { id: string }[]).map(({ id }) => id);
      const all = await keys(papers);
      expect(new Set(all).size).toBe(all.length);
      const some = Math.floor(papers.length / 2);
      expect(await keys(papers.slice(0, some))).toEqual(all.slice(0, some));
    });

    it("keeps every author and every letter of their names", async () => {
      const named = papers.filter(({ authors }) => authors.length > 0).slice(0, 300);
      const known = named.map(({ authors }) => authors.length);
      const file = await text(named, "bibtex");
      expect(file.match(/^ {2}author = .*\P{ASCII}.*$/gmu)).toEqual(null);
      const { entries } = parseBibtex(file, { sentenceCase: false });
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
}
