import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAnnouncements } from "../../../src/core/sources/arxiv/parse-feed.ts";
import { parseArxivAtom } from "../../../src/core/sources/arxiv/parse-atom.ts";
import { UnreadableDocument } from "../../../src/core/sources/reading/document.ts";
import { parseDailyItems, parseDailyPapers, parsePaper } from "../../../src/core/sources/hugging-face/parse.ts";
import { announced, atom, atomEntry, feed, item } from "../../support/source-bodies.ts";

const one = (more: Record<string, unknown>) => parseDailyItems([item("2511.00001", "2025-11-07", more)]);

describe("Hugging Face's list", () => {
  it("gives a paper's facts", () => {
    expect(parseDailyPapers(JSON.stringify([item("2511.00001", "2025-11-07")])).papers).toMatchObject([
      {
        origin: "hugging-face",
        arxivId: "2511.00001",
        abstract: "The abstract of 2511.00001.",
        authors: ["Ada Lovelace", "Alan Turing"],
        organization: "Acme Research",
        publishedAt: "2025-11-06",
        listedOn: ["2025-11-07"],
        upvotes: 7,
        comments: 2,
        summary: "Says it in one line.",
        codeUrl: "https://github.com/acme/paper",
      },
    ]);
  });

  it("takes the listing day from the paper, else from the question, else from a real outer time", () => {
    const old = (outer: string) => ({
      ...item("2405.00001", "", { submittedOnDailyAt: undefined, publishedAt: "2024-05-20T17:00:00.000Z" }),
      publishedAt: outer,
    });
    const days = (outer: string, day: string | null) => parseDailyItems([old(outer)], day).papers[0]?.listedOn;
    expect(days("2024-05-27T02:00:00.000Z", null)).toEqual(["2024-05-27"]);
    expect(days("2024-05-27T02:00:00.000Z", "2024-05-28")).toEqual(["2024-05-28"]);
    expect(days("2024-05-20T13:00:00.000Z", null)).toEqual([]);
    expect(parseDailyItems([item("2511.00001", "2025-11-07")], "2025-11-08").papers[0]?.listedOn).toEqual([
      "2025-11-07",
    ]);
  });

  it("keeps 99 of 100 when one is bad, and says which", () => {
    const items = Array.from({ length: 100 }, (_, at) => item(`2511.${10_000 + at}`, "2025-11-07") as unknown);
    for (const bad of [null, "text", {}, { paper: null }, { paper: { id: "../../etc", title: "x" } }]) {
      const parsed = parseDailyItems(items.with(41, bad));
      expect(parsed.papers).toHaveLength(99);
      expect(parsed.rejected.map(({ where }) => where)).toEqual(["entry 42"]);
    }
  });

  it.each([-1, Number.NaN, "12", 1.5, {}])("takes upvotes of %j as 0, warns, keeps the paper", (upvotes) => {
    const { papers, warnings } = one({ upvotes });
    expect(papers[0]?.upvotes).toBe(0);
    expect(warnings).toMatchObject([{ where: "entry 1" }]);
  });

  it.each([null, undefined, [], [{ name: null }], "Ada", 5])("knows no authors in %j", (authors) =>
    expect(one({ authors }).papers[0]).toMatchObject({ authors: [], authorCount: 0 }),
  );

  it("counts three thousand authors", () => {
    const authors = Array.from({ length: 3_000 }, (_, at) => ({ name: `Author ${at}` }));
    expect(one({ authors }).papers[0]?.authorCount).toBe(3_000);
  });

  it.each(["9999-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "yesterday", "", null, 5, undefined, "+275760-09-14"])(
    "knows no date in %j",
    (publishedAt) => expect(one({ publishedAt }).papers[0]?.publishedAt).toBeNull(),
  );

  it("makes titles readable: wraps, blanks, references, LaTeX, sizes", () => {
    const title = (text: unknown) => one({ title: text }).papers[0];
    expect(title("A title\n  that wraps")?.title).toBe("A title that wraps");
    expect(title(" \u200b\n ")?.title).toBe("(untitled) 2511.00001");
    expect(title("&lt;!here&gt; &amp;lt;b")?.title).toBe("<!here> &lt;b");
    expect(title("E$^{2}$GAN")).toMatchObject({ title: "E²GAN", titleSource: "E$^{2}$GAN" });
    expect(title("x ".repeat(2_500))?.title.length).toBeLessThanOrEqual(1_001);
    expect(one({ summary: "x ".repeat(2_500_000) }).papers[0]?.abstract.length).toBeLessThanOrEqual(20_001);
  });

  it.each([
    "",
    "\ufeff",
    "null",
    "{}",
    "5",
    '"text"',
    "<html><body>Sorry</body></html>",
    '[{"paper":{"id":"2511.0',
    "[1]",
  ])("refuses %j whole", (text) => expect(() => parseDailyPapers(text)).toThrow(UnreadableDocument));

  it("reads an empty day, a byte order mark and one flat paper", () => {
    expect(parseDailyPapers("\ufeff []").papers).toEqual([]);
    expect(parsePaper(JSON.stringify(item("2511.00001", "2025-11-07").paper)).papers[0]?.arxivId).toBe("2511.00001");
  });

  it("never throws anything else, whatever the JSON", () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), (text, value) => {
        for (const read of [
          () => parseDailyPapers(text),
          () => parseDailyItems([item("2511.00001", ""), { paper: value }]),
        ]) {
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(UnreadableDocument);
          }
        }
      }),
    );
  });
});

