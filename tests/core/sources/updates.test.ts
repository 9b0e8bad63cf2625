import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LiveSources } from "../../../src/core/sources/live.ts";
import { paperFacts } from "../../../src/core/papers/paper.ts";
import { type Respond, status } from "../../support/fake-source.ts";
import { announced, atom, atomEntry, feed, item } from "../../support/source-bodies.ts";
import { dayAsked, sourcesWorld, type SourcesWorld } from "../../support/sources-world.ts";
import { oldLibrary } from "./old-library.ts";

let world: SourcesWorld;
let live: LiveSources;
const id = "2511.00001";
const day = "2025-11-06";

// A Thursday morning in New York.
beforeEach(async () => {
  world = await sourcesWorld("2025-11-06T15:00:00Z");
  live = world.sources();
});
afterEach(() => world.close());

/** A Hugging Face that lists one paper on Thursday. */
const listing = (more: Record<string, unknown>) =>
  world.huggingFace.respond((request, response) =>
    response.end(JSON.stringify(dayAsked(request.url ?? "") === day ? [item(id, day, more)] : [])),
  );
const replaced = (version: number, title: string) =>
  announced(id, "replace", day)
    .replace(`${id}v1</id>`, `${id}v${version}</id>`)
    .replace(`<title>Paper ${id}`, `<title>${title}`);
describe("replacements in arXiv's feed", () => {
  it("change a paper that the library has, and add none", async () => {
    world.arxiv.respond(status(200, feed([announced(id, "new", day), announced("2511.00002", "cross", day)])));
    await live.sync();
    await world.postAll();
    const added = (await world.store.papers.byArxivId(id))?.addedAt;
    world.set("2025-11-07T15:00:00Z");
    const others = [announced("2511.00007", "replace", day), announced("2511.00008", "replace-cross", day)];
    world.arxiv.respond(status(200, feed([replaced(2, "Renamed"), ...others])));
    await live.sync();
    expect(await world.store.papers.byArxivId(id)).toMatchObject({ title: "Renamed", version: 2, addedAt: added });
    expect(await world.store.papers.count()).toBe(2);
    expect(await world.told()).toEqual(["version"]);
  });

  it("tell no day of publication", async () => {
    listing({ publishedAt: null, submittedOnDailyAt: null });
    await live.sync();
    const before = await world.store.papers.byArxivId(id);
    world.arxiv.respond(status(200, feed([replaced(2, "Renamed")])));
    await live.sync();
    expect(await world.store.papers.byArxivId(id)).toMatchObject({
      title: "Renamed",
      publishedAt: before?.publishedAt,
    });
  });

  it("are no news with the same words", async () => {
    world.arxiv.respond(status(200, feed([announced(id, "new", day)])));
    await live.sync();
    await world.postAll();
    world.arxiv.respond(status(200, feed([replaced(2, `Paper ${id}`)])));
    await live.sync();
    expect(await world.store.papers.byArxivId(id)).toMatchObject({ version: 2 });
    expect(await world.told()).toEqual([]);
  });
});

describe("code that came out since a paper was posted", () => {
  it("is told", async () => {
    listing({ githubRepo: null });
    await live.sync();
    await world.postAll();
    listing({});
    await live.sync();
    expect(await world.told()).toEqual(["code"]);
  });

  it("is found weeks later too, on the page of a day with a posted paper, which adds no paper", async () => {
    listing({ githubRepo: null });
    await live.sync();
    await world.postAll();
    world.set("2025-12-01T15:00:00Z");
    const late = [item(id, day), item("2511.00009", day)];
    world.huggingFace.respond((request, response) =>
      response.end(JSON.stringify(dayAsked(request.url ?? "") === day ? late : [])),
    );
    await live.sync();
    expect(world.huggingFace.asked.filter(({ path }) => dayAsked(path) === day)).toHaveLength(2);
    expect(await world.told()).toEqual(["code"]);
    expect(await world.store.papers.byArxivId("2511.00009")).toBeNull();
  });
});

