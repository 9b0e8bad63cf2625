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
      paperFacts({ ...arxiv, title: "Medical image tools", authors: ["Ann Roe", "Cy Dahl"] }),
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

  it("papers of one name says how many people these seem to be", async () => {
    expect(await said('topic author:"Ann Roe"')).toContain("By their co-authors, these are 2 people of that name.");
  });

  it("a name without quotes is read as one where somebody has it, else the answer says how to write it", async () => {
    expect(await said("topic author:Ann Roe")).toContain('Read as author:"Ann Roe".');
    expect(await said("search author:Nobody Known")).toContain('in quotes: author:"Nobody Known".');
  });

  it("few papers about a topic says what would bring more", async () => {
    expect(await said("topic medical imaging")).toContain("Few papers: /papers topic imaging has 5.");
  });
});
