import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDelivery } from "../../../../src/core/delivery/delivery.ts";
import { plainText } from "../../../../src/core/messages/plain-text.ts";
import { troubleOf } from "../../../../src/core/delivery/prepare/source-trouble.ts";
import { createSources } from "../../../../src/core/sources/live.ts";
import { type DeliveryWorld, deliveryWorld } from "../../../support/delivery-world.ts";
import { atom, atomEntry, feed, item } from "../../../support/source-bodies.ts";

const log = pino({ level: "silent" });
let world: DeliveryWorld;
let down: (url: string) => boolean;
let questions: string[];

// A Thursday.
beforeEach(async () => {
  world = await deliveryWorld("2026-11-19T08:00:00Z");
  down = () => false;
  questions = [];
});
afterEach(() => world.close());

const isQuestion = (url: string) => url.includes("/search") || url.includes("search_query");
const paper = item("2611.00001", "2026-11-19", { title: "A GAN for maps", publishedAt: "2026-11-18T00:00:00.000Z" });
const asked = atomEntry("2611.00002").replace("Paper 2611.00002", "A GAN for faces").replaceAll("2025-11", "2026-11");

/** The services: Hugging Face has one paper about GANs on today's page, arXiv's search another. */
const answer = (url: string): string => {
  if (url.includes("/atom/")) return feed([]);
  if (url.includes("export.arxiv.org")) return atom(isQuestion(url) && url.includes("all") ? [asked] : []);
  return JSON.stringify(url.includes("date=2026-11-19") ? [paper] : []);
};

/** The bot's clock: sources and roundups are woken every 30 seconds. */
async function run(from: string, to: string): Promise<{ at: string; text: string }[]> {
  const sources = createSources({
    huggingFaceUrl: "https://huggingface.co",
    hfToken: null,
    arxivUrl: "https://export.arxiv.org",
    arxivRssUrl: "https://rss.arxiv.org",
    arxivCategories: ["cs.CV"],
    store: world.store,
    log,
    now: () => world.now(),
    sleep: async () => undefined,
    fetch: async (url) => {
      if (isQuestion(url)) questions.push(`${world.now().toISOString().slice(11, 16)} ${new URL(url).hostname}`);
      if (down(url)) return new Response("", { status: 503 });
      return new Response(answer(url));
    },
  });
  const adapters = new Map([["slack" as const, world.adapter]]);
  const now = () => world.now();
  const wait = async () => undefined;
  const delivery = createDelivery({
    store: world.store,
    adapters,
    sources,
    log,
    now,
    settleSeconds: 0,
    wait,
    wakeIn: () => undefined,
  });
  const posts: { at: string; text: string }[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 30_000) {
    world.set(new Date(at).toISOString());
    await sources.tick();
    const before = world.adapter.posts.length;
    await delivery.tick();
    const fresh = world.adapter.posts.slice(before);
    posts.push(
      ...fresh.map(({ message }) => ({ at: new Date(at).toISOString().slice(11, 16), text: plainText(message) })),
    );
  }
  await delivery.stop();
  await sources.stop();
  return posts;
}

const between = (from: string, to: string) => () => {
  const at = world.now().toISOString().slice(11);
  return at >= from && at < to;
};

describe.each([
  ["Hugging Face and arXiv", ""],
  ["Hugging Face", "huggingface.co"],
  ["arXiv", "arxiv.org"],
])("%s, down from 08:59 to 09:01", (_, host) => {
  it.each([
    ["a topic", ["gan"]],
    ["the Daily Papers", []],
  ])("cost a roundup of %s neither a paper nor five minutes, and get no blame", async (_about, topics) => {
    await world.subscribe({ topics, on: "daily" });
    down = (url) => url.includes(host) && between("08:59", "09:01")();
    const posts = await run("2026-11-19T08:58:30Z", "2026-11-19T09:10:00Z");
    expect(posts).toHaveLength(1);
    expect(posts[0]?.at.localeCompare("09:05")).toBeLessThan(0);
    expect(posts[0]?.text).toContain("A GAN for maps");
    expect(posts[0]?.text.includes("A GAN for faces")).toBe(topics.length > 0);
    expect(posts[0]?.text).not.toMatch(/reached|Late|known/);
  });
});

