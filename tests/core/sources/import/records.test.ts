import { describe, expect, it } from "vitest";
import { parseArxivAtom } from "../../../../src/core/sources/arxiv/parse-atom.ts";
import { readRecord } from "../../../../src/core/sources/import/format.ts";
import { atom, atomEntry } from "../../../support/source-bodies.ts";

/** A record's facts, and what was warned of. */
function read(fields: Record<string, unknown>) {
  const warnings: string[] = [];
  const facts = readRecord(null)({ title: "Tidal maps", ...fields }, (reason) => warnings.push(reason));
  return { facts, warnings };
}

describe("an abstract", () => {
  const prose = "We map tides with two small networks and a pendulum. ".repeat(6).trim();

  it.each([
    [{ abs: prose }, prose],
    [{ abs: [prose] }, prose],
    [{ Abs: prose }, prose],
    [{ abstract: "", abs: prose }, prose],
    [{ abs: "Few words here." }, "Few words here."],
    [{ abs: `${prose} It extends arXiv:2403.01234.` }, `${prose} It extends arXiv:2403.01234.`],
  ])("is read from %j", (fields, abstract) =>
    expect(read(fields)).toMatchObject({ facts: { abstract, arxivId: null }, warnings: [] }),
  );

  it("under `abs` leaves the summary beside it a summary", () =>
    expect(read({ abs: prose, summary: "Tides, mapped." }).facts).toMatchObject({
      abstract: prose,
      summary: "Tides, mapped.",
    }));

  it("does not come from `abs` where that is an id or a link, or where there is another", () => {
    for (const abs of ["https://arxiv.org/abs/2403.01234v2", "2403.01234", "arXiv:2403.01234 [math.NA]"])
      expect(read({ abs }).facts).toMatchObject({ abstract: "", arxivId: "2403.01234" });
    expect(read({ abs: "https://openreview.example/forum/of/this/very/paper/abc" }).facts?.abstract).toBe("");
    expect(read({ abstract: "The abstract.", abs: prose }).facts?.abstract).toBe("The abstract.");
  });

  it.each(["synopsis", "abstr"])("is refused where it would be lost under %j", (field) =>
    expect(() => read({ [field]: prose })).toThrow(`its text stands under "${field}"`),
  );
});

describe("an arXiv id", () => {
  it.each([
    [{ arxiv_id: 2403.01234 }, "2403.01234"],
    [{ arxiv_id: 2403.012 }, "2403.01200"],
    [{ arxivId: 2410.1 }, "2410.10000"],
    [{ arxiv: 1501.00002 }, "1501.00002"],
    [{ arxiv: 1412.567 }, "1412.5670"],
    [{ id: 704.0001 }, "0704.0001"],
    [{ arxiv: "arXiv:2403.01234v3 [math.NA]" }, "2403.01234"],
    [{ id: "arXiv:2403.01234 [math.NA]" }, "2403.01234"],
    [{ arxiv: "[2403.01234]" }, "2403.01234"],
    [{ id: "[2403.01234]" }, "2403.01234"],
    [{ arxiv: ["2403.01234"] }, "2403.01234"],
    [{ arxiv_link: "http://arxiv.org/abs/2403.01234" }, "2403.01234"],
    [{ arxivUrl: "see https://arxiv.org/pdf/2403.01234.pdf" }, "2403.01234"],
    [{ html_url: "https://arxiv.org/html/2403.01234v1" }, "2403.01234"],
    [{ paper_id: "2403.01234" }, "2403.01234"],
    [{ "Paper ID": "math/0309136" }, "math/0309136"],
    [{ externalIds: { ArXiv: "2403.01234", DOI: "10.1000/x" } }, "2403.01234"],
    [{ arxiv: "N/A", url: "https://arxiv.org/abs/2403.01234" }, "2403.01234"],
  ])("is read from %j", (fields, id) => expect(read(fields)).toMatchObject({ facts: { arxivId: id }, warnings: [] }));

  it.each([
    [{ arxiv_id: 1412.56789 }, "its arxiv_id 1412.56789 is not an arXiv id; left out"],
    [{ arxiv_id: 2403 }, "its arxiv_id 2403 is not an arXiv id; left out"],
    [{ arxiv: 2413.01234 }, "its arxiv 2413.01234 is not an arXiv id; left out"],
    [{ arxiv: "2403.01234, 2403.01235" }, 'its arxiv "2403.01234, 2403.01235" is not an arXiv id; left out'],
    [{ id: 2403.5 }, "its id 2403.5 is not an arXiv id; left out"],
  ])("that cannot be read from %j is told", (fields, warning) =>
    expect(read(fields)).toMatchObject({ facts: { arxivId: null }, warnings: [warning] }),
  );

  it.each([[{ id: 7 }], [{ id: "p7" }], [{ arxiv: "" }], [{ arxiv: null }], [{ arxiv: "none" }], [{ url: "a" }]])(
    "is not missed in %j",
    (fields) => expect(read(fields)).toMatchObject({ facts: { arxivId: null }, warnings: [] }),
  );
});

