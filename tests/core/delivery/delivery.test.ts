import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Adapter, SendOutcome } from "../../../src/core/adapter.ts";
import type { Platform } from "../../../src/core/platform.ts";
import { createDelivery } from "../../../src/core/delivery/delivery.ts";
import { type DeliveryWorld, deliveryWorld } from "../../support/delivery-world.ts";
import { fakeAdapter } from "../../support/fake-adapter.ts";
import { noSources } from "../../support/no-sources.ts";

let world: DeliveryWorld;

// A Thursday.
beforeEach(async () => {
  world = await deliveryWorld("2026-11-19T08:00:00Z");
});
afterEach(() => world.close());

describe("a roundup", () => {
  it("is posted once when it is due, and recorded", async () => {
    await world.page("2026-11-19", "2611.00001", "2611.00002");
    const { id } = await world.subscribe();
    await world.tickAt("2026-11-19T08:59:30Z");
    expect(world.adapter.attempts).toEqual([]);
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.tickAt("2026-11-19T09:00:30Z");
    expect(world.texts()).toHaveLength(1);
    expect(world.texts()[0]).toContain("Daily Papers · Thursday 19 November");
    expect(world.texts()[0]).toContain("next: Fri 20 Nov 09:00 UTC");
    const [post] = await world.store.posts.since(world.workspace.id, new Date(0));
    expect(post?.papers).toHaveLength(2);
    const [delivery] = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect(delivery).toMatchObject({ state: "sent", slot: "2026-11-19", subscription: { id } });
  });

  it("never brings a paper twice to a channel, and what was left over stays left over", async () => {
    await world.page("2026-11-19", "2611.00001", "2611.00002", "2611.00003");
    await world.subscribe({ limit: 2 });
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(world.texts()[0]).toContain("2 of 3 new papers");
    world.set("2026-11-19T15:00:00Z");
    await world.page("2026-11-19", "2611.00004");
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(world.texts()[1]).toContain("Paper 2611.00004");
    expect(world.texts()[1]).not.toContain("2611.00003");
  });

  it("is a paper that arXiv had first and the page lists after the last roundup", async () => {
    await world.page("2026-11-19", "2611.00001");
    await world.papers({ arxivId: "2611.00009" });
    await world.subscribe();
    await world.tickAt("2026-11-19T09:00:00Z");
    world.set("2026-11-19T15:00:00Z");
    await world.page("2026-11-19", "2611.00009");
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(world.texts()[1]).toContain("2611.00009");
  });
});

describe("nothing new", () => {
  it("is one quiet line on an ordinary day", async () => {
    await world.papers({ title: "About cats" });
    await world.subscribe({ topics: ["quantum chess"] });
    world.set("2026-11-19T08:30:00Z");
    await world.papers({ title: "About dogs" });
    await world.tickAt("2026-11-19T09:00:00Z");
    world.set("2026-11-19T15:00:00Z");
    await world.papers({ title: "About mice" });
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(world.texts()).toHaveLength(2);
    expect(world.texts()[0]).toContain("quantum chess: nothing new (1 paper looked at).");
    expect(world.texts()[1]).toContain("quantum chess: nothing new since Thu 19 Nov (1 paper looked at).");
    expect(world.texts()[1]).toContain("Next: Mon 23 Nov 09:00.");
  });

  it("is silence at weekends, when nothing came out, and where the workspace wants it", async () => {
    await world.subscribe({ on: "daily", topics: ["quantum chess"] });
    await world.tickAt("2026-11-19T09:00:00Z");
    world.set("2026-11-20T15:00:00Z");
    await world.papers({ title: "About mice" });
    await world.tickAt("2026-11-21T09:00:00Z");
    await world.store.settings.set(world.workspace.id, "quiet", "silent");
    world.set("2026-11-22T15:00:00Z");
    await world.papers({ title: "About owls" });
    await world.tickAt("2026-11-23T09:00:00Z");
    expect(world.texts()).toEqual([]);
    const all = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect(all.map(({ slot, state }) => `${slot} ${state}`)).toEqual([
      "2026-11-23 empty",
      "2026-11-22 missed",
      "2026-11-21 empty",
      "2026-11-20 missed",
      "2026-11-19 empty",
    ]);
  });
});

