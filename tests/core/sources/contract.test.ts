import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { arxiv } from "../../../src/core/sources/arxiv/arxiv.ts";
import { arxivFeed } from "../../../src/core/sources/arxiv/feed.ts";
import { huggingFace } from "../../../src/core/sources/hugging-face/hugging-face.ts";
import { allSources } from "../../../src/core/sources/list.ts";
import { createSources } from "../../../src/core/sources/live.ts";
import type { SourceSettings } from "../../../src/core/sources/source.ts";
import type { Store } from "../../../src/core/store/store.ts";
import { createLog } from "../../../src/log.ts";
import { sourceContract } from "../../contracts/source-contract.ts";
import { fakeSource, status, type FakeSource } from "../../support/fake-source.ts";
import { temporaryStore } from "../../support/temporary-store.ts";
import { announced, atom, atomEntry, feed, item } from "../../support/source-bodies.ts";
import { preprintFeed } from "../../support/third-source.ts";

const at = (url: string): SourceSettings => ({
  huggingFaceUrl: url,
  hfToken: null,
  arxivUrl: url,
  arxivRssUrl: url,
  arxivCategories: ["cs.LG"],
});
const listed = item("2511.00001", "2025-11-07");
const entry = atom([atomEntry("2511.00001")]);
const news = feed([announced("2511.00001", "new")]);
const preprints = JSON.stringify([{ id: "2511.00001", title: "A preprint", text: "Its abstract." }]);

sourceContract(huggingFace, at, {
  news: JSON.stringify([listed]),
  matches: JSON.stringify([listed]),
  paper: { known: JSON.stringify(listed.paper), unknown: [404, "{}"] },
  saved: JSON.stringify(listed),
});
sourceContract(arxiv, at, {
  matches: entry,
  paper: { known: entry, unknown: [200, atom([])] },
  saved: entry,
});
sourceContract(arxivFeed, at, { news, saved: news });
sourceContract(preprintFeed, at, { news: preprints });

describe("a third source", () => {
  let store: Store;
  let remove: () => Promise<void>;
  let server: FakeSource;
  beforeEach(async () => {
    ({ store, remove } = await temporaryStore());
    server = await fakeSource();
  });
  afterEach(async () => {
    await server.close();
    await remove();
  });

  it("is an entry of the list: read, shown by its title, and never behind arXiv's three seconds", async () => {
    server.respond((request, response) =>
      request.url === "/preprints.json" ? response.end(preprints) : status(200, news)(request, response),
    );
    // arXiv has just been asked; whoever stands in its line waits, here for ever.
    await store.sources.claimTurn("arxiv", new Date(), 3_000);
    const live = createSources({
      ...at(server.url),
      sources: [preprintFeed, ...allSources],
      store,
      log: createLog("silent", [], () => undefined),
      now: () => new Date(),
      sleep: () => new Promise(() => undefined),
    });
    void live.ask(["gan"], 60_000);
    void live.tick();
    while (!server.asked.some(({ path }) => path === "/preprints.json")) await new Promise(setImmediate);
    while ((await store.sources.get("preprints")).lastSuccessAt === null) await new Promise(setImmediate);
    expect(server.asked.some(({ path }) => path.startsWith("/atom/"))).toBe(false);
    expect(live.title("preprints")).toBe("The preprint feed");
    expect((await store.papers.byTitle("A preprint"))?.abstract).toBe("Its abstract.");
  });
});
