import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store/store.ts";
import { status, type FakeSource } from "../../support/fake-source.ts";
import { announced, atom, atomEntry, feed, item } from "../../support/source-bodies.ts";
import { dayAsked, fridayOnly, sourcesWorld, type SourcesWorld } from "../../support/sources-world.ts";

const friday = new Date("2025-11-07T12:00:00Z");
let world: SourcesWorld;
let store: Store;
let huggingFace: FakeSource;
let arxiv: FakeSource;
let slept: number[];
let sources: SourcesWorld["sources"];

beforeEach(async () => {
  world = await sourcesWorld("2025-11-07T12:00:00Z");
  ({ store, huggingFace, arxiv, slept, sources } = world);
});
afterEach(() => world.close());

const daily = async () => {
  const report = await sources({ arxivCategories: [] }).sync({ date: "2025-11-07" });
  return report.sources.find(({ source }) => source === "hugging-face");
};

describe("a sync", () => {
  it("reads today and the seven days before, and what arXiv announced in its categories", async () => {
    huggingFace.respond(fridayOnly);
    arxiv.respond(status(200, feed([announced("2511.00003", "new"), announced("2511.00004", "replace")])));
    const report = await sources().sync();
    expect(report.total).toEqual({ read: 3, new: 3, updated: 0, unchanged: 0, rejected: 0 });
    expect(huggingFace.asked.map(({ path }) => dayAsked(path))).toEqual(
      [7, 6, 5, 4, 3, 2, 1].map((number) => `2025-11-0${number}`).concat("2025-10-31"),
    );
    expect(arxiv.asked.map(({ path }) => path)).toEqual(["/atom/cs.AI+cs.LG"]);
    expect(await store.listings.onDay("2025-11-07")).toHaveLength(2);
    expect(await store.sources.get("hugging-face")).toMatchObject({ lastSuccessAt: friday, failures: 0, lastCount: 2 });
    expect((await sources().sync()).total).toMatchObject({ new: 0, updated: 0, unchanged: 3 });
  });

  it("calls empty, unchanged and failed by their names", async () => {
    huggingFace.respond(status(200, "[]"));
    expect(await daily()).toMatchObject({ status: "empty" });
    huggingFace.respond(fridayOnly);
    expect(await daily()).toMatchObject({ status: "fetched" });
    expect(await daily()).toMatchObject({ status: "unchanged" });
    huggingFace.respond(status(500, "oops"));
    expect(await daily()).toMatchObject({ status: "failed", reason: "Hugging Face hasn't answered (HTTP 500)" });
    expect(await store.papers.count()).toBe(2);
  });

  it("clamps days to UTC's today and refuses what is none", async () => {
    huggingFace.respond(fridayOnly);
    await sources().sync({ date: "2025-11-09" });
    expect(huggingFace.asked.map(({ path }) => dayAsked(path))).toEqual(["2025-11-07"]);
    await expect(sources().sync({ since: "last week" })).rejects.toThrow("Write it like 2025-11-07");
  });

  it("reads a busy day to its end", async () => {
    const items = Array.from({ length: 130 }, (_, at) => item(`2511.${10_000 + at}`, "2025-11-07"));
    huggingFace.respond((request, response) => {
      const p = Number(new URL(request.url ?? "", "http://x").searchParams.get("p"));
      response.end(JSON.stringify(items.slice(p * 100, p * 100 + 100)));
    });
    expect((await daily())?.report.new).toBe(130);
  });

  it("asks again only for what changed, where the server can tell", async () => {
    huggingFace.respond((request, response) => {
      const same = request.headers["if-none-match"] === '"v1"';
      response.writeHead(same ? 304 : 200, { ETag: '"v1"' });
      response.end(same ? undefined : JSON.stringify([item("2511.00001", "2025-11-07")]));
    });
    expect(await daily()).toMatchObject({ status: "fetched" });
    expect(await daily()).toMatchObject({ status: "unchanged", report: { read: 0 } });
  });

  it("begins with the last announcement's papers where today has none", async () => {
    huggingFace.respond(status(200, "[]"));
    world.set("2025-11-09T12:00:00Z");
    arxiv.respond((request, response) =>
      response.end(request.url?.startsWith("/atom/") ? feed([]) : atom([atomEntry("2511.00005")])),
    );
    expect((await sources().sync()).sources).toMatchObject([
      { source: "hugging-face", status: "empty" },
      { source: "arxiv", status: "fetched" },
      { source: "arxiv-rss", status: "empty" },
    ]);
    const query = new URL(arxiv.asked[1]?.path ?? "", "http://x").searchParams.get("search_query");
    expect(query).toContain("submittedDate:[202511060000 TO 202511092359]");
  });

  it("catches up on arXiv after a gap, page by page, three seconds apart", async () => {
    huggingFace.respond(status(200, "[]"));
    arxiv.respond(status(200, feed([announced("2511.00001", "new")])));
    await sources().sync();
    world.set("2025-11-12T12:00:00Z");
    let empty = true;
    arxiv.respond((request, response) => {
      const query = new URL(request.url ?? "", "http://x").searchParams;
      if (request.url?.startsWith("/atom/")) return response.end(feed([announced("2511.00009", "new", "2025-11-12")]));
      const start = Number(query.get("start"));
      // arXiv's well-known empty page, once.
      const entries = start === 200 && empty ? [] : [atomEntry(start === 0 ? "2511.00005" : "2511.00006")];
      if (start === 200) empty = false;
      return response.end(atom(entries, 201));
    });
    const report = await sources().sync();
    expect(report.sources.map(({ source, status: was }) => [source, was])).toEqual([
      ["hugging-face", "empty"],
      ["arxiv", "fetched"],
      ["arxiv-rss", "fetched"],
    ]);
    expect(report.total.new).toBe(3);
    const query = new URL(arxiv.asked[1]?.path ?? "", "http://x").searchParams.get("search_query");
    expect(query).toBe("(cat:cs.AI OR cat:cs.LG) AND submittedDate:[202511060000 TO 202511122359]");
    expect(slept).toEqual([3_000, 3_000, 3_000]);
  });

  it("does not forget a gap that could not be read", async () => {
    huggingFace.respond(status(200, "[]"));
    await sources().sync();
    const { lastSuccessAt } = await store.sources.get("arxiv-rss");
    world.set("2025-11-12T12:00:00Z");
    arxiv.respond((request, response) =>
      request.url?.startsWith("/atom/") ? response.end(feed([])) : response.writeHead(503).end(),
    );
    await sources().sync();
    expect((await store.sources.get("arxiv-rss")).lastSuccessAt).toEqual(lastSuccessAt);
    expect((await store.sources.get("arxiv")).failures).toBe(1);
  });

  it("of a long span waits where Hugging Face asks for a pause, and goes on", async () => {
    let left = 5;
    const steps: string[] = [];
    huggingFace.respond((request, response) => {
      if (left-- === 0) return response.writeHead(429, { "Retry-After": "120" }).end("slow down");
      return response.end(
        JSON.stringify([
          item(
            `2511.0${dayAsked(request.url ?? "")
              .replaceAll("-", "")
              .slice(4)}`,
            "2025-11-01",
          ),
        ]),
      );
    });
    const report = await sources({ arxivCategories: [] }).sync({
      since: "2025-10-28",
      progress: ({ what }) => steps.push(what),
    });
    expect(report.sources).toMatchObject([{ status: "fetched", reason: null }]);
    expect(new Set(huggingFace.asked.map(({ path }) => dayAsked(path))).size).toBe(11);
    expect(slept).toEqual([120_000]);
    expect(steps.filter((what) => what.includes("is asked again at"))).toEqual([
      "days, Daily Papers of 2025-11-02; Hugging Face is asked again at 12:02 UTC",
    ]);
  });

  it("of a long span says which days were not read", async () => {
    let left = 2;
    huggingFace.respond((_, response) =>
      left-- > 0 ? response.end("[]") : response.writeHead(429, { "Retry-After": "3600" }).end(),
    );
    const report = await sources({ arxivCategories: [] }).sync({ since: "2025-10-28" });
    expect(report.sources[0]?.reason).toBe(
      "Hugging Face hasn't answered (HTTP 429); the pages of 2025-10-28 to 2025-11-05 were not read",
    );
  });

  it("of a long span does not wait for a source that has not answered at all", async () => {
    huggingFace.respond(status(503, "down"));
    await sources({ arxivCategories: [] }).sync({ since: "2025-10-28" });
    expect(slept).toEqual([]);
    expect(huggingFace.asked).toHaveLength(1);
  });
});