describe("arXiv's search, down at the time of a roundup", () => {
  it("is asked again as soon as it is back, and not blamed then", async () => {
    await world.subscribe({ topics: ["gan"], on: "daily" });
    down = (url) => url.includes("export.arxiv.org") && between("08:30", "09:03")();
    const posts = await run("2026-11-19T08:58:30Z", "2026-11-19T09:10:00Z");
    expect(posts.map(({ at }) => at)).toEqual([expect.stringMatching(/^09:0[34]$/)]);
    expect(posts[0]?.text).toContain("A GAN for faces");
    expect(posts[0]?.text).not.toContain("reached");
  });

  it("is named with the time until which its papers are known, while it is down", async () => {
    await world.subscribe({ topics: ["gan"], on: "daily" });
    down = (url) => url.includes("huggingface.co") && between("08:30", "10:00")();
    await run("2026-11-19T08:20:00Z", "2026-11-19T08:20:00Z");
    const posts = await run("2026-11-19T08:55:00Z", "2026-11-19T09:10:00Z");
    // After seven failures it is asked again at 09:06 only, which is too late to wait for.
    expect(posts.map(({ at }) => at)).toEqual(["09:02"]);
    expect(posts[0]?.text).toContain(
      "Hugging Face could not be reached. These are the papers known until Thu 19 Nov 08:20.",
    );
    // Left alone while its backoff runs: nobody is asked at every tick.
    expect(questions.filter((question) => question.endsWith("arxiv.org")).length).toBeLessThan(6);
  });
});

describe("a roundup that has papers", () => {
  const known = () => world.papers({ arxivId: "2611.00009", title: "A GAN from before", abstract: "A GAN." });

  /** As in a library of before that was never read by this program. */
  const neverRead = async () => {
    const state = await world.store.sources.get("hugging-face");
    await world.store.sources.put({ ...state, lastSuccessAt: null });
  };

  it.each([
    ["a topic", ["gan"]],
    ["the Daily Papers", []],
  ])("of %s is there at its time where no source has ever answered", async (_, topics) => {
    await world.subscribe({ topics, on: "daily" });
    await world.papers({ arxivId: "2611.00009", title: "A GAN from before", listedOn: ["2026-11-19"] });
    await neverRead();
    down = () => true;
    const posts = await run("2026-11-19T08:57:00Z", "2026-11-19T09:10:00Z");
    expect(posts.map(({ at }) => at)).toEqual(["09:00"]);
    expect(posts[0]?.text).toContain("A GAN from before");
    expect(posts[0]?.text).toMatch(/could not be reached\. These are the papers known so far\./);
  });

  it("does not wait for a source that is not asked again meanwhile", async () => {
    await world.subscribe({ topics: ["gan"], on: "daily" });
    await known();
    await run("2026-11-19T08:00:00Z", "2026-11-19T08:00:00Z");
    down = () => true;
    // After nine failures from 08:35 on it is asked every fifteen minutes: at 08:54 and 09:09.
    const posts = await run("2026-11-19T08:35:00Z", "2026-11-19T09:10:00Z");
    expect(posts.map(({ at }) => at)).toEqual(["09:00"]);
  });
});

it("Hugging Face that was not read for six hours, though nothing failed, may lack today's papers", async () => {
  await world.sourceWorks(true);
  const sources = { title: () => "Hugging Face", readByClock: ["hugging-face"] };
  const troubleAt = (time: string) => troubleOf(world.store, sources, [], new Date(`2026-11-19T${time}Z`));
  expect(await troubleAt("14:00:00")).toBeNull();
  expect(await troubleAt("14:00:01")).toMatchObject({ down: "Hugging Face could not be reached" });
});