describe("a date", () => {
  it.each([
    [{ date: "20240317" }],
    [{ date: 20240317 }],
    [{ date: "Mar 17 2024" }],
    [{ date: "Sunday, 17 March 2024" }],
    [{ date: "17th mar. 2024" }],
    [{ date: "17-Mar-2024" }],
    [{ date: "2024.03.17" }],
    [{ date: "March 17th, 2024" }],
    [{ published_at: Date.UTC(2024, 2, 17, 5) }],
    [{ published: Date.UTC(2024, 2, 17, 5) / 1_000 }],
    [{ published: String(Date.UTC(2024, 2, 17, 5) / 1_000) }],
    [{ created_at: Date.UTC(2024, 2, 17, 5) * 1e6 }],
    [{ release_date: "2024-03-17" }],
    [{ created: "2024-03-17" }],
    [{ createdAt: "2024-03-17T01:00:00Z" }],
    [{ submitted: "2024-03-17" }],
    [{ Submission_Date: "2024/03/17" }],
    [{ update_date: "2024-03-17" }],
    [{ update_date: "2024-04-02", created: "2024-03-17" }],
    [{ updated: "2024-03-17", year: 2024, arxivId: "2403.01234" }],
    [{ updated: "2024-03-17", arxivId: "2402.01234" }],
    [{ published: "spring 2024", date: "2024-03-17" }],
    [{ published: { "date-parts": [[2024, 3, 17]] } }],
    [{ issued: { "date-parts": [[2024]] }, created: { "date-parts": [["2024", "3", "17"]] } }],
  ])("is read from %j", (fields) =>
    expect(read(fields)).toMatchObject({ facts: { publishedAt: "2024-03-17" }, warnings: [] }),
  );

  it.each([
    [{ publishedAt: "soon" }, '"soon"'],
    [{ publishedAt: "2024-02-30" }, '"2024-02-30"'],
    [{ publishedAt: "2024-02-30T10:00:00Z" }, '"2024-02-30T10:00:00Z"'],
    [{ publishedAt: "31 June 2024" }, '"31 June 2024"'],
    [{ publishedAt: "Smarch 3, 2024" }, '"Smarch 3, 2024"'],
    [{ publishedAt: "2024-03" }, '"2024-03"'],
    [{ publishedAt: "03/04/2024" }, '"03/04/2024"'],
    [{ publishedAt: 20241345 }, "20241345"],
    [{ publishedAt: "2024-13-40", update_date: "2024-03-17" }, '"2024-13-40"'],
  ])("of which no day can be read in %j is told", (fields, value) =>
    expect(read(fields)).toMatchObject({
      facts: { publishedAt: null },
      warnings: [`its publishedAt ${value} is not a day like 2025-11-07; left out`],
    }),
  );

  it("that is only a year is none, and an old paper's update is told", () => {
    expect(read({ year: 2024 })).toMatchObject({ facts: { publishedAt: null }, warnings: [] });
    const update = { update_date: "2024-03-17" };
    for (const arxivId of ["2401.01234", "math/9903001"])
      expect(read({ ...update, arxivId })).toMatchObject({
        facts: { publishedAt: null },
        warnings: ['its update_date "2024-03-17" is not the day it came out; left out'],
      });
    expect(read({ ...update, id: "2403.01234", categories: "math.NA" })).toMatchObject({
      facts: { publishedAt: "2024-03-17", origin: "arxiv" },
      warnings: [],
    });
    expect(read({ ...update, id: "1403.0123", categories: "math.NA" })).toMatchObject({
      facts: { publishedAt: null, origin: "arxiv" },
      warnings: [expect.stringContaining('"2024-03-17" is not the day it came out')],
    });
  });

  it.each([[{}], [{ date: null }], [{ date: " " }], [{ date: "NaT" }], [{ published: true }]])(
    "is not missed in %j",
    (fields) => expect(read(fields)).toMatchObject({ facts: { publishedAt: null }, warnings: [] }),
  );

  it("that Hugging Face writes otherwise is told too", () => {
    const paper = { id: "2403.01234", summary: "Text.", upvotes: 1, publishedAt: "yesterday" };
    expect(read({ paper })).toMatchObject({
      facts: { publishedAt: null, origin: "hugging-face" },
      warnings: [expect.stringContaining('publishedAt "yesterday" is not a day')],
    });
  });
});

