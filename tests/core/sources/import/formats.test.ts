import { describe, expect, it } from "vitest";
import { papersIn } from "../../../../src/core/sources/import/answers.ts";
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
    const { papers, warnings } = page(entry("  • 2 authors", "Dec 24") + entry("  • 2 authors", "30 November"));
    expect(papers.map(({ publishedAt }) => publishedAt)).toEqual([null, null]);
    expect(warnings.map(({ reason }) => reason)).toEqual([
      'its date "Dec 24" is not before the page\'s day 2025-11-07; left out',
      'its date "Nov 30" is not before the page\'s day 2025-11-07; left out',
    ]);
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

describe("an answer of", () => {
  const read = (json: unknown) => papersIn(json).map((entry) => readRecord(null)(entry, () => undefined));
  const crossref = {
    DOI: "10.1000/abc",
    title: ["On <i>names</i>"],
    author: [{ given: "Ann", family: "Roe", sequence: "first" }, { name: "Kimi Team" }],
    abstract: "<jats:title>Abstract</jats:title><jats:p>We name.</jats:p>",
    issued: { "date-parts": [[2024, 3, 5]] },
    "content-domain": { domain: ["a.example"] },
  };
  const scholar = {
    paperId: "x",
    externalIds: { ArXiv: "2401.12345" },
    title: "On names",
    abstract: "We name.",
    authors: [{ authorId: "1", name: "Ann Roe" }, { name: "Kimi Team" }],
    publicationDate: "2024-03-05",
  };
  const openAlex = {
    doi: "https://doi.org/10.1000/abc",
    title: "On names",
    publication_date: "2024-03-05",
    authorships: [{ author: { display_name: "Ann Roe" } }, { author: { display_name: "Kimi Team" } }],
    locations: [{ landing_page_url: "https://a.example/1" }, { landing_page_url: "http://arxiv.org/abs/2401.12345" }],
    abstract_inverted_index: { "name.": [1], We: [0] },
  };
  const dblp = (author: unknown) => ({
    info: { authors: { author }, title: "On names.", venue: "CoRR", ee: "https://doi.org/10.48550/arXiv.2401.12345" },
  });
  const dataCite = {
    id: "10.48550/arxiv.2401.12345",
    attributes: {
      doi: "10.48550/arxiv.2401.12345",
      titles: [{ title: "On names" }],
      creators: [{ name: "Roe, Ann", givenName: "Ann", familyName: "Roe" }, { name: "Kimi Team" }],
      descriptions: [
        { description: "A note.", descriptionType: "Other" },
        { description: "We name.", descriptionType: "Abstract" },
      ],
      dates: [{ date: "2024-03-05", dateType: "Issued" }],
    },
  };
  const zotero = {
    itemType: "preprint",
    title: "On names",
    creators: [
      { creatorType: "author", firstName: "Ann", lastName: "Roe" },
      { creatorType: "author", name: "Kimi Team" },
    ],
    abstractNote: "We name.",
    date: "2024-03-05",
    archiveID: "arXiv:2401.12345",
  };
  const known = {
    title: "On names",
    authors: ["Ann Roe", "Kimi Team"],
    abstract: "We name.",
    publishedAt: "2024-03-05",
  };
  const onArxiv = { ...known, arxivId: "2401.12345" };

  it.each([
    ["Crossref, a list", { status: "ok", message: { items: [crossref] } }, { ...known, doi: "10.1000/abc" }],
    ["Crossref, a paper", { status: "ok", message: crossref }, { ...known, doi: "10.1000/abc" }],
    ["Crossref, as CSL", { ...crossref, title: "On names" }, { ...known, doi: "10.1000/abc" }],
    ["Semantic Scholar, a search", { total: 1, data: [scholar] }, onArxiv],
    ["Semantic Scholar, recommendations", { recommendedPapers: [scholar] }, onArxiv],
    ["Semantic Scholar, citations", { data: [{ contexts: ["x".repeat(50)], citingPaper: scholar }] }, onArxiv],
    ["OpenAlex, a list", { meta: {}, results: [openAlex] }, { ...onArxiv, doi: "10.1000/abc" }],
    ["OpenAlex, a paper", openAlex, { ...onArxiv, doi: "10.1000/abc" }],
    ["DataCite, a list", { data: [dataCite] }, onArxiv],
    ["DataCite, a paper", { data: dataCite }, onArxiv],
    [
      "Zotero",
      [
        { key: "A", data: zotero },
        { key: "B", data: { itemType: "attachment", title: "PDF" } },
      ],
      onArxiv,
    ],
    ["Better BibTeX", { config: {}, items: [zotero] }, onArxiv],
  ])("%s, is read whole", (_, answer, facts) => {
    expect(read(answer)).toMatchObject([facts]);
  });

  it("DBLP is read with one author or many", () => {
    const hits = [dblp([{ text: "Ann Roe 0001" }, { text: "Bo Li" }]), dblp({ text: "Cy Dahl" })];
    expect(read({ result: { status: {}, hits: { "@total": "2", hit: hits } } })).toMatchObject([
      { title: "On names", arxivId: "2401.12345", authors: ["Ann Roe", "Bo Li"] },
      { authors: ["Cy Dahl"] },
    ]);
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
