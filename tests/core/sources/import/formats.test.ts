import { describe, expect, it } from "vitest";
import { readRecord } from "../../../../src/core/sources/import/format.ts";
import { parsePage } from "../../../../src/core/sources/import/page-text.ts";

describe("a copied page", () => {
  const page = (entries: string, head = "Daily Papers\n\nbyAK\n\nNov 7\n\n") => parsePage(head + entries, "2025-11-07");
  const entry = (byLine: string, date: string, title = "A title") =>
    `${title}\n\nAn abstract.\n\n${byLine}\n·\n${date}\n\n`;

  it("leaves out its own year, and shows comments only where there are some", () => {
    const { papers } = page(
      entry("  • 1 author", "May 18") +
        entry("  • 12 authors", "Dec 8, 2023 4") +
        entry("acme Acme Research", "Oct 31 1"),
    );
    expect(papers).toMatchObject([
      { publishedAt: "2025-05-18", authorCount: 1, comments: 0, organization: null },
      { publishedAt: "2023-12-08", authorCount: 12, comments: 4 },
      { publishedAt: "2025-10-31", authorCount: 0, comments: 1, organization: "Acme Research" },
    ]);
    expect(papers.map(({ listedOn }) => listedOn)).toEqual([[], [], ["2025-11-07"]]);
  });

  it("reads entries without the head, and says what is cut off or has no date", () => {
    const { papers, rejected } = page(
      `${entry("  • 2 authors", "May 18")}${entry("  • 2 authors", "Smarch 3")}A title\n\nno end`,
      "",
    );
    expect(papers).toHaveLength(1);
    expect(rejected.map(({ where }) => where)).toEqual(["line 9", "line 17"]);
  });

  it("does not guess a date that would lie ahead of the page", () => {
    const { papers, warnings } = page(entry("  • 2 authors", "Dec 24"));
    expect(papers[0]?.publishedAt).toBeNull();
    expect(warnings).toHaveLength(1);
  });
});

describe("JSON lines", () => {
  const warn = () => undefined;
  const lineFacts = readRecord(null);

  it("are entries of the metadata snapshot", () => {
    const line = {
      id: "0704.0001",
      title: "Calculation of\n  things",
      abstract: "  Text\nwraps.",
      authors_parsed: [
        ["Bal\\'azs", "C.", ""],
        ["Berger", "E. L.", "Jr."],
      ],
      categories: "hep-ph cs.LG",
      versions: [
        { version: "v1", created: "Mon, 2 Apr 2007 19:18:42 GMT" },
        { version: "v2", created: "x" },
      ],
      update_date: "2008-11-26",
      doi: "10.1103/PhysRevD.76.013009",
    };
    expect(lineFacts(line, warn)).toMatchObject({
      origin: "arxiv",
      arxivId: "0704.0001",
      version: 2,
      title: "Calculation of things",
      authors: ["C. Balázs", "E. L. Berger Jr."],
      categories: ["hep-ph", "cs.LG"],
      publishedAt: "2007-04-02",
      doi: "10.1103/physrevd.76.013009",
    });
  });

  it("are our own papers, of which only the title is required", () => {
    expect(lineFacts({ title: "Only this" }, warn)).toMatchObject({
      origin: "json",
      title: "Only this",
      arxivId: null,
    });
    const own = {
      id: "p7",
      title: "T",
      url: "https://arxiv.org/abs/2510.27684",
      listedOn: ["2025-11-03", "x"],
      authorCount: 7,
    };
    expect(lineFacts(own, warn)).toMatchObject({ arxivId: "2510.27684", listedOn: ["2025-11-03"], authorCount: 7 });
    expect(() => lineFacts({ abstract: "no title" }, warn)).toThrow("no title");
    expect(() => lineFacts({ title: " " }, warn)).toThrow("blank");
  });

  it("link only to web addresses that show their host", () => {
    const codeUrl = (url: string) => lineFacts({ title: "T", codeUrl: url }, warn)?.codeUrl;
    expect(codeUrl("https://github.com/a/b")).toBe("https://github.com/a/b");
    for (const url of ["javascript:alert(1)", "https://arxiv.org@evil.example/", "file:///etc/passwd", "x"])
      expect(codeUrl(url)).toBeNull();
  });
});

describe("a DOI", () => {
  const read = (doi: unknown, more = {}) => readRecord(null)({ title: "T", doi, ...more }, () => undefined);

  it.each([
    ["10.1000/Ab.C", "10.1000/ab.c"],
    ["https://doi.org/10.1000/abc", "10.1000/abc"],
    ["http://dx.doi.org/10.1000/abc.", "10.1000/abc"],
    ["doi: 10.1000/abc,", "10.1000/abc"],
    [" 10.1000/abc; 10.1000/def", "10.1000/abc"],
    ["10.1000/abc>Abc</a>", "10.1000/abc"],
    // Publishers of the nineties wrote brackets.
    [
      "10.1002/(SICI)1099-0526(199901)5:3<1::AID-X>3.0.CO;2-T",
      "10.1002/(sici)1099-0526(199901)5:3<1::aid-x>3.0.co;2-t",
    ],
    ["see 10.1000/abc", null],
    ["10.1/abc", null],
    ["https://evil.example/10.1000/abc", null],
    ["10.1000/", null],
    [10.1, null],
  ])("%j is %j", (typed, doi) => expect(read(typed)?.doi).toBe(doi));

  it("of arXiv's own is an id, and leaves room for the publisher's", () => {
    expect(read("10.48550/arXiv.2503.09641")).toMatchObject({ doi: null, arxivId: "2503.09641" });
    const published = { url: "https://doi.org/10.1000/abc" };
    expect(read("10.48550/arXiv.2503.09641", published)).toMatchObject({ doi: "10.1000/abc", arxivId: "2503.09641" });
  });
});
