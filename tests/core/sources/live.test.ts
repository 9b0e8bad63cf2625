import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSources, type LiveSources } from "../../../src/core/sources/live.ts";
import { openStore } from "../../../src/core/store/sqlite/open.ts";
import type { Store } from "../../../src/core/store/store.ts";
import { createLog } from "../../../src/log.ts";
import { fakeSource, status, type FakeSource, type Respond } from "../../support/fake-source.ts";
import { announced, atom, atomEntry, feed, item } from "../../support/source-bodies.ts";

const friday = new Date("2025-11-07T12:00:00Z");
const minute = 60_000;
let folder: string;
let store: Store;
let huggingFace: FakeSource;
let arxiv: FakeSource;
let time: Date;
let slept: number[];
let log: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "papers-"));
  store = await openStore(`file:${join(folder, "papers.db")}`);
  [huggingFace, arxiv] = await Promise.all([fakeSource(), fakeSource()]);
  arxiv.respond(status(200, feed([])));
  time = friday;
  slept = [];
  log = "";
});
afterEach(async () => {
  await Promise.all([huggingFace.close(), arxiv.close(), store.close()]);
  rmSync(folder, { recursive: true });
});

const sources = (more: Partial<Parameters<typeof createSources>[0]> = {}): LiveSources =>
  createSources({
    huggingFaceUrl: huggingFace.url,
    hfToken: null,
    arxivUrl: arxiv.url,
    arxivRssUrl: arxiv.url,
    arxivCategories: ["cs.AI", "cs.LG"],
    store,
    log: createLog("info", [], (line) => void (log += line)),
    now: () => time,
    sleep: async (ms) => {
      slept.push(ms);
      time = new Date(time.getTime() + ms);
    },
    ...more,
  });

const day = (path: string) => new URL(path, "http://x").searchParams.get("date") ?? "";
/** Two papers on Friday's page, nothing on any other. */
const fridayOnly: Respond = (request, response) => {
  const items = [item("2511.00001", "2025-11-07"), item("2511.00002", "2025-11-07")];
  response.end(JSON.stringify(day(request.url ?? "") === "2025-11-07" ? items : []));
};
const daily = async (more = {}) => {
  const report = await sources({ arxivCategories: [], ...more }).sync({ date: "2025-11-07" });
  return report.sources.find(({ source }) => source === "hugging-face");
};

