import { afterEach, beforeEach, expect, it } from "vitest";
import { knownPapers } from "../../support/known-papers.ts";
import { type TemporaryStore, temporaryStore } from "../../support/temporary-store.ts";

let kept: TemporaryStore;
beforeEach(async () => {
  kept = await temporaryStore();
  await kept.store.papers.save(knownPapers, new Date("2025-11-07T09:00:00Z"));
});
afterEach(() => kept.remove());

it("a list of topics lets others have a turn between two of them", async () => {
  const order: string[] = [];
  const { search } = kept.store;
  const all = search.topic("gan, diffusion, stylegan", { limit: 10, since: null }).then(({ total }) => {
    order.push("topics");
    return total;
  });
  await new Promise<void>((resolve) => setImmediate(() => (order.push("others"), resolve())));
  expect(await all).toBeGreaterThan(3);
  expect(order).toEqual(["others", "topics"]);
});
