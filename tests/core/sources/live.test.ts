import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store/store.ts";
import { status, type FakeSource } from "../../support/fake-source.ts";
import { atom, atomEntry, item } from "../../support/source-bodies.ts";
import { fridayOnly, sourcesWorld, type SourcesWorld } from "../../support/sources-world.ts";

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

describe("every request", () => {
  it("says who asks, and gives the token to Hugging Face alone", async () => {
    huggingFace.respond(status(200, "[]"));
    await sources({ hfToken: "hf_secretsecret" }).sync();
    expect(huggingFace.asked[0]?.headers).toMatchObject({
      authorization: "Bearer hf_secretsecret",
      "user-agent": expect.stringContaining("papers-bot") as string,
    });
    expect(arxiv.asked[0]?.headers.authorization).toBeUndefined();
    expect(world.log()).not.toContain("hf_secretsecret");
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
    const first = await sources().ask(["gan's"], 2_000);
    expect(first.asked).toEqual(["hugging-face"]);
    expect(first.failures).toEqual(["arXiv hasn't answered (HTTP 500)."]);
    expect(await store.papers.many(first.found)).toMatchObject([{ arxivId: "2511.00001" }]);
    world.pass(minute / 2);
    await sources().ask(["gan's"], 2_000);
    expect(arxiv.asked.map(({ path }) => new URL(path, "http://x").searchParams.get("search_query"))).toEqual([
      "all:gan AND all:s",
    ]);
    world.pass(minute);
    await sources().ask(["gan"], 2_000);
    expect(arxiv.asked).toHaveLength(2);
  });

  it("of several topics is one for arXiv, and one each for Hugging Face", async () => {
    huggingFace.respond(status(200, JSON.stringify([item("2511.00001", "2025-11-07")])));
    arxiv.respond(status(200, atom([])));
    const { asked, found } = await sources().ask(["gan", "", "score models"], 2_000);
    const queries = (server: typeof arxiv, name: string) =>
      server.asked.map(({ path }) => new URL(path, "http://x").searchParams.get(name)).sort();
    expect(queries(arxiv, "search_query")).toEqual(["(all:gan) OR (all:score AND all:models)"]);
    expect(queries(huggingFace, "q")).toEqual(["gan", "score models"]);
    expect([asked, found.length]).toEqual([["hugging-face", "arxiv"], 1]);
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
    expect(
      world
        .log()
        .split("\n")
        .filter((line) => line.includes("sample papers")),
    ).toHaveLength(1);
    const touched = await store.papers.byArxivId("1406.2661");
    const { id } = await store.workspaces.ensure({ platform: "terminal", workspace: "local" });
    await store.saves.add(id, "local", touched?.id ?? "", world.now());
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
