import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSharedLibrary } from "../../../../src/core/delivery/prepare/shared-library.ts";
import { paperFacts } from "../../../../src/core/papers/paper.ts";
import { temporaryStore, type TemporaryStore } from "../../../support/temporary-store.ts";

const at = new Date("2026-11-19T09:00:00Z");
const day = "2026-11-19";
let kept: TemporaryStore;
beforeEach(async () => (kept = await temporaryStore()));
afterEach(() => kept.remove());

const save = async (facts: Partial<Parameters<typeof paperFacts>[0]>) =>
  (await kept.store.papers.save([paperFacts({ origin: "hugging-face", title: "A paper", ...facts })], at))[0]?.id ?? "";

describe("a shared library", () => {
  it("answers as it did until it forgets", async () => {
    const library = createSharedLibrary(kept.store);
    const id = await save({ arxivId: "2611.00001", upvotes: 1, listedOn: [day] });
    const read = async () => [await library.onDay(day), (await library.papers([id])).map(({ upvotes }) => upvotes)];
    expect(await read()).toEqual([[id], [1]]);
    await save({ arxivId: "2611.00001", upvotes: 7, listedOn: [day] });
    await save({ arxivId: "2611.00002", title: "Another", listedOn: [day] });
    expect(await read()).toEqual([[id], [1]]);
    library.forget();
    expect((await read())[0]).toHaveLength(2);
    expect((await read())[1]).toEqual([7]);
  });

  it("finds a paper by the id it had before it was found to be another", async () => {
    const first = await save({ arxivId: "2611.00001", title: "One" });
    const second = await save({ doi: "10.1/one", title: "The other" });
    await save({ arxivId: "2611.00001", doi: "10.1/one", title: "One" });
    const found = (await createSharedLibrary(kept.store).papers([first, second])).map(({ id }) => id);
    expect(found).toEqual((await kept.store.papers.many([first, second])).map(({ id }) => id));
    expect(found).toHaveLength(1);
  });

  it("reads only what it has not read, in the order that is asked for", async () => {
    const ids = [await save({ title: "One" }), await save({ title: "Two" }), await save({ title: "Three" })];
    const library = createSharedLibrary(kept.store);
    await library.papers(ids.slice(0, 1));
    expect((await library.papers(ids.toReversed())).map(({ id }) => id)).toEqual(ids.toReversed());
  });
});