describe("a failed source", () => {
  it("is waited for, and the roundup says it is late", async () => {
    await world.subscribe();
    await world.sourceWorks(false);
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.tickAt("2026-11-19T10:00:00Z");
    expect(world.texts()).toEqual([]);
    world.set("2026-11-19T11:15:00Z");
    await world.sourceWorks(true);
    await world.page("2026-11-19", "2611.00001");
    await world.tickAt("2026-11-19T11:20:00Z");
    expect(world.texts()[0]).toContain("Late: Hugging Face could not be reached, from 09:00 to 11:20.");
    expect(world.texts()[0]).toContain("2611.00001");
  });

  it("is named when the grace has ended, and the next roundup brings what it missed", async () => {
    await world.subscribe();
    await world.sourceWorks(false);
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.tickAt("2026-11-19T21:00:00Z");
    expect(world.texts()).toHaveLength(1);
    expect(world.texts()[0]).toContain("no roundup for Thursday 19 November. Hugging Face could not be reached.");
    world.set("2026-11-19T22:00:00Z");
    await world.sourceWorks(true);
    await world.page("2026-11-19", "2611.00001");
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(world.texts()[1]).toContain("2611.00001");
  });
});

describe("after downtime", () => {
  it.each([
    ["3 days", "2026-11-24T10:00:00Z", 3],
    ["30 days", "2026-12-21T10:00:00Z", 22],
  ])("of %s there is one roundup, and the others are recorded as missed", async (_days, back, missed) => {
    await world.subscribe();
    await world.page("2026-11-19", "2611.00001");
    world.set(back);
    await world.sourceWorks(true);
    await world.page(back.slice(0, 10), "2611.00002");
    await world.tickAt(back);
    await world.tickAt(back.replace("10:00", "10:01"));
    expect(world.texts()).toHaveLength(1);
    const all = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect(all.filter(({ state }) => state === "missed")).toHaveLength(missed);
    expect(all.filter(({ state }) => state === "sent")).toHaveLength(1);
    expect(world.texts()[0]).toContain("when the bot was not running");
  });

  it("beyond the grace there is none", async () => {
    await world.subscribe();
    await world.page("2026-11-19", "2611.00001");
    await world.tickAt("2026-11-20T08:00:00Z");
    expect(world.texts()).toEqual([]);
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(world.texts()).toHaveLength(1);
  });

  it("a clock that jumps back and forth doubles nothing", async () => {
    await world.subscribe();
    await world.page("2026-11-19", "2611.00001");
    for (const at of ["19T09:00", "18T09:00", "19T09:01", "20T09:00", "19T09:00", "20T09:30", "20T09:31"])
      await world.tickAt(`2026-11-${at}:00Z`);
    const slots = (await world.store.deliveries.since(world.workspace.id, new Date(0))).map(({ slot }) => slot);
    expect(slots).toEqual(["2026-11-20", "2026-11-19"]);
  });
});

describe("cards", () => {
  beforeEach(async () => {
    await world.page("2026-11-19", "2611.00001", "2611.00002");
    await world.subscribe({ layout: "cards" });
  });

  it("stand under a parent that lists their titles, in order", async () => {
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(world.adapter.posts.map(({ target }) => target.thread)).toEqual([null, "m1", "m1"]);
    expect(world.texts()[1]).toContain("2611.00001");
    expect(world.texts()[2]).toContain("2611.00002");
    const posts = await world.store.posts.since(world.workspace.id, new Date(0));
    expect(posts.map(({ papers }) => papers.length)).toEqual([0, 1, 1]);
  });

  it("stand in the channel where no thread may be made", async () => {
    world.adapter.threadsAllowed = false;
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(world.adapter.posts.map(({ target }) => target.thread)).toEqual([null, null, null]);
  });

  it("wait for the one before them", async () => {
    world.adapter.script.push({ posted: { status: "sent", message: "m1" } }, { status: "ambiguous", detail: "" });
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(world.texts()).toHaveLength(1);
    await world.tickAt("2026-11-19T09:01:00Z");
    const [, ...cards] = world.texts();
    expect(cards.map((text) => /2611\.0000\d/.exec(text)?.[0])).toEqual(["2611.00001", "2611.00002"]);
  });
});