describe("a withdrawal that only arXiv's comment tells", () => {
  const comment = "<arxiv:comment>This paper has been withdrawn by the authors</arxiv:comment>";
  const replacement = feed([replaced(2, `Paper ${id}`), announced("2511.00009", "replace", day)]);
  /** arXiv names the paper as replaced in its feed, which has a validator; its API answers or fails. */
  const withdraw = (entries: string, api: Respond) =>
    world.arxiv.respond((request, response) => {
      if (!request.url?.startsWith("/atom/")) return api(request, response);
      const unchanged = request.headers["if-none-match"] === '"1"';
      return void response.writeHead(unchanged ? 304 : 200, { etag: '"1"' }).end(unchanged ? "" : entries);
    });
  const asked = () => world.arxiv.asked.filter(({ path }) => path.startsWith("/api/")).map(({ path }) => path);

  beforeEach(async () => {
    world.arxiv.respond(status(200, feed([announced(id, "new", day), announced("2511.00002", "new", day)])));
    await live.sync();
    await world.postAll();
  });

  it("is found by asking the API for replaced papers that were posted", async () => {
    withdraw(replacement, status(200, atom([atomEntry(id, comment)])));
    await live.sync();
    expect(asked()).toEqual([`/api/query?id_list=${id}&max_results=1`]);
    expect(await world.told()).toEqual(["withdrawn"]);
    await live.sync();
    expect(asked()).toHaveLength(1);
  });

  it("is asked for again where the API failed, although the feed is the same", async () => {
    withdraw(replacement, status(503, ""));
    await live.sync();
    expect(await world.told()).toEqual([]);
    withdraw(replacement, status(200, atom([atomEntry(id, comment)])));
    world.pass(1_800_000);
    await live.sync();
    expect(await world.told()).toEqual(["withdrawn"]);
  });

  it("is found within a day where nobody read the feed that named it", async () => {
    withdraw(feed([]), (request, response) =>
      response.end(
        request.url?.includes("id_list") ? atom([atomEntry(id, comment), atomEntry("2511.00002")]) : atom([]),
      ),
    );
    for (let half = 0; half < 48; half++) {
      world.pass(1_800_000);
      await live.tick();
    }
    expect(asked().filter((path) => path.includes(id)).length).toBeLessThan(3);
    expect(await world.told()).toEqual(["withdrawn"]);
  });
});

describe("the first read of a source", () => {
  oldLibrary(600);

  it("tells nothing of one source, and does not wait for another that stays unreachable", async () => {
    listing({ githubRepo: null });
    world.arxiv.respond(status(503, ""));
    await live.sync();
    await world.postAll();
    listing({});
    await live.sync();
    expect(await world.told()).toEqual(["code"]);
    const announce = (entry: string) =>
      world.arxiv.respond((request, response) =>
        response.end(request.url?.startsWith("/atom/") ? feed([entry]) : atom([])),
      );
    announce(replaced(2, "Renamed"));
    world.pass(3_600_000);
    await live.sync();
    expect(await world.store.papers.byArxivId(id)).toMatchObject({ title: "Renamed" });
    expect(await world.told()).toEqual(["code"]);
    announce(replaced(3, "Named again"));
    await live.sync();
    expect(await world.told()).toEqual(["code", "version"]);
  });

  it("tells nothing where it was of one day only", async () => {
    listing({ githubRepo: null });
    await live.sync({ date: day });
    await world.postAll();
    listing({});
    await live.sync();
    expect((await world.store.papers.byArxivId(id))?.codeUrl).not.toBeNull();
    expect(await world.told()).toEqual([]);
  });

  it("leaves the pages alone that were old by then", async () => {
    const old = paperFacts({ origin: "hugging-face", arxivId: id, title: "Old", listedOn: ["2025-10-20"] });
    await world.store.papers.save([old], world.now());
    await world.postAll();
    await live.sync();
    world.pass(24 * 3_600_000);
    await live.sync();
    expect(world.huggingFace.asked.filter(({ path }) => dayAsked(path) === "2025-10-20")).toEqual([]);
  });
});
