import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts } from "../../src/core/papers/paper.ts";
import { type CommandsWorld, commandsWorld, said as textOf } from "../support/commands-world.ts";

let world: CommandsWorld;
beforeEach(async () => {
  world = await commandsWorld("2025-11-07T08:00:00Z");
  const arxiv = { origin: "arxiv" as const };
  await world.store.papers.save(
    [
      paperFacts({ ...arxiv, title: "Lottery tickets", arxivId: "2503.09641", authors: ["Ann Roe", "Bo Li"] }),
      paperFacts({ ...arxiv, title: "Medical image tools", authors: ["Ann Roe", "Cy Dahl"], doi: "10.1000/abc" }),
      ...Array.from({ length: 4 }, (_, at) => paperFacts({ ...arxiv, title: `Image study ${at}` })),
    ],
    world.now(),
  );
});
afterEach(() => world.close());

const said = async (words: string) => textOf(await world.type(words));

describe("finding", () => {
  it.each(["search 2503.09641", "search see https://hf.co/papers/2503.09641.", "show (arXiv:2503.09641v1 [cs.LG])"])(
    "a paper by its id or link among other words: %s",
    async (typed) => expect(await said(typed)).toContain("Lottery tickets"),
  );

  it.each([
    "show [3] A. Roe and C. Dahl, Medical image tools, JMI 2016",
    "search Roe, A., & Dahl, C. (2016). Medical image tools. JMI, 29.",
    "search @misc{roe, title={Medical Image Tools}, author={Roe, Ann}}",
    "save https://doi.org/10.1000/ABC",
    "search doi:10.1000/abc",
  ])("a paper by its DOI or a reference: %s", async (typed) =>
    expect(await said(typed)).toContain("Medical image tools"),
  );

  it("a DOI that is not here is said to be so", async () => {
    expect(await said("search 10.1000/none")).toContain("No paper here has the DOI 10.1000/none.");
  });

  it.each([
    "topic latest tickets",
    "topic tickets, newest first",
    "search newest tickets",
    "search tickets sorted by date",
  ])("the newest papers are put first where they are asked for: %s", async (typed) => {
    const days = ["2024-05-01", null, "2025-10-30", "2025-01-01"];
    const dated = days.map((publishedAt) =>
      paperFacts({ origin: "arxiv", title: `Tickets of ${publishedAt}`, publishedAt }),
    );
    await world.store.papers.save(dated, world.now());
    const order = (await said(typed)).match(/Tickets of \S+|Lottery/g);
    expect(order?.slice(0, 3)).toEqual(["Tickets of 2025-10-30", "Tickets of 2025-01-01", "Tickets of 2024-05-01"]);
  });

  it.each(["topic https://arxiv.org/abs/2503.09641v2", "topic 2503.09641", "show ~/Downloads/2503.09641v1.pdf"])(
    "a paper by its id where a topic or a file is expected: %s",
    async (typed) => expect(await said(typed)).toContain("Lottery tickets"),
  );

  it.each([
    "search papers like 2503.09641",
    "search anything similar to Lottery Tickets?",
    "topic more like 2503.09641",
  ])("papers like one are these, and not that paper: %s", async (typed) =>
    expect(await said(typed)).toMatch(/like Lottery tickets/),
  );

  it("several ids lists their papers", async () => {
    const second = paperFacts({ origin: "arxiv", title: "Kites", arxivId: "2503.09642" });
    await world.store.papers.save([second], world.now());
    const list = await said("search 2503.09641 and https://arxiv.org/abs/2503.09642");
    expect(list).toContain("Lottery tickets");
    expect(list).toContain("Kites");
  });

  it.each([
    "show https://papers.example/paper/medical-image-tools",
    "search <https://papers.example/medical-image-tools.html|a paper>",
    "search https://search.example/?q=medical+tools",
    "show P2",
  ])("a link without an id by the words that it says: %s", async (typed) =>
    expect(await said(typed)).toContain("Medical image tools"),
  );

  it.each(["show https://openreview.example/forum?id=rJl-b3RcF7", "search https://reviews.example/2020.acl-main.1/"])(
    "a link that says nothing is told so: %s",
    async (typed) => expect(await said(typed)).toContain("This link says no arXiv id and no title."),
  );

  it.each([
    "topic the",
    "search papers",
    "search ?",
    "topic *",
    'search author:""',
    "topic it",
    "search What about",
    "subscribe papers to:email",
  ])("small words alone are refused: %s", async (typed) =>
    expect(await said(typed)).toContain("tells no papers apart"),
  );

  it("what is only left out is refused, and a name in capitals is none of these", async () => {
    for (const typed of ["search -tickets", "topic -author:roe", "search code:no"])
      expect(await said(typed), typed).toContain("only leaves papers out");
    expect(await said('search "to be or not to be"')).toContain("Nothing here matches");
    expect(await said("topic IT")).toContain("No paper here mentions");
  });

  it("papers of one name says how many people these seem to be", async () => {
    expect(await said('topic author:"Ann Roe"')).toContain("By their co-authors, these are 2 people of that name.");
  });

  it("a name without quotes is read as one where somebody has it, else the answer says how to write it", async () => {
    expect(await said("topic author:Ann Roe")).toContain('Read as author:"Ann Roe".');
    expect(await said("search author:Nobody Known")).toContain('in quotes: author:"Nobody Known".');
  });

  it.each(["show 2503.09641 and 2503.09642", "save 2503.09641, 2503.09642", "submit 2503.09641 2503.09642"])(
    "several ids asks for one at a time: %s",
    async (typed) =>
      expect(await said(typed)).toContain("These are 2 papers: 2503.09641, 2503.09642. Name one at a time."),
  );

  it.each([
    ["export 2503.09641 ris", "1 paper as RIS in papers-2503.09641.ris"],
    ["export 2503.09641 as bib", "1 paper as BibTeX in papers-2503.09641.bib"],
    ["export topic image study csv", "4 papers as CSV in papers-topic-image-study.csv"],
    ["export 2503.09641 format:csl-json", "1 paper as CSL-JSON in papers-2503.09641.json"],
    ["export topic image study limit:2 csv", "2 papers as CSV"],
    ["export topic quantum chess since:2025 csv", "There is no paper in topic quantum chess since:2025"],
    ["export topic image study since:soon", "since takes a day"],
    ["export saved of july", "saved is your whole list; got saved of july."],
    ["export my saved papers", "You have saved nothing yet."],
    ["export top of the month", "There is no paper in top of the month"],
    ["show me papers about images", "Did you mean /papers topic images?"],
    ["similar to Medical image tools", "like Medical image tools"],
    ["saved gan", "limit takes a number of papers, 1 to 100; got gan."],
    ["export ris", "You have saved nothing yet."],
    ["export topic csv", "no paper in topic csv"],
  ])("papers for a file, or other papers, in other words: %s", async (typed, says) =>
    expect(await said(typed)).toContain(says),
  );

  it.each(["top this week", "top of the last week", "top weekly"])("the top of a period: %s", async (typed) =>
    expect(await said(typed)).toBe(await said("top week")),
  );

  it("several topics asks the sources about each, a search about its words together", async () => {
    await said("topic birdsong, (tides OR dunes) AND maps");
    await said("search tides, dunes");
    expect(world.asked).toEqual(["birdsong", "tides maps", "dunes maps", "tides, dunes"]);
  });

  it("few papers about a topic says what would bring more", async () => {
    expect(await said("topic medical imaging")).toContain("Few papers: /papers topic imaging has 5.");
  });
});