describe("arXiv's Atom", () => {
  it("gives a paper's facts", () => {
    expect(parseArxivAtom(atom([atomEntry("2511.00001", "<arxiv:doi>10.1/X</arxiv:doi>")], 9))).toMatchObject({
      total: 9,
      papers: [
        {
          origin: "arxiv",
          arxivId: "2511.00001",
          version: 2,
          abstract: "The abstract of 2511.00001.",
          publishedAt: "2025-11-05",
          categories: ["cs.LG", "cs.AI"],
        },
      ],
    });
  });

  it("keeps text as text and decodes it once", () => {
    const titled = (title: string) =>
      parseArxivAtom(atom([atomEntry("math/0211159").replace(/<title>[^<]*/, `<title>${title}`)])).papers[0]?.title;
    expect(titled("1e5")).toBe("1e5");
    expect(titled("0401")).toBe("0401");
    expect(titled("&lt;!here&gt; &amp;lt;b &#233;")).toBe("<!here> &lt;b é");
  });

  it("marks what was withdrawn", () => {
    const withdrawn = (comment: string) =>
      parseArxivAtom(atom([atomEntry("2511.00001", `<arxiv:comment>${comment}</arxiv:comment>`)])).papers[0]?.withdrawn;
    expect(withdrawn("This paper has been withdrawn by the author due to an error")).toBe(true);
    expect(withdrawn("Withdrawn")).toBe(true);
    for (const comment of [
      "12 pages; withdrawn",
      "Retracted because of an error",
      "The authors have withdrawn this paper",
      "This submission has been removed by arXiv administrators due to overlap",
      "arXiv admin note: this version withdrawn by arXiv administrators",
    ])
      expect(withdrawn(comment)).toBe(true);
    for (const comment of [
      "12 pages, on withdrawn bank notes",
      "Withdrawn troops",
      "The drug was withdrawn from the market",
    ])
      expect(withdrawn(comment)).toBe(false);
  });

  it("does not take an error for a paper", () => {
    const error = `<entry><id>https://arxiv.org/api/errors#x</id><title>Error</title><summary>bad id</summary></entry>`;
    expect(() => parseArxivAtom(atom([error]))).toThrow("arXiv answered with an error: bad id");
  });

  const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${atom([])}`;
  it.each([
    ["a document type", laughs],
    ["an external entity", `<!doctype x SYSTEM "file:///etc/passwd">${atom([])}`],
    ["deep nesting", "<a>".repeat(100_000)],
    ["deep nesting in a feed", `<feed>${"<a>".repeat(5_000)}${"</a>".repeat(5_000)}</feed>`],
    ["a cut document", atom([atomEntry("2511.00001")]).slice(0, -30)],
    ["a web page", "<html><body><p>Sorry</p></body></html>"],
    ["plain text", "Rate exceeded."],
    ["nothing", "  "],
  ])("refuses %s", (_, text) => expect(() => parseArxivAtom(text)).toThrow(UnreadableDocument));

  it.each([
    "<html><body>Sorry</body></html>",
    "<!DOCTYPE html>\n<html><body>Log in to the hotel's network</body></html>",
  ])("says of a web page that it is one: %s", (text) =>
    expect(() => parseArxivAtom(text)).toThrow("it is a web page, not XML"),
  );
});

describe("arXiv's announcements", () => {
  it("are new papers and cross-lists, not replacements", () => {
    const kinds = ["new", "cross", "replace", "replace-cross"];
    const { papers, rejected } = parseAnnouncements(feed(kinds.map((kind, at) => announced(`2511.0000${at}`, kind))));
    expect(papers.map(({ arxivId }) => arxivId)).toEqual(["2511.00000", "2511.00001"]);
    expect(papers[0]).toMatchObject({
      abstract: "The abstract of 2511.00000.",
      authors: ["Ada Lovelace", "Alan Turing"],
    });
    expect(rejected).toEqual([]);
  });

  it("have authors without their affiliations", () => {
    const entry = announced("2511.00001", "new").replace(
      "Ada Lovelace, Alan Turing",
      "Ada Lovelace (Lab A, Town), Alan Turing (Lab B (C), City), Grace Hopper",
    );
    expect(parseAnnouncements(feed([entry])).papers[0]).toMatchObject({
      authors: ["Ada Lovelace", "Alan Turing", "Grace Hopper"],
      authorCount: 3,
    });
  });

  it("give no date for an old paper's cross-list", () => {
    const { papers } = parseAnnouncements(feed([announced("2511.00001", "new"), announced("2401.00001", "cross")]));
    expect(papers.map(({ publishedAt }) => publishedAt)).toEqual(["2025-11-07", null]);
  });
});
