import { expect, it } from "vitest";
import { paperFacts } from "../../../src/core/papers/paper.ts";
import { announced, atom, feed } from "../../support/source-bodies.ts";
import { sourcesWorld } from "../../support/sources-world.ts";

/** Reads arXiv's feed for the first time over a library in which `changes` posted papers are a version behind. */
export function oldLibrary(changes: number): void {
  it(`tells nothing of an old library that is ${changes} changes behind`, async () => {
    const world = await sourcesWorld("2025-11-06T15:00:00Z");
    try {
      const ids = Array.from({ length: changes }, (_, i) => `2510.${String(i).padStart(5, "0")}`);
      const facts = ids.map((arxivId) =>
        paperFacts({ origin: "arxiv", arxivId, version: 1, title: `Paper ${arxivId}` }),
      );
      await world.store.papers.save(facts, world.now());
      await world.postAll();
      const renamed = (one: string) =>
        announced(one, "replace", "2025-11-06").replace(`${one}v1</id>`, `${one}v2</id>`);
      const entries = ids.map((one) => renamed(one).replace("<title>", "<title>New "));
      world.arxiv.respond((request, response) =>
        response.end(request.url?.startsWith("/atom/") ? feed(entries) : atom([])),
      );
      await world.sources().sync();
      expect((await world.store.papers.byArxivId(ids.at(-1) ?? ""))?.title).toBe(`New Paper ${ids.at(-1)}`);
      expect(await world.told()).toEqual([]);
    } finally {
      await world.close();
    }
  });
}
