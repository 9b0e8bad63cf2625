import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDelivery } from "../../src/core/delivery/delivery.ts";
import { nextSlot } from "../../src/core/delivery/schedule.ts";
import { papersOf } from "../../src/core/messages/message.ts";
import { plainText, spansText } from "../../src/core/messages/plain-text.ts";
import { createSources } from "../../src/core/sources/live.ts";
import { type Appeared, type FakeAdapter, fakeAdapter } from "../support/fake-adapter.ts";
import { type FakeSource, fakeSource } from "../support/fake-source.ts";
import { shared, sharedIsHere } from "../support/shared.ts";
import { temporaryStore } from "../support/temporary-store.ts";

const pages = shared("data/huggingface/daily_papers");
const atom = shared("data/arxiv/atom/sotawhat_all-transformer-AND-cs.LG_5_2026-06-14.xml");

const days = ["08", "09", "10", "11", "12", "13", "14", "15", "16", "17"].map((day) => `2026-08-${day}`);
const page = (day: string): string =>
  existsSync(join(pages, `${day}.json`)) ? readFileSync(join(pages, `${day}.json`), "utf8") : "[]";

describe.skipIf(!sharedIsHere)("a week of real days, a weekend on each side, in three channels", () => {
  let source: FakeSource;
  let adapter: FakeAdapter;
  let remove: () => Promise<void>;
  const posted = (channel: string): Appeared[] => adapter.posts.filter(({ target }) => target.channel === channel);

  beforeAll(async () => {
    const temporary = await temporaryStore();
    const { store } = temporary;
    remove = temporary.remove;
    let now = new Date("2026-08-07T08:30:00Z");
    source = await fakeSource();
    source.respond((request, response) => {
      const url = new URL(request.url ?? "/", "http://source");
      if (url.pathname === "/api/query") return void response.end(readFileSync(atom));
      const newest = ["2026-08-07", ...days].findLast(
        (day) => day <= now.toISOString().slice(0, 10) && page(day) !== "[]",
      );
      const daily = url.pathname === "/api/daily_papers" ? page(url.searchParams.get("date") ?? newest ?? "") : "[]";
      response.writeHead(200, { "content-type": "application/json" }).end(daily);
    });
    const log = pino({ level: "silent" });
    const clock = () => now;
    const sources = createSources({
      huggingFaceUrl: source.url,
      arxivUrl: source.url,
      arxivRssUrl: source.url,
      hfToken: null,
      arxivCategories: [],
      store,
      log,
      now: clock,
      sleep: async () => undefined,
    });
    adapter = fakeAdapter("slack", clock);
    const delivery = createDelivery({
      store,
      adapters: new Map([["slack", adapter]]),
      sources,
      log,
      now: clock,
      settleSeconds: 30,
      wait: async (ms) => (now = new Date(now.getTime() + ms)),
      wakeIn: () => undefined,
    });
    await sources.sync({ date: "2026-08-07" });
    const workspace = await store.workspaces.ensure({ platform: "slack", workspace: "W1" });
    for (const [channel, topics] of [
      ["C-diffusion", ["diffusion"]],
      ["C-gan", ["gan"]],
      ["C-daily", []],
    ] as const) {
      const terms = { topics: [...topics], exclude: [], of: "new", at: "09:00", on: "daily", tz: "UTC" } as const;
      const looks = { limit: 5, layout: "list", minvotes: 0, ask: true, to: "here", madeBy: "anna" } as const;
      const when = { createdAt: now, baselineDay: "2026-08-07", next: nextSlot(terms, now) };
      await store.subscriptions.add(workspace.id, {
        ...terms,
        topics: [...topics],
        exclude: [],
        ...looks,
        channel,
        ...when,
      });
    }
    await delivery.tick();
    for (const day of ["2026-08-07", ...days]) {
      now = new Date(`${day}T08:50:00Z`);
      await sources.sync({ date: day });
      now = new Date(`${day}T09:00:00Z`);
      await delivery.tick();
    }
    await sources.stop();
    await delivery.stop();
  }, 120_000);
  afterAll(async () => {
    await source.close();
    await remove();
  });

  it("brings every paper at most once to a channel", () => {
    for (const channel of ["C-diffusion", "C-gan", "C-daily"]) {
      const papers = posted(channel).flatMap(({ message }) => papersOf(message));
      expect(new Set(papers).size).toBe(papers.length);
    }
  });

  it("brings the Daily Papers on every day that has some, and is quiet on the weekend", () => {
    const when = posted("C-daily").map(({ at }) => at.toISOString().slice(0, 10));
    expect(when).toEqual(["2026-08-07", ...days.filter((day) => page(day) !== "[]")]);
    for (const { message } of posted("C-daily")) expect(papersOf(message)).toHaveLength(5);
    const weekend = adapter.posts.filter(({ at }) => [0, 6].includes(at.getUTCDay()));
    expect(weekend).toEqual([]);
  });

  it("says why each paper is there, where its title does not", () => {
    const topical = posted("C-diffusion").flatMap(({ message }) =>
      message.blocks.flatMap((block) => (block.kind === "paper" ? [block] : [])),
    );
    expect(topical.length).toBeGreaterThan(10);
    for (const { why, title } of topical)
      expect(/matched: .*diffusion/i.test(spansText(why)) !== /\bdiffusion\b/i.test(title.text)).toBe(true);
  });

  it("says in one line that a quiet day was quiet", () => {
    const quiet = posted("C-gan").filter(({ message }) => papersOf(message).length === 0);
    expect(quiet.length).toBeGreaterThan(2);
    for (const { message } of quiet) expect(plainText(message)).toMatch(/^gan: nothing new.* looked at\)\. Next: /);
  });
});
