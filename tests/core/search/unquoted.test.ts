import { describe, expect, it } from "vitest";
import { paperFacts } from "../../../src/core/papers/paper.ts";
import { useSearchedPapers } from "../../support/searched-papers.ts";

const { store, found } = useSearchedPapers([
  { title: "Nets of Ann", authors: ["Ann Roe", "Bo Li"] },
  { title: "Maps of Ann", authors: ["Ann Roe"], organization: "Acme Research" },
  { title: "Maps of Cy", authors: ["Cy Dahl"] },
  { title: "Nets of Acme", authors: ["Dee Fay"], organization: "Acme Research" },
  { title: "Learning by cheating", authors: ["Eve Gil"] },
  { title: "Nets of Zuse", authors: ["Ida Zuse", "Al Image"] },
]);

/** Adds sixty papers, so that a word which one paper has is rare in the library. */
const saveUsualPapers = () =>
  store().papers.save(
    Array.from({ length: 60 }, (_, at) => paperFacts({ origin: "arxiv", title: `Image study ${at} of research` })),
    new Date("2025-11-07T12:00:00Z"),
  );

describe("a sentence that asks for somebody's papers", () => {
  it.each([
    ["papers by Ann Roe", 'author:"Ann Roe"'],
    ["show me the latest papers by ann roe please", 'author:"ann roe"'],
    ["papers written by A. Roe.", 'author:"A. Roe"'],
    ["is there anything new by Roe?", 'author:"Roe"'],
    ["Ann Roe's papers", 'author:"Ann Roe"'],
    ["what’s new in Ann Roe’s work", 'author:"Ann Roe"'],
    ["nets by Ann Roe", 'author:"Ann Roe" nets'],
    ["papers by Ann Roe on nets", 'author:"Ann Roe" nets'],
    ["papers on nets by Roe", "papers on nets by Roe"],
    ["Roe and Li (2016)", "author:Roe author:Li"],
    ["(Roe & Li, 2016)", "author:Roe author:Li"],
    ["Roe et al. 2016 nets", "author:Roe nets"],
    ["Ann Roe's lab", 'author:"Ann Roe"'],
    ["latest from Ann Roe", 'author:"Ann Roe"'],
    ["what has Ann Roe published?", 'author:"Ann Roe"'],
    ["has Roe written anything about nets", 'author:"Roe" nets'],
    ["author Ann Roe", 'author:"Ann Roe"'],
    ["first author is Ann Roe", 'author:"Ann Roe"'],
    ["papers by Ann Roe and Bo Li", 'author:"Ann Roe and Bo Li"'],
    ["papers by roe, dahl and fay", "author:Roe OR author:Dahl OR author:Fay"],
    ["papers by Roe or Dahl", "author:roe OR author:dahl"],
    ["author:roe or author:dahl", "author:roe OR author:dahl"],
    ["papers by Dahl or Fay on nets", "author:Fay nets"],
    ["papers from Acme Research", 'org:"Acme Research"'],
    ["papers by people at Acme", 'org:"Acme"'],
    ["new work by the Acme Research team", 'org:"Acme Research"'],
    ["research on nets from Acme", 'org:"Acme" nets'],
    ["A. Roe", 'author:"A. Roe"'],
    ["Roe A", 'author:"A Roe"'],
    ["Dr. Ann Roe", 'author:"Ann Roe"'],
    ["latest Ann Roe", 'author:"Ann Roe"'],
    ["Ann Roe 2025 papers", 'author:"Ann Roe"'],
  ])("is one with fields: %s", async (typed, meant) => {
    expect(await found("topic", typed)).toEqual(await found("topic", meant));
    expect(await found("topic", typed)).not.toEqual([]);
    expect(await found("search", typed)).toEqual(await found("search", meant));
  });

  it("may be a name with its initial behind a comma, in a search", async () => {
    expect(await found("search", "Roe, A.")).toEqual(["Maps of Ann", "Nets of Ann"]);
    expect((await store().search.search("Roe, A.", { limit: 5, since: null })).quoted).toEqual(['author:"A. Roe"']);
    expect((await store().search.search("Nets 2016 papers", { limit: 5, since: null })).quoted).toEqual([]);
  });

  it.each([
    "Learning by cheating",
    "papers by topic",
    "papers on learning by cheating",
    "papers from today",
    "a by b",
    "Acme's Papers and Nets",
    "Nets 2016",
  ])("is not seen where nobody has the name: %s", async (typed) => {
    expect(await store().search.topic(typed, { limit: 5, since: null })).toMatchObject({ quoted: [] });
  });

  it.each([
    ["nets by Zuse", 'author:"Zuse" nets'],
    ["Nets from Acme", 'org:"Acme" nets'],
    ["nets by acme research", 'org:"acme research" nets'],
    ["nets by Acme code:no", 'org:"Acme" nets code:no'],
    ["nets by Zuse or Fay", "(author:Zuse OR author:Fay) nets"],
    ["nets, but not by Zuse", "nets -author:Zuse"],
    ["nets not by Ann Roe", 'nets -author:"Ann Roe"'],
  ])("is also a short query that ends with a rare name: %s", async (typed, meant) => {
    await saveUsualPapers();
    expect(await found("topic", typed)).toEqual(await found("topic", meant));
    expect(await found("topic", typed)).not.toEqual([]);
    expect(await found("search", typed)).toEqual(await found("search", meant));
  });

  it.each(["Deep Nets from Acme", "nets from acme and more", "nets by zuse", "nets from research", "study by Image"])(
    "is no query like a title, or one that ends with a usual word: %s",
    async (typed) => {
      await saveUsualPapers();
      expect(await store().search.topic(typed, { limit: 5, since: null })).toMatchObject({ quoted: [] });
    },
  );

  it("says how it was read", async () => {
    const { quoted } = await store().search.topic("papers by Ann Roe, Cy Dahl", { limit: 5, since: null });
    expect(quoted).toEqual(['author:"Ann Roe"', 'author:"Cy Dahl"']);
  });
});

describe("names behind author:", () => {
  it.each([
    ["author:Roe, Ann", ["Maps of Ann", "Nets of Ann"]],
    ["author:Roe, Ann nets", ["Nets of Ann"]],
    ["author:Ann Roe, Cy Dahl", ["Maps of Ann", "Maps of Cy", "Nets of Ann"]],
    ["author:Roe, Dahl", ["Maps of Ann", "Maps of Cy", "Nets of Ann"]],
    ["author:Cy Dahl, Learning by cheating", ["Learning by cheating", "Maps of Cy"]],
    ["author:dahl, cheating", ["Learning by cheating", "Maps of Cy"]],
    ["maps -author:Ann Roe", ["Maps of Cy"]],
  ])("are one person's or several people's: %s", async (typed, expected) => {
    expect(await found("topic", typed)).toEqual(expected);
  });
});

describe("a long text without blanks", () => {
  // It takes a third of a second, and minutes where the work grows with the square of the length.
  it.each(["x", "_a", "é", "'"])(
    "is read once, and names nobody: %s",
    async (piece) => {
      expect(await found("search", piece.repeat(200_000))).toEqual([]);
    },
    60_000,
  );
});
