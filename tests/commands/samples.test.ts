import { afterEach, beforeEach, expect, it } from "vitest";
import { samples } from "../../src/core/sources/import/samples.ts";
import { type CommandsWorld, commandsWorld, said } from "../support/commands-world.ts";

let world: CommandsWorld;

beforeEach(async () => {
  world = await commandsWorld("2026-11-19T08:00:00Z");
});
afterEach(() => world.close());

const howToGetPapers = "npm run -s papers -- sync";

it.each([
  "today date:2025-11-03",
  "topic gan",
  "search attention",
  "top",
  "topic quantum chess",
  "today date:2025-01-01",
])("%s says how to get real papers while there are none, and no longer", async (words) => {
  await world.store.papers.save(samples, world.now(), { sample: true });
  expect(said(await world.type(words))).toContain(howToGetPapers);
  await world.papers({ arxivId: "2611.00001", title: "A real paper on GANs", listedOn: ["2026-11-19"] });
  expect(said(await world.type(words))).not.toContain(howToGetPapers);
});
