import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Respond } from "../../support/fake-source.ts";
import { announced, atom, atomEntry, feed } from "../../support/source-bodies.ts";
import { sourcesWorld, type SourcesWorld } from "../../support/sources-world.ts";

let world: SourcesWorld;

// A Thursday morning in New York.
beforeEach(async () => {
  world = await sourcesWorld("2025-11-06T15:00:00Z");
});
afterEach(() => world.close());

const isFeed = (path = "") => path.startsWith("/atom/");
const queries = () => world.arxiv.asked.filter(({ path }) => !isFeed(path));
const spanOf = (path: string) =>
  /submittedDate:\[(.*)\]/.exec(new URL(path, "http://x").searchParams.get("search_query") ?? "")?.[1];
/** A feed with an ETag that shows the list of a day; the API has one more paper. */
const showing =
  (
    day: string,
    id: string,
    api: Respond = (_, response) => void response.end(atom([atomEntry("2511.00077")])),
  ): Respond =>
  (request, response) => {
    if (!isFeed(request.url)) return api(request, response);
    const etag = `"${day}"`;
    const same = request.headers["if-none-match"] === etag;
    response.writeHead(same ? 304 : 200, { ETag: etag }).end(same ? undefined : feed([announced(id, "new", day)]));
  };
const arxivReports = async () =>
  (await world.sources().sync()).sources
    .filter(({ source }) => source !== "hugging-face")
    .map(({ source, status }) => [source, status]);
const stateOf = (name: string) => world.store.sources.get(name);

describe("arXiv's feed that still shows yesterday's list", () => {
  beforeEach(async () => {
    world.arxiv.respond(showing("2025-11-06", "2511.00001"));
    expect(await arxivReports()).toEqual([["arxiv-rss", "fetched"]]);
    world.set("2025-11-07T15:00:00Z");
  });

  it("is no success: the API is asked for the papers since, once a day, and it is said", async () => {
    expect(await arxivReports()).toEqual([
      ["arxiv", "fetched"],
      ["arxiv-rss", "late"],
    ]);
    expect(spanOf(queries()[0]?.path ?? "")).toBe("202511050000 TO 202511072359");
    expect(await world.store.papers.byArxivId("2511.00077")).not.toBeNull();
    const { lastSuccessAt, lastError, failures } = await stateOf("arxiv-rss");
    expect(lastSuccessAt).toEqual(new Date("2025-11-06T15:00:00Z"));
    expect(lastError).toMatch(/still shows the list of 2025-11-06; arXiv was asked for the papers since then/);
    expect(failures).toBe(0);
    world.set("2025-11-07T18:00:00Z");
    expect(await arxivReports()).toEqual([["arxiv-rss", "late"]]);
    world.arxiv.respond(showing("2025-11-07", "2511.00002"));
    expect(await arxivReports()).toEqual([["arxiv-rss", "fetched"]]);
    expect((await stateOf("arxiv-rss")).lastError).toBeNull();
    expect(queries()).toHaveLength(1);
  });

  it("is a failure while the API does not answer, and is made up for when it does", async () => {
    world.arxiv.respond(showing("2025-11-06", "2511.00001", (_, response) => void response.writeHead(503).end()));
    const live = world.sources();
    await live.tick();
    expect((await stateOf("arxiv-rss")).failures).toBe(1);
    world.arxiv.respond(showing("2025-11-06", "2511.00001"));
    world.set("2025-11-07T15:02:00Z");
    await live.tick();
    expect(await world.store.papers.byArxivId("2511.00077")).not.toBeNull();
    expect((await stateOf("arxiv-rss")).failures).toBe(0);
  });

  it.each([
    ["shortly after midnight in New York, when it is made anew", "2025-11-07T05:30:00Z"],
    ["on a weekend, when nothing is announced", "2025-11-08T15:00:00Z"],
  ])("is as it should be %s", async (_, instant) => {
    world.set(instant);
    const late = instant.startsWith("2025-11-08") ? "2025-11-07" : "2025-11-06";
    world.arxiv.respond(showing(late, "2511.00001"));
    await world.sources().sync();
    expect((await world.sources().sync()).sources.find(({ source }) => source === "arxiv-rss")?.status).toBe(
      "unchanged",
    );
  });
});

describe("a span of more than 30,000 papers", () => {
  it("is read to its end in slices, with progress that moves", async () => {
    const total = 30_450;
    // Paper number n was submitted n minutes before the end of 7 November.
    const end = Date.parse("2025-11-07T23:59:00Z");
    const minute = (time: string) =>
      Date.parse(
        `${time.slice(0, 4)}-${time.slice(4, 6)}-${time.slice(6, 8)}T${time.slice(8, 10)}:${time.slice(10)}:00Z`,
      );
    world.set("2025-11-07T20:00:00Z");
    world.arxiv.respond((request, response) => {
      if (isFeed(request.url)) return response.end(feed([]));
      const start = Number(new URL(request.url ?? "", "http://x").searchParams.get("start"));
      const first = Math.round((end - minute(spanOf(request.url ?? "")?.slice(-12) ?? "")) / 60_000);
      if (start >= 30_000) return response.writeHead(500).end();
      // Of each page only its oldest paper: the others add nothing to how spans are cut.
      const numbers = [Math.min(first + start + 199, total - 1)];
      const entries = numbers.map((number) =>
        atomEntry(`2510.${String(number).padStart(5, "0")}`).replace(
          "2025-11-05T10:00:00Z",
          new Date(end - number * 60_000).toISOString(),
        ),
      );
      return response.end(atom(entries, total - first));
    });
    const steps: string[] = [];
    const report = await world.sources().sync({
      since: "2025-10-01",
      progress: ({ done, of, what }) => what.includes("arXiv from") && steps.push(`${done}/${of}`),
    });
    const arxiv = report.sources.find(({ source }) => source === "arxiv");
    expect(arxiv?.status).toBe("fetched");
    expect(await world.store.papers.byArxivId(`2510.${total - 1}`)).not.toBeNull();
    expect(steps[0]).toBe("1/30450");
    expect(new Set(steps).size).toBe(Math.ceil(total / 200));
  });
});

describe("an outage", () => {
  it("ends at the next tick after the backoff, also when only a question failed", async () => {
    const live = world.sources({ arxivCategories: [] });
    await live.tick();
    world.huggingFace.respond((_, response) => void response.writeHead(503).end());
    await live.ask(["gan"], 2_000);
    const { nextAttemptAt, failures } = await stateOf("hugging-face");
    expect(failures).toBe(1);
    expect(nextAttemptAt?.toISOString()).toBe("2025-11-06T15:01:00.000Z");
    world.set("2025-11-06T15:00:59Z");
    await live.tick();
    const before = world.huggingFace.asked.length;
    world.set("2025-11-06T15:01:00Z");
    world.huggingFace.respond((_, response) => void response.end("[]"));
    await live.tick();
    expect(world.huggingFace.asked.length).toBeGreaterThan(before);
    expect(await stateOf("hugging-face")).toMatchObject({ failures: 0, lastError: null });
  });
});
