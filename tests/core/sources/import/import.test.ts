import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importFile, type ImportOptions } from "../../../../src/core/sources/import/import.ts";
import { emptyReport } from "../../../../src/core/sources/ingest.ts";
import { samples } from "../../../../src/core/sources/import/samples.ts";
import type { Store } from "../../../../src/core/store/store.ts";
import { announced, atom, atomEntry, feed, item } from "../../../support/source-bodies.ts";
import { temporaryStore } from "../../../support/temporary-store.ts";

let folder: string;
let store: Store;
let remove: () => Promise<void>;
let told: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "papers-"));
  ({ store, remove } = await temporaryStore());
  told = [];
});
afterEach(async () => {
  await remove();
  rmSync(folder, { recursive: true });
});

const load = (name: string, content: string | Buffer, more: Partial<ImportOptions> = {}) => {
  const file = join(folder, name);
  writeFileSync(file, content);
  const warn: ImportOptions["warn"] = (kind, { where, reason }) => told.push(`${kind} ${where}: ${reason}`);
  return importFile(file, { store, now: () => new Date("2025-11-07T12:00:00Z"), asOf: null, warn, ...more });
};
const news = (count: number, more = {}) => ({ ...emptyReport(), read: count, new: count, ...more });
const page = "Daily Papers\n\nNov 7\n\nA title\n\nAn abstract.\n\n  • 3 authors\n·\nMay 18 2\n";
const list = (day: string) => JSON.stringify([item("2511.00001", day)]);
const lines = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    JSON.stringify({ title: `Title number ${at}`, arxivId: `2511.${10_000 + at}` }),
  );