it("a date that arXiv's own documents write otherwise is told", () => {
  const { papers, warnings } = parseArxivAtom(
    atom([atomEntry("2511.00001").replace(/<published>[^<]*/, "<published>lately")]),
  );
  expect(papers).toMatchObject([{ publishedAt: null }]);
  expect(warnings).toMatchObject([{ reason: expect.stringContaining('published "lately" is not a day') as unknown }]);
});

describe("the days of a listing", () => {
  it.each([
    ["2024-03-18", ["2024-03-18"]],
    ["Mar 18, 2024", ["2024-03-18"]],
    ["2024-03-19, 2024-03-18", ["2024-03-18", "2024-03-19"]],
    [["2024-03-18", "2024-03-18T09:00:00Z"], ["2024-03-18"]],
  ])("are read from %j", (listedOn, days) =>
    expect(read({ listedOn })).toMatchObject({ facts: { listedOn: days }, warnings: [] }),
  );

  it("are told where they are none", () =>
    expect(read({ listedOn: ["2024-03-18", "2024-03-32"] })).toMatchObject({
      facts: { listedOn: ["2024-03-18"] },
      warnings: ['its listedOn "2024-03-32" is not a day like 2025-11-07; left out'],
    }));
});

describe("a link", () => {
  it.each([
    [{ codeUrl: "gitlab.com/tides/maps" }, "https://gitlab.com/tides/maps"],
    [{ codeUrl: "", github: "https://github.com/tides/maps" }, "https://github.com/tides/maps"],
    [{ codeUrl: "soon", repo_url: "www.example.org/maps" }, "https://www.example.org/maps"],
  ])("is read from %j", (fields, codeUrl) => expect(read(fields)).toMatchObject({ facts: { codeUrl }, warnings: [] }));

  it.each([
    [{ codeUrl: "coming soon" }, 'its codeUrl "coming soon"'],
    [{ code_url: "javascript:alert(1)" }, 'its code_url "javascript:alert(1)"'],
    [{ codeUrl: "github.com@evil.example/x" }, 'its codeUrl "github.com@evil.example/x"'],
    [{ projectUrl: "ftp://example.org/x" }, 'its projectUrl "ftp://example.org/x"'],
    [{ thumbnailUrl: "a.png" }, 'its thumbnailUrl "a.png"'],
  ])("that is no web address in %j is told", (fields, named) =>
    expect(read(fields)).toMatchObject({
      facts: { codeUrl: null, projectUrl: null, thumbnailUrl: null },
      warnings: [`${named} is not a web address; left out`],
    }),
  );
});