describe("a sync", () => {
  it("reads today and the seven days before, and what arXiv announced in its categories", async () => {
    huggingFace.respond(fridayOnly);
    arxiv.respond(status(200, feed([announced("2511.00003", "new"), announced("2511.00004", "replace")])));
    const report = await sources().sync();
    expect(report.total).toEqual({ read: 3, new: 3, updated: 0, unchanged: 0, rejected: 0 });
    expect(huggingFace.asked.map(({ path }) => day(path))).toEqual(
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
    expect(huggingFace.asked.map(({ path }) => day(path))).toEqual(["2025-11-07"]);
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
    time = new Date("2025-11-09T12:00:00Z");
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
    time = new Date("2025-11-12T12:00:00Z");
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
    time = new Date("2025-11-12T12:00:00Z");
    arxiv.respond((request, response) =>
      request.url?.startsWith("/atom/") ? response.end(feed([])) : response.writeHead(503).end(),
    );
    await sources().sync();
    expect((await store.sources.get("arxiv-rss")).lastSuccessAt).toEqual(lastSuccessAt);
    expect((await store.sources.get("arxiv")).failures).toBe(1);
  });
});

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
    const asked = await sources({ arxivCategories: [] }).ask("gan", 200);
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
    expect(((nextAttemptAt?.getTime() ?? 0) - time.getTime()) / 1_000).toBe(seconds);
    const before = huggingFace.asked.length;
    await sources().tick();
    expect(huggingFace.asked).toHaveLength(before);
  });

  it("obeys a demanded wait even when a person insists, and waits out a short one", async () => {
    huggingFace.respond(status(429, "", { "Retry-After": "120" }));
    await daily();
    expect(await daily()).toMatchObject({ status: "failed", reason: /not asked again before 12:02 UTC/ });
    expect(huggingFace.asked).toHaveLength(1);
    time = new Date(time.getTime() + 121_000);
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
    time = new Date(time.getTime() + 5 * minute);
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

describe("every request", () => {
  it("says who asks, and gives the token to Hugging Face alone", async () => {
    huggingFace.respond(status(200, "[]"));
    await sources({ hfToken: "hf_secretsecret" }).sync();
    expect(huggingFace.asked[0]?.headers).toMatchObject({
      authorization: "Bearer hf_secretsecret",
      "user-agent": expect.stringContaining("papers-bot") as string,
    });
    expect(arxiv.asked[0]?.headers.authorization).toBeUndefined();
    expect(log).not.toContain("hf_secretsecret");
  });

  it("to arXiv waits for its turn, also after a restart", async () => {
    arxiv.respond(status(200, atom([atomEntry("2511.00001")])));
    huggingFace.respond(status(404, ""));
    await sources().fetchPaper("2511.00001");
    await sources().fetchPaper("2511.00001");
    expect(slept).toEqual([3_000]);
  });
});

describe("a question", () => {
  it("is asked at both sources, saved, and not repeated until a failure's minute has passed", async () => {
    huggingFace.respond(status(200, JSON.stringify([item("2511.00001", "2025-11-07")])));
    arxiv.respond(status(500, ""));
    const first = await sources().ask("gan's", 2_000);
    expect(first.asked).toEqual(["hugging-face"]);
    expect(first.failures).toEqual(["arXiv hasn't answered (HTTP 500)."]);
    expect(await store.papers.many(first.found)).toMatchObject([{ arxivId: "2511.00001" }]);
    time = new Date(time.getTime() + minute / 2);
    await sources().ask("gan's", 2_000);
    expect(arxiv.asked.map(({ path }) => new URL(path, "http://x").searchParams.get("search_query"))).toEqual([
      "all:gan AND all:s",
    ]);
    time = new Date(time.getTime() + minute);
    await sources().ask("gan", 2_000);
    expect(arxiv.asked).toHaveLength(2);
  });

  it("about one paper goes to Hugging Face, then arXiv; nobody knowing it is not a failure", async () => {
    huggingFace.respond(status(404, "{}"));
    arxiv.respond(status(200, atom([])));
    expect(await sources().fetchPaper("0000.0000")).toBeNull();
    arxiv.respond(status(200, atom([atomEntry("math/0211159")])));
    const id = await sources().fetchPaper("math/0211159");
    expect(await store.papers.get(id ?? "")).toMatchObject({ arxivId: "math/0211159" });
    arxiv.respond(status(503, ""));
    await expect(sources().fetchPaper("2511.00001")).rejects.toMatchObject({ code: "source_unavailable" });
  });
});

describe("the first start", () => {
  it("fetches today's papers before the first answer", async () => {
    huggingFace.respond(fridayOnly);
    const live = sources();
    const started = live.tick();
    await live.ready(10_000);
    expect(await store.papers.count()).toBe(2);
    await started;
  });

  it("happens at the first question where nothing was started", async () => {
    huggingFace.respond(fridayOnly);
    const live = sources();
    await live.ready(10_000);
    await live.ready(10_000);
    expect(await store.papers.count()).toBe(2);
    expect(huggingFace.asked).toHaveLength(8);
  });

  it("says in one line that Hugging Face cannot be reached, and shows samples until it can", async () => {
    huggingFace.respond(status(503, ""));
    await sources().tick();
    const count = await store.papers.count();
    expect(count).toBeGreaterThanOrEqual(12);
    expect(log.split("\n").filter((line) => line.includes("sample papers"))).toHaveLength(1);
    const touched = await store.papers.byArxivId("1406.2661");
    const { id } = await store.workspaces.ensure({ platform: "terminal", workspace: "local" });
    await store.saves.add(id, "local", touched?.id ?? "", time);
    huggingFace.respond(fridayOnly);
    await sources().sync();
    expect(await store.papers.count()).toBe(3);
  });

  it("stops what is being read", async () => {
    huggingFace.respond((_, response) => void response.writeHead(200).write("["));
    const live = sources();
    const started = live.tick();
    while (huggingFace.asked.length === 0) await new Promise(setImmediate);
    await live.stop();
    await started.catch(() => undefined);
    expect((await store.sources.get("hugging-face")).failures).toBe(0);
  });
});
