import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importFile, type ImportOptions } from "../../../../src/core/sources/import/import.ts";
import { item } from "../../../support/source-bodies.ts";
import { temporaryStore } from "../../../support/temporary-store.ts";

let folder: string;
let world: Awaited<ReturnType<typeof temporaryStore>>;
let told: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pages-"));
  world = await temporaryStore();
  told = [];
});
afterEach(async () => {
  await world.remove();
  rmSync(folder, { recursive: true });
});

const load = (content: string | Buffer, asOf: string | null = "2025-11-07") => {
  const file = join(folder, "page");
  writeFileSync(file, content);
  const warn: ImportOptions["warn"] = (kind, { where, reason }) => told.push(`${kind} ${where}: ${reason}`);
  return importFile(file, { store: world.store, now: () => new Date("2025-11-07T12:00:00Z"), asOf, warn });
};

const copied = (end: string, head = "Nov 7") => `Daily Papers\n\n${head}\n\nA title\n\nAn abstract.\n\n${end}\n`;

describe("a copied page", () => {
  it.each([
    ["with blank lines around its dots", copied("  • 3 authors\n\n·\n\nNov 6")],
    ["with an entry's end on one line", copied("  • 3 authors · Nov 6 2")],
    ["with Windows' line ends", copied("  • 3 authors\n·\nNov 6").replaceAll("\n", "\r\n")],
    ["saved as UTF-16", Buffer.from(`\ufeff${copied("  • 3 authors\n·\nNov 6")}`, "utf16le")],
    ["with the day before the month", copied("  • 3 authors\n·\n6 Nov 2025", "7 Nov")],
    ["with months written out", copied("  • 3 authors\n·\nNovember 6, 2025", "November 7")],
  ])("%s is read", async (_, content) => {
    expect(await load(content)).toMatchObject({ new: 1, rejected: 0 });
    expect(await world.store.papers.byTitle("A title")).toMatchObject({
      abstract: "An abstract.",
      authorCount: 3,
      publishedAt: "2025-11-06",
      listedOn: ["2025-11-07"],
    });
  });

  it("whose head names another day than the one given is doubted", async () => {
    await load(copied("  • 3 authors\n·\nNov 6"), "2025-11-05");
    expect(told[0]).toBe("warning line 3: the page's head says Nov 7, but its day was given as 2025-11-05");
    told = [];
    await load(copied("  • 3 authors\n·\nNov 6"), "2025-11-08");
    expect(told).toEqual([]);
  });

  it.each([
    ["translated", copied("  • 3 autores\n·\n6 de nov", "7 de nov"), /browser's translation/],
    ["with relative dates", copied("  • 3 authors\n·\nyesterday"), /its dates are not like "Nov 7"/],
    ["of a day without papers", "Daily Papers\n\nbyAK\n\nNov 8\n", /a Daily Papers page without papers/],
  ])("%s is refused with what it is", async (_, content, message) => {
    await expect(load(content)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(message) as unknown,
    });
  });
});

describe("a saved web page", () => {
  const data = {
    dateString: "2025-11-05",
    dailyPapers: [item("2511.00001", "2025-11-05", { title: 'A & B "x" <i>' })],
  };
  const quoted = JSON.stringify(data).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const html = (attributes: string) => `<html lang="de"><body><div ${attributes}></div></body></html>`;

  it.each([
    ["as the site sends it", `<!doctype html>\n${html(`data-target="DailyPapers" data-props="${quoted}"`)}`],
    [
      "with the browser's comment first",
      `<!-- saved from url=(0026)https://huggingface.co/papers -->\n${html(`class="x" data-props="${quoted}" data-target="DailyPapers"`)}`,
    ],
    [
      "behind other data",
      `<!DOCTYPE html>\n<!-- saved from url=(0026)https://huggingface.co/papers -->\n${html(`data-props="{&quot;isWide&quot;:true}"></div><div data-props='${JSON.stringify(data).replaceAll("'", "&#39;")}'`)}`,
    ],
  ])("%s is read with its links and its own day", async (_, content) => {
    expect(await load(content, null)).toMatchObject({ new: 1, rejected: 0 });
    expect(await world.store.papers.byArxivId("2511.00001")).toMatchObject({ listedOn: ["2025-11-05"] });
  });

  it.each([
    ["of another site", "<!doctype html><html><body>Hello</body></html>", /a web page without Hugging Face's list/],
    ["as an archive", `MIME-Version: 1.0\nContent-Type: multipart/related;\n\n${html("")}`, /save the page as HTML/],
  ])("%s is refused", async (_, content, message) => {
    await expect(load(content, null)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(message) as unknown,
    });
  });
});
