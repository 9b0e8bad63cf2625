import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store/store.ts";
import { status, type FakeSource, type Respond } from "../../support/fake-source.ts";
import { announced, atom, feed, item } from "../../support/source-bodies.ts";
import { fridayOnly, sourcesWorld, type SourcesWorld } from "../../support/sources-world.ts";

const friday = new Date("2025-11-07T12:00:00Z");
const minute = 60_000;
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

describe("a source that misbehaves", () => {
  const bomb = gzipSync(Buffer.alloc(30 * 1024 * 1024, 32));
  const gzip = { "Content-Encoding": "gzip" };
  const cases: [string, Respond, RegExp][] = [
    ["sends a web page", status(200, "<html><body>Sorry</body></html>"), /web page, not JSON/],
    ["sends null", status(200, "null"), /not Hugging Face's list/],
    ["sends an empty body", status(200, ""), /empty/],
    ["cuts its answer", status(200, '[{"paper":{"id":"2511'), /cut off/],
    [
      "cuts the connection",
      (_, response) => response.writeHead(200, { "Content-Length": 999 }).write("[", () => response.destroy()),
      /broke|reached/,
    ],
    ["sends a bomb", (_, response) => response.writeHead(200, gzip).end(bomb), /larger than 10 MiB/],
    [
      "cuts its gzip",
      (_, response) => response.writeHead(200, gzip).end(bomb.subarray(0, 500)),
      /something else than papers/,
    ],
    ["redirects to another host", status(302, "", { Location: "http://localhost:1/" }), /another host/],
    ["redirects to a private address", status(301, "", { Location: "http://169.254.169.254/latest" }), /another host/],
    ["redirects in circles", status(302, "", { Location: "/again" }), /more than 3 times/],
    ["is not there", status(404, "no"), /HTTP 404/],
  ];

  it.each(cases)("%s: failed, and what was known stays", async (_, respond, reason) => {
    huggingFace.respond(fridayOnly);
    await daily();
    huggingFace.respond(respond);
    expect(await daily()).toMatchObject({ status: "failed", reason: expect.stringMatching(reason) as string });
    expect(await store.listings.onDay("2025-11-07")).toHaveLength(2);
    expect(await store.sources.get("hugging-face")).toMatchObject({ failures: 1, lastSuccessAt: friday });
  });

  it("follows a redirect within its own host", async () => {
    huggingFace.respond((request, response) => {
      if (request.url?.startsWith("/moved")) response.end(JSON.stringify([item("2511.00001", "2025-11-07")]));
      else response.writeHead(307, { Location: "/moved" }).end();
    });
    expect(await daily()).toMatchObject({ status: "fetched" });
  });

  it("is given up at the deadline, however slowly it drips", async () => {
    huggingFace.respond((_, response) => void response.writeHead(200).write("["));
    const asked = await sources({ arxivCategories: [] }).ask(["gan"], 200);
    expect(asked.failures[0]).toBe("Hugging Face hasn't answered (it did not answer in time).");
  });

  it.each([
    [{ "Retry-After": "120" }, 120],
    [{ "Retry-After": "999999999" }, 3_600],
    [{ "Retry-After": "-1" }, 1],
    [{ "Retry-After": "Fri, 07 Nov 2025 12:10:00 GMT", Date: "Fri, 07 Nov 2025 12:00:00 GMT" }, 600],
    [{ RateLimit: '"api";r=0;t=90' }, 90],
    [{ "Retry-After": "soon" }, 60],
  ])("is left alone as long as it asks: %j", async (headers, seconds) => {
    huggingFace.respond(status(429, "slow down", headers));
    await daily();
    const { nextAttemptAt } = await store.sources.get("hugging-face");
    expect(((nextAttemptAt?.getTime() ?? 0) - world.now().getTime()) / 1_000).toBe(seconds);
    const before = huggingFace.asked.length;
    await sources().tick();
    expect(huggingFace.asked).toHaveLength(before);
  });

  it("obeys a demanded wait even when a person insists, and waits out a short one", async () => {
    huggingFace.respond(status(429, "", { "Retry-After": "120" }));
    await daily();
    expect(await daily()).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/not asked again before 12:02 UTC/) as unknown,
    });
    expect(huggingFace.asked).toHaveLength(1);
    world.pass(121_000);
    huggingFace.respond((request, response) => {
      if (huggingFace.asked.length === 2) response.writeHead(429, { "Retry-After": "2" }).end();
      else fridayOnly(request, response);
    });
    expect(await daily()).toMatchObject({ status: "fetched" });
    expect(slept).toEqual([2_000]);
  });

  it("is asked again at once by a person, later by the clock, when it only broke", async () => {
    huggingFace.respond(status(500, ""));
    await daily();
    await sources().tick();
    expect(huggingFace.asked).toHaveLength(1);
    world.pass(5 * minute);
    huggingFace.respond(fridayOnly);
    await sources().tick();
    expect(huggingFace.asked.length).toBeGreaterThan(1);
  });

  it.each([
    ["an error entry", status(400, atom([]))],
    ["a plain refusal", status(200, "Rate exceeded.")],
    ["HTML", status(200, "<html></html>")],
    ["a cut feed", status(200, feed([announced("2511.00001", "new")]).slice(0, -20))],
    ["503", status(503, "")],
    ["another host", status(302, "", { Location: "http://127.0.0.1:1/" })],
  ])("is arXiv with %s: failed", async (_, respond) => {
    huggingFace.respond(fridayOnly);
    arxiv.respond(respond);
    const report = await sources().sync();
    expect(report.sources).toMatchObject([{ status: "fetched" }, { source: "arxiv-rss", status: "failed" }]);
  });
});
