import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts } from "../../src/core/papers/paper.ts";
import { type CommandsWorld, commandsWorld } from "../support/commands-world.ts";

interface Answer {
  papers: { arxivId: string; outside: boolean; because: { title: string; permalink: string | null } | null }[];
  total: number;
}

const paper = (arxivId: string, title: string, day: string, upvotes: number) =>
  paperFacts({ origin: "hugging-face", arxivId, title, abstract: `${title}.`, listedOn: [day], upvotes });

describe("a preview by example", () => {
  let world: CommandsWorld;
  beforeEach(async () => {
    world = await commandsWorld("2025-11-07T09:00:00Z");
    await world.store.papers.save(
      [
        paper("2511.00001", "Diffusion sampling in few steps", "2025-11-05", 1),
        paper("2511.00002", "Diffusion of videos", "2025-11-05", 1),
        paper("2511.00003", "Parsing tables of numbers", "2025-11-05", 1),
        paper("2511.00011", "Robots that grasp", "2025-11-06", 90),
        paper("2511.00012", "Reading speech aloud", "2025-11-06", 80),
        paper("2511.00013", "Faster diffusion sampling", "2025-11-06", 3),
        paper("2511.00014", "Editing videos by diffusion", "2025-11-06", 2),
        paper("2511.00015", "Diffusion without noise", "2025-11-06", 1),
        paper("2511.00016", "Tables of the world", "2025-11-06", 0),
        paper("2511.00021", "Tomorrow's diffusion", "2025-11-07", 0),
      ],
      world.now(),
    );
  });
  afterEach(() => world.close());
  const preview = async (words: string) => (await world.type(`preview ${words}`)).json as Answer;
  const refusal = async (words: string) =>
    ((await world.type(`preview ${words}`)).json as { error: { message: string } }).error.message;

  it("orders the papers of a day by what was known before it, and keeps one in five from outside", async () => {
    const { papers, total } = await preview("like:2511.00001,2511.00002 date:2025-11-06 limit:5");
    expect(total).toBe(6);
    expect(
      papers
        .slice(0, 3)
        .map(({ arxivId }) => arxivId)
        .toSorted(),
    ).toEqual(["2511.00013", "2511.00014", "2511.00015"]);
    expect(papers.map(({ outside }) => outside)).toEqual([false, false, false, false, true]);
    expect(papers[0]?.because?.title).toMatch(/^Diffusion/);
    expect(papers[4]).toMatchObject({ arxivId: "2511.00012", because: null });
    expect(await preview("like:2511.00001,2511.00002 date:2025-11-06 limit:5")).toEqual({ papers, total });
  });

  it("leaves out examples of that day and later", async () => {
    const cold = await preview("like:2511.00021 date:2025-11-06 limit:2");
    expect(cold.papers.map(({ arxivId, because }) => [arxivId, because])).toEqual([
      ["2511.00011", null],
      ["2511.00012", null],
    ]);
  });

  it("takes one's own saves, and says what `like` and `date` take", async () => {
    expect(await refusal("like:saved")).toMatch(/saved no paper/);
    await world.type("save 2511.00001");
    expect((await preview("like:saved date:2025-11-06 limit:1")).papers[0]?.arxivId).toBe("2511.00013");
    expect(await refusal("date:2025-11-06")).toMatch(/`date` goes with `like`/);
    expect(await refusal(`like:${Array(21).fill("2511.00001").join(",")}`)).toMatch(/up to 20/);
  });
});