describe("stopped meanwhile", () => {
  it("a message that was not posted after all is not tried again for an ended subscription", async () => {
    await world.page("2026-11-19", "2611.00001");
    const { id } = await world.subscribe();
    world.adapter.script.push({ status: "ambiguous", detail: "timeout" });
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.store.subscriptions.end(id, world.now());
    await world.tickAt("2026-11-19T09:00:30Z");
    await world.tickAt("2026-11-19T09:01:00Z");
    expect(world.texts()).toEqual([]);
    const [delivery] = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect(delivery?.state).toBe("cancelled");
  });

  it("a paused or ended subscription sends nothing it owed", async () => {
    await world.page("2026-11-19", "2611.00001");
    const { id } = await world.subscribe();
    world.adapter.script.push({ status: "rate_limited", until: new Date("2026-11-19T09:05:00Z") });
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.store.subscriptions.end(id, world.now());
    await world.tickAt("2026-11-19T09:10:00Z");
    await world.tickAt("2026-11-20T09:10:00Z");
    expect(world.texts()).toEqual([]);
    const [delivery] = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect(delivery?.state).toBe("cancelled");
  });
});

it("a platform that is connected while another's roundups are under way gets its own at once", async () => {
  const { store } = world;
  const now = () => world.now();
  await world.page("2026-11-19", "2611.00001");
  const { id: _, workspaceId: __, number: ___, ...terms } = await world.subscribe();
  const there = await store.workspaces.ensure({ platform: "discord", workspace: "G1" });
  await store.subscriptions.add(there.id, terms);
  await world.sourceWorks(true);
  world.set("2026-11-19T09:00:00Z");

  const begun = Promise.withResolvers<undefined>();
  const slow = Promise.withResolvers<SendOutcome>();
  const arrived = Promise.withResolvers<SendOutcome>();
  const slack: Adapter = { ...fakeAdapter("slack", now), send: () => (begun.resolve(undefined), slow.promise) };
  let connected = false;
  const discord: Adapter = {
    ...fakeAdapter("discord", now),
    health: () => ({ connected, detail: "" }),
    send: async () => (arrived.resolve({ status: "sent", message: "m1" }), arrived.promise),
  };
  const delivery = createDelivery({
    store,
    adapters: new Map<Platform, Adapter>([slack, discord].map((adapter) => [adapter.platform, adapter])),
    sources: noSources({ ask: async () => world.answers }),
    log: pino({ level: "silent" }),
    now,
    settleSeconds: 30,
    // No time passes: whoever waits for it waits for ever.
    wait: (_ms, signal) => new Promise((resolve) => signal.addEventListener("abort", resolve)),
    wakeIn: () => undefined,
  });
  const running = delivery.tick();
  await begun.promise;
  connected = true;
  void delivery.tick();
  expect(await arrived.promise).toEqual({ status: "sent", message: "m1" });
  slow.resolve({ status: "sent", message: "m2" });
  await running;
});

describe("the sources", () => {
  it("are asked for each distinct topic once a day", async () => {
    await world.subscribe({ topics: ["gan", "diffusion"] });
    await world.subscribe({ topics: ["gan"], channel: "C2" });
    for (const at of ["19T08:01", "19T08:30", "19T09:00", "20T08:00"]) await world.tickAt(`2026-11-${at}:00Z`);
    expect(world.asked.toSorted()).toEqual(["diffusion", "diffusion", "gan", "gan"]);
  });

  it("are asked again after a failure", async () => {
    await world.subscribe({ topics: ["gan"] });
    world.answers.failed = ["arxiv"];
    await world.tickAt("2026-11-19T08:01:00Z");
    await world.tickAt("2026-11-19T08:01:30Z");
    await world.tickAt("2026-11-19T08:02:30Z");
    expect(world.asked).toEqual(["gan", "gan"]);
  });
});