describe("an import", () => {
  it.each([
    ["a list of Hugging Face", "a.json", list("2025-11-07")],
    ["the same with a byte order mark", "a.json", `\ufeff${list("2025-11-07")}`],
    ["an Atom document", "a.xml", atom([atomEntry("2511.00001")])],
    ["arXiv's announcements", "a.xml", feed([announced("2511.00001", "new")])],
    ["a line as --json prints it", "a.jsonl", '{"title":"Only this"}'],
    ["an answer that lists papers", "a.jsonl", '{"papers":[{"title":"Only this"}],"total":1}'],
    [
      "a line of the snapshot",
      "a",
      '{"id":"0704.0001","title":"T","abstract":"A","categories":"cs.LG","update_date":"2008-01-01"}\n',
    ],
  ])("recognises %s, also packed, and changes nothing the second time", async (_, name, content) => {
    expect(await load(name, content)).toEqual(news(1));
    expect(await load(`${name}.gz`, gzipSync(content))).toEqual(news(1, { new: 0, unchanged: 1 }));
  });

  it("needs a page's day: given, asked for, or refused with the reason", async () => {
    await expect(load("page.txt", page)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/--as-of YYYY-MM-DD/) as unknown,
    });
    expect(await load("page.txt", page, { askAsOf: async () => "2025-11-07" })).toEqual(news(1));
    expect(await load("page.txt", page, { asOf: "2025-11-07" })).toMatchObject({ unchanged: 1 });
    expect(await store.papers.byTitle("A title")).toMatchObject({
      publishedAt: "2025-05-18",
      comments: 2,
      authorCount: 3,
    });
    await expect(load("page.txt", page, { asOf: "7 Nov" })).rejects.toMatchObject({ exitCode: 2 });
  });

  it("shows on a page's day what was news then, and says why it leaves out the rest", async () => {
    const entry = (title: string, date: string) => `${title}\n\nAn abstract.\n\n  • 3 authors\n·\n${date}\n\n`;
    const head = "Daily Papers\n\nNov 7\n\n";
    const notes: string[] = [];
    const more = { asOf: "2025-11-07", note: (text: string) => notes.push(text) };
    await load("search.txt", head + entry("Old one", "May 23, 2024") + entry("Older one", "Jan 2"), more);
    expect(await store.listings.onDay("2025-11-07")).toEqual([]);
    await load("page.txt", head + entry("New one", "Nov 5") + entry("Old one", "May 23, 2024"), more);
    const listed = await store.papers.many(await store.listings.onDay("2025-11-07"));
    expect(listed.map(({ title }) => title)).toEqual(["New one"]);
    expect(notes).toEqual([
      expect.stringContaining("it is a search page"),
      expect.stringContaining("`today date:2025-11-07` shows 1 of the page's 2 papers"),
    ]);
  });

  it.each([
    ["a list of Hugging Face", "a.json", list("2099-01-01")],
    ["a line of ours", "a.jsonl", '{"title":"T","arxivId":"2511.00001","listedOn":["2025-11-07","2099-01-01"]}'],
    ["a date of publication", "a.jsonl", '{"title":"T","arxivId":"2511.00001","publishedAt":"2099-01-01"}'],
    ["an Atom document", "a.xml", atom([atomEntry("2511.00001").replace("2025-11-05T", "2099-11-05T")])],
  ])("does not believe a day after tomorrow in %s, and says so", async (_, name, content) => {
    expect(await load(name, content)).toMatchObject({ new: 1, rejected: 0 });
    const paper = await store.papers.byArxivId("2511.00001");
    expect([...(paper?.listedOn ?? []), paper?.publishedAt ?? ""].join()).not.toContain("2099");
    expect(told).toEqual([expect.stringMatching(/^warning 2511.00001: its day 2099-..-.. has not come yet/)]);
  });

  it("takes the day of an old list from --as-of, else from the file's name", async () => {
    const old = JSON.stringify([item("2405.00001", "", { submittedOnDailyAt: undefined })]);
    await load("2024-05-27.json", old);
    await load("copy-of-2024-05-27.json", old, { asOf: "2024-05-28" });
    expect((await store.papers.byArxivId("2405.00001"))?.listedOn).toEqual(["2024-05-27", "2024-05-28"]);
  });

  it("keeps 99 of 100 lines and says which one is bad", async () => {
    expect(await load("a.jsonl", lines(100).with(41, '{"title":').join("\n"))).toEqual(
      news(99, { read: 100, rejected: 1 }),
    );
    expect(told).toEqual(["rejected line 42: it is not JSON"]);
  });

  it("reads thousands of lines in batches and says how far it is", async () => {
    const seen: number[] = [];
    const report = await load("a.jsonl", lines(2_000).join("\r\n"), { progress: ({ papers }) => seen.push(papers) });
    expect(report).toEqual(news(2_000));
    expect(seen.at(-1)).toBe(2_000);
  });

  it("keeps what it read before packed lines break off, and says how much", async () => {
    await store.papers.save(samples, new Date(0), { sample: true });
    // What does not pack well, so that a part of the bytes is about a part of the lines.
    const random = fc.sample(fc.string({ minLength: 60, maxLength: 60 }), { numRuns: 1_500, seed: 7 });
    const packed = gzipSync(random.map((noise, at) => JSON.stringify({ title: `Title ${at} ${noise}` })).join("\n"));
    const cut = load("a.jsonl.gz", packed.subarray(0, Math.floor(packed.length * 0.9)));
    const { message } = (await cut.catch((error: unknown) => error)) as Error;
    const kept = await store.papers.count();
    expect(kept).toBeGreaterThan(1_000);
    expect(kept % 1_000).not.toBe(0);
    expect(message).toContain(
      `its gzip data is cut off. What was read before is kept: ${kept} read: ${kept} new, 0 updated, 0 unchanged, 0 rejected.`,
    );
  });

  it("reads JSON documents over several lines, one after another", async () => {
    const papers = ["Ebb", "Flow", "Spring tide"].map((title) => ({ title, abstract: "}\n{ and ]\n[ in a text." }));
    const printed = papers.map((paper) => JSON.stringify(paper, null, 2));
    expect(await load("a.json", printed.join("\n"))).toEqual(news(3));
    expect(await load("b.json", printed.join("\r\n\r\n"))).toMatchObject({ unchanged: 3, rejected: 0 });
    expect(await load("c.json", `${printed.map((one) => `[${one}]`).join("\n")}\n`)).toMatchObject({ unchanged: 3 });
    expect(await load("d.json", JSON.stringify(papers, null, 1))).toMatchObject({ unchanged: 3 });
    const answers = papers.map((paper) => JSON.stringify({ papers: [paper], total: 1 }, null, "\t"));
    expect(await load("e.json", answers.join("\n"))).toMatchObject({ unchanged: 3, read: 3 });
    const spread = `${" \n".repeat(100_000)}x`;
    await expect(load("f.json", `{\n"a":[{}${spread}`)).rejects.toMatchObject({
      message: expect.stringMatching(/cut off/) as unknown,
    });
  });

  it.each([
    "[]",
    '{"query":"tides","papers":[],"total":0}',
    '{\n  "papers": [],\n  "total": 0\n}',
    '{"total":0,"data":[]}',
    '{"status":"ok","message":{"items":[]}}',
  ])("brings nothing from an answer without papers: %j", async (content) => {
    expect(await load("a.json", content)).toEqual(emptyReport());
  });

  it("passes over a line too long to be a paper", async () => {
    const endless = `{"title":"${"x".repeat(17 * 1024 * 1024)}"}`;
    expect(await load("a.jsonl", [...lines(1), endless, ...lines(2)].join("\n"))).toMatchObject({
      new: 2,
      rejected: 1,
    });
    expect(told).toEqual(["rejected line 2: it is longer than 16 MiB"]);
  });

  const flat = item("2511.00001", "2025-11-07").paper;
  const daily = { id: "2511.00001", abs: "https://arxiv.org/abs/2511.00001", title: "T", authors: ["Ann Boc"] };
  const conference = {
    title: "T",
    author: "Ann Boc; Bea Roe",
    abstract: "The abstract of it.",
    keywords: "gan;vision",
  };
  it.each([
    ["one paper of Hugging Face's API", JSON.stringify(flat)],
    ["the same over several lines", JSON.stringify(flat, null, 2)],
    ["Hugging Face's list of all papers", JSON.stringify([flat])],
    ["lines of Hugging Face's items", `${JSON.stringify(item("2511.00001", "2025-11-07"))}\n`],
    ["a daily arXiv list", JSON.stringify({ ...daily, summary: "The abstract of it.", comment: "8 pages" })],
    ["a list of a conference", JSON.stringify([conference], null, 2)],
    [
      "OpenReview's notes",
      JSON.stringify({
        notes: [{ id: "xyz", content: { title: { value: "T" }, abstract: { value: "The abstract of it." } } }],
      }),
    ],
    [
      "an answer with results",
      JSON.stringify({ count: 1, results: [{ title: "T", abstract: "The abstract of it." }] }),
    ],
    ["a list of our own papers", JSON.stringify([{ title: "T", abstract: "The abstract of it." }])],
    ["an answer over several lines", JSON.stringify({ papers: [{ title: "T", abstract: "The abstract" }] }, null, 2)],
    ["what `show --json` prints", JSON.stringify({ paper: { title: "T", abstract: "The abstract of it." } }, null, 2)],
    [
      "what a client of arXiv writes",
      JSON.stringify({ entry_id: "http://arxiv.org/abs/2511.00001v1", title: "T", summary: "The abstract" }),
    ],
  ])("reads %s with its abstract", async (_, content) => {
    expect(await load("papers", content)).toEqual(news(1));
    const paper = await store.papers.get("p1");
    expect(paper?.abstract).toMatch(/^The abstract/);
    expect(paper?.summary ?? "").not.toContain("abstract");
  });

  it("reads authors, dates and keywords however lists write them", async () => {
    await load(
      "a.json",
      JSON.stringify([
        conference,
        { title: "U", author: "Ann Boc, Bea Roe", summary: "Text.", published: "2025-10-02 17:59:59+00:00" },
      ]),
    );
    expect(await store.papers.byTitle("T")).toMatchObject({
      authors: ["Ann Boc", "Bea Roe"],
      keywords: ["gan", "vision"],
    });
    expect(await store.papers.byTitle("U")).toMatchObject({
      authors: ["Ann Boc", "Bea Roe"],
      publishedAt: "2025-10-02",
    });
  });

  it("reads lists of citation programs and indexes", async () => {
    const csl = {
      type: "article",
      title: "T",
      author: [{ family: "Meer", given: "Jo", "non-dropping-particle": "van der" }, { literal: "Blue Harbour" }],
      issued: { "date-parts": [[2025, 3, 7]] },
      DOI: "10.48550/arXiv.2503.09641",
      abstract: "The abstract of it.",
    };
    const indexed = {
      title: "U",
      externalIds: { ArXiv: "2503.09642", DOI: "10.1000/u" },
      authors: [{ authorId: "1", name: "Ann Boc" }],
      publicationDate: "2025-03-08T00:00:00",
      abstract: "Text.",
    };
    const gone = { title: "V", authors: [], date: "8 March 2025", abstract: "Text.", status: "Withdraw" };
    await load("a.json", JSON.stringify([csl, indexed, gone]));
    expect(await store.papers.byArxivId("2503.09641")).toMatchObject({
      authors: ["Jo van der Meer", "Blue\u00a0Harbour"],
      publishedAt: "2025-03-07",
    });
    expect(await store.papers.byArxivId("2503.09642")).toMatchObject({
      publishedAt: "2025-03-08",
      authors: ["Ann Boc"],
    });
    expect(await store.papers.byTitle("V")).toMatchObject({ withdrawn: true, publishedAt: "2025-03-08" });
  });

  it("keeps a one-line summary apart from the abstract where both are there", async () => {
    await load("a.json", '[{"title":"T","abstract":"","summary":"In one line."}]');
    expect(await store.papers.byTitle("T")).toMatchObject({ abstract: "", summary: "In one line." });
  });

  it("reads what many programs write and JSON has not: commas at ends, NaN, other encodings", async () => {
    const line = '{"title":"Naïve reading","abstract":"Text."}';
    const forms: (string | Buffer)[] = [
      `${line},\n${line},\n`,
      `[\n${line},\n]`,
      '{"title":"Naïve reading","abstract":"Text.","score":NaN}',
      Buffer.from(line, "latin1"),
      Buffer.from(`\ufeff${line}`, "utf16le"),
      `{"title":"Naïve reading","abstract":"Text.","more":"${"x".repeat(100_000)}"}\n${line}\n`,
    ];
    for (const form of forms) expect(await load("a", form)).toMatchObject({ rejected: 0 });
    expect(await store.papers.count()).toBe(1);
    expect(await store.papers.get("p1")).toMatchObject({ title: "Naïve reading", abstract: "Text." });
  });

  it("knows an encoding by the first letter beyond ASCII, wherever it stands, and not by one broken letter", async () => {
    const plain = `{"title":"Plain","abstract":"Text.","more":"${"x".repeat(200_000)}"}\n`;
    await load("a", Buffer.from(`${plain}{"title":"Naïve reading","abstract":"Text."}\n`, "latin1"));
    expect(await store.papers.byTitle("Naïve reading")).toMatchObject({ title: "Naïve reading" });
    const broken = Buffer.from('{"title":"Éclairs, a stud_ of cafés","abstract":"Text."}\n');
    broken[broken.indexOf("_")] = 0xff;
    await load("b", broken);
    expect(await store.papers.get("p3")).toMatchObject({ title: "Éclairs, a stud of cafés" });
  });

  it("reads lists by day and papers by id, and fields in other spellings", async () => {
    const one = { "Paper Title": "Tall", abstract_text: "Text.", "Author Names": "Berg, Ida (Lab); Falk, Tom" };
    await load("a.json", JSON.stringify({ "2511.00001": one, "2511.00002": { title: "Wide", abstract: "Text." } }));
    await load(
      "b.json",
      JSON.stringify({ "2025-11-03": [{ Title: "Deep", Abstract: "Text.", URL: "arxiv.org/abs/2511.00003" }] }),
    );
    await load(
      "c.json",
      JSON.stringify({ rows: [{ row_idx: 0, row: { title: "Long", abstract: ["Text", "and more."] } }] }),
    );
    expect(await store.papers.byArxivId("2511.00001")).toMatchObject({
      title: "Tall",
      abstract: "Text.",
      authors: ["Ida Berg", "Tom Falk"],
    });
    expect(await store.papers.byArxivId("2511.00002")).toMatchObject({ title: "Wide" });
    expect(await store.papers.byArxivId("2511.00003")).toMatchObject({ title: "Deep", abstract: "Text." });
    expect(await store.papers.byTitle("Long")).toMatchObject({ abstract: "Text and more." });
  });

  it("takes the summary for a missing abstract, and a short text in an object for the summary", async () => {
    await load("a.json", '[{"title":"T","abstract":null,"summary":"The whole text."}]');
    expect(await store.papers.byTitle("T")).toMatchObject({ abstract: "The whole text.", summary: null });
    await load("b.json", '[{"title":"U","abstract":"The text.","tldr":{"model":"x","text":"Short."}}]');
    expect(await store.papers.byTitle("U")).toMatchObject({ abstract: "The text.", summary: "Short." });
  });

  it("reads OpenReview's times, addresses of code, and lists as Python prints them", async () => {
    const note = {
      content: { title: { value: "T" }, abstract: { value: "Text." } },
      cdate: 1,
      pdate: 1_704_153_600_000,
    };
    await load("a.json", JSON.stringify({ notes: [note] }));
    expect(await store.papers.byTitle("T")).toMatchObject({ publishedAt: "2024-01-02" });
    const printed = {
      keywords: "['gan', 'vision']",
      categories: '["cs.CL", "cs.LG"]',
      repo_url: "https://example.org/c",
    };
    await load("b.json", JSON.stringify([{ title: "U", abstract: "Text.", ...printed }]));
    expect(await store.papers.byTitle("U")).toMatchObject({
      keywords: ["gan", "vision"],
      categories: ["cs.CL", "cs.LG"],
      codeUrl: "https://example.org/c",
    });
  });

  it("refuses lines of which none is a paper, and says why each", async () => {
    const line = JSON.stringify({ title: "T", description: "A text that is long enough to be an abstract." });
    await expect(load("a.jsonl", `${line}\n${line}\n`)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/none of its 2 entries is a paper\. Expected/) as unknown,
    });
    expect(told).toHaveLength(2);
  });

  it("refuses an abstract that is no text", async () => {
    await expect(load("a.json", '[{"title":"T","abstract":{"parts":["x"]}}]')).rejects.toMatchObject({
      message: expect.stringMatching(/its "abstract" is not a text/) as unknown,
    });
  });

  const text = "This text is the abstract, under a name that nobody reads.";
  it.each([
    ["a description", { title: "T", description: text }],
    ["a text in pieces", { title: "T", abstract_inverted_index: { This: [0] } }],
  ])("refuses a paper whose abstract would be lost: %s", async (_, paper) => {
    await expect(load("a.json", JSON.stringify([paper]))).rejects.toMatchObject({
      message: expect.stringMatching(
        /which is not read; expected "abstract" or "summary"\)\. Expected: a copied Daily Papers page/,
      ) as unknown,
    });
    expect(await store.papers.count()).toBe(0);
  });

  it.each([
    ["plain text", "hello", /none of the formats known here. Expected: a copied/],
    ["BibTeX", "@misc{a,\n  eprint = {2511.00001}\n}", /it is BibTeX, which is not read \(bring .* save 2511.00001`\)/],
    ["RIS", "TY  - GEN\nUR  - https://arxiv.org/abs/2511.00002\nER  -", /it is RIS, .* save 2511.00002`/],
    ["other JSON", '{"errors":[{"key":1}]}', /it is JSON without papers in fields known here\. Expected/],
    ["CSV", "id,title\n1,A title", /it is a table, which is not read\. Expected/],
    ["a list of ids", "2511.00001\n2511.00002", /none of the formats known here \(bring .* save 2511.00001`/],
    ["nothing", " \n", /was refused: it is empty\. Expected/],
    ["a PDF", "%PDF-1.7", /it is a PDF/],
    ["a workbook", "PK\u0003\u0004", /it is a ZIP archive or a workbook/],
    ["a broken line", '{"title":"a\tb"}', /its first line is broken JSON\. Expected/],
    ["null", "null", /none of the formats/],
    ["an empty object", "{}", /it is JSON without papers in fields known here/],
    ["a list of texts", '["x", "y"]', /none of its 2 entries is a paper \(entry 1/],
    ["texts that Python printed", `["{'title': 'Tides'}"]`, /entry 1: it is a text that Python printed, .* json\.dump/],
    ["lines that Python printed", "{'title': 'Tides', 'abstract': None}\n", /it is what Python prints, not JSON/],
    ["a list that Python printed", "[{'title': 'Tides', 'abstract': None}]", /it is what Python prints, not JSON/],
    ["a web page", "<html><body></body></html>", /another kind of document/],
    ["a cut list", list("2025-11-07").slice(0, -9), /cut off/],
    ["a document type", `<!DOCTYPE x>${atom([])}`, /document type/],
    ["packed data that is cut", gzipSync(lines(500).join("\n")).subarray(0, 900), /gzip data is cut off/],
    ["a bomb", gzipSync(Buffer.concat([Buffer.from("["), Buffer.alloc(80 * 1024 * 1024, 32)])), /larger than 64 MiB/],
  ])("refuses %s", async (_, content, message) => {
    await expect(load("odd", content)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(message) as unknown,
    });
  });

  it("takes the place of the samples", async () => {
    await store.papers.save(samples, new Date(0), { sample: true });
    await load("a.json", list("2025-11-07"));
    expect(await store.papers.count()).toBe(1);
  });

  it("says when there is no such file", async () => {
    const options = { store, now: () => new Date(), asOf: null };
    await expect(importFile(join(folder, "nope"), options)).rejects.toMatchObject({
      message: expect.stringMatching(/there is no such file/) as unknown,
    });
  });

  it("ends in the same library in any order", async () => {
    const titled = "Daily Papers\n\nNov 7\n\nPaper 2511.00001\n\nAn abstract.\n\n  • 3 authors\n·\nMay 18 2\n";
    const files: [string, string][] = [
      ["page.txt", titled],
      ["2025-11-07.json", list("2025-11-07")],
      ["2025-11-13.json", list("2025-11-13")],
      ["a.xml", atom([atomEntry("2511.00001", "<arxiv:doi>10.1000/x</arxiv:doi>")])],
      ["a.jsonl", '{"title":"Paper 2511.00001","doi":"10.1000/x","upvotes":9,"keywords":["gan"]}'],
    ];
    const libraryAfter = async (order: [string, string][]) => {
      const { store: fresh, remove } = await temporaryStore();
      for (const [name, content] of order) await load(name, content, { store: fresh, asOf: "2025-11-07" });
      const count = await fresh.papers.count();
      const {
        id: _,
        addedAt: __,
        ...facts
      } = (await fresh.papers.byTitle("Paper 2511.00001")) ?? { id: "", addedAt: 0 };
      await remove();
      return { count, facts };
    };
    const expected = await libraryAfter(files);
    expect(expected.count).toBe(1);
    const orders = fc.shuffledSubarray(files, { minLength: files.length });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        expect(await libraryAfter(order)).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  });
});
