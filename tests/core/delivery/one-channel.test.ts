import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pino } from "pino";
import { createDelivery } from "../../../src/core/delivery/delivery.ts";
import type { Store } from "../../../src/core/store/store.ts";
import { noSources } from "../../support/no-sources.ts";
import { papersOf } from "../../../src/core/messages/message.ts";
import { plainText } from "../../../src/core/messages/plain-text.ts";
import { type DeliveryWorld, deliveryWorld } from "../../support/delivery-world.ts";

let world: DeliveryWorld;
beforeEach(async () => {
  world = await deliveryWorld("2026-11-18T10:00:00Z");
});
afterEach(() => world.close());

const about = "Diffusion transformers distilled: a study of diffusion, transformers and distillation.";
const says = () => world.adapter.posts.map(({ message }) => plainText(message));
const posted = () => world.adapter.posts.flatMap(({ message }) => papersOf(message));
const topics = ["diffusion", "transformers", "distillation"];
const follow = async () => {
  for (const topic of topics) await world.subscribe({ topics: [topic], limit: 3 });
};
/** One paper that each of the topics finds, added on a day. */
const paper = (day: string, n: number) => ({
  arxivId: `2611.${day.slice(8)}${String(n).padStart(3, "0")}`,
  title: `Diffusion transformers distilled, part ${n} of ${day}`,
  abstract: about,
  publishedAt: day,
});

describe("several roundups of one channel at the same minute", () => {
  it("never hold the same paper, day after day", async () => {
    await follow();
    for (let date = 19; date <= 28; date++) {
      const day = `2026-11-${date}`;
      world.set(`${day}T06:00:00Z`);
      if (date % 3 !== 0) await world.papers(...Array.from({ length: 7 }, (_, n) => paper(day, n)));
      await world.tickAt(`${day}T08:59:52Z`);
      await world.tickAt(`${day}T09:00:00Z`);
      await world.tickAt(`${day}T09:01:00Z`);
    }
    expect(posted().length).toBeGreaterThan(20);
    expect(new Set(posted()).size).toBe(posted().length);
    const lines = says().filter((text) => text.includes("nothing new"));
    const days = lines.map((text) => /Next: (\w+ \d+ \w+)/.exec(text)?.[1]);
    expect(new Set(days).size).toBe(lines.length);
  });

  it("say in one line for all of them that there is nothing new", async () => {
    await world.papers(paper("2026-11-18", 1));
    await follow();
    await world.tickAt("2026-11-19T09:00:00Z");
    world.set("2026-11-19T20:00:00Z");
    await world.papers({ arxivId: "2611.99999", title: "On birds", abstract: "Birds sing." });
    const before = says().length;
    await world.tickAt("2026-11-20T09:00:00Z");
    await world.tickAt("2026-11-20T09:05:00Z");
    const [line, ...more] = says().slice(before);
    expect(more).toEqual([]);
    expect(line).toMatch(/^diffusion; transformers; distillation: nothing new/);
  });

  it("say nothing about an empty topic where another one had papers", async () => {
    await world.subscribe({ topics: ["birdsong"] });
    await world.subscribe({ topics: ["diffusion"] });
    world.set("2026-11-18T20:00:00Z");
    await world.papers(paper("2026-11-18", 1));
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.tickAt("2026-11-19T09:05:00Z");
    expect(says()).toHaveLength(1);
    expect(posted()).toHaveLength(1);
  });

  it("of another channel are not looked at", async () => {
    await world.subscribe({ topics: ["diffusion"] });
    await world.subscribe({ topics: ["diffusion"], channel: "C2" });
    world.set("2026-11-18T20:00:00Z");
    await world.papers(paper("2026-11-18", 1));
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(posted()).toHaveLength(2);
  });

  it("never hold the same paper where a leader loses the lead while it composes", async () => {
    for (const topic of topics.slice(0, 2)) await world.subscribe({ topics: [topic] });
    world.set("2026-11-18T20:00:00Z");
    await world.papers(paper("2026-11-18", 1));
    let leading = true;
    const store: Store = { ...world.store, deliveries: { ...world.store.deliveries } };
    store.deliveries.siblings = async (...asked) => {
      const siblings = await world.store.deliveries.siblings(...asked);
      if (!leading) return siblings;
      leading = false;
      // Meanwhile the next leader lets this roundup wait for a source, and composes the other one.
      const both = await world.store.deliveries.since(world.workspace.id, new Date(0));
      const first = Math.min(...both.map(({ id }) => id));
      const until = new Date("2026-11-19T09:05:00Z");
      await world.store.deliveries.wait(first, until, "a source is down", world.now());
      world.adapter.script.push({ status: "rate_limited", until });
      await world.delivery.tick();
      return siblings;
    };
    // It gets no further than its first roundup.
    store.deliveries.waiting = async (now) => (await world.store.deliveries.waiting(now)).slice(0, 1);
    const adapters = new Map([["slack" as const, world.adapter]]);
    const options = { store, adapters, sources: noSources(), log: pino({ level: "silent" }), settleSeconds: 30 };
    const wait = async () => undefined;
    const earlier = createDelivery({ ...options, now: () => world.now(), wait, isLeading: () => leading });
    world.set("2026-11-19T09:00:00Z");
    await world.sourceWorks(true);
    await earlier.tick();
    expect(posted()).toEqual([]);
    await world.tickAt("2026-11-19T09:06:00Z");
    expect(posted()).toHaveLength(1);
  });
});
