import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DeliveryWorld, deliveryWorld } from "../../../support/delivery-world.ts";

let world: DeliveryWorld;

// A Thursday.
beforeEach(async () => {
  world = await deliveryWorld("2026-11-19T08:00:00Z");
  await world.papers(
    { arxivId: "2611.00001", listedOn: ["2026-11-19"], upvotes: 2 },
    { arxivId: "2611.00002", listedOn: ["2026-11-19"], upvotes: 1 },
  );
});
afterEach(() => world.close());

const planned = () => world.store.deliveries.since(world.workspace.id, new Date(0));
const dueAt = new Date("2026-11-19T09:00:00Z");
const next = { date: "2026-11-19", dueAt };

describe("a roundup that is due in ten seconds", () => {
  it("is composed then and posted when it is due, as it was composed", async () => {
    await world.subscribe();
    await world.tickAt("2026-11-19T08:59:49Z");
    expect(await planned()).toEqual([]);
    await world.tickAt("2026-11-19T08:59:50Z");
    expect(await planned()).toMatchObject([{ state: "pending", composedAt: new Date("2026-11-19T08:59:50Z"), dueAt }]);
    expect(world.adapter.attempts).toEqual([]);
    world.set("2026-11-19T08:59:55Z");
    await world.papers({ arxivId: "2611.00003", listedOn: ["2026-11-19"] });
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(world.texts()).toHaveLength(1);
    expect(world.texts()[0]).toContain("Daily Papers · Thursday 19 November");
    expect(world.texts()[0]).toContain("2 new papers");
    expect(world.texts()[0]).toContain("next: Fri 20 Nov 09:00 UTC");
    expect(world.adapter.posts[0]?.at).toEqual(dueAt);
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(world.texts()[1]).toContain("2611.00003");
  });

  it("is composed earlier where many are due with it, and not before its turn", async () => {
    for (let i = 0; i < 200; i++) await world.subscribe({ channel: `C${i}` });
    await world.tickAt("2026-11-19T08:59:48Z");
    expect(await planned()).toEqual([]);
    await world.tickAt("2026-11-19T08:59:49Z");
    expect(new Set((await planned()).map(({ composedAt }) => composedAt?.toISOString()))).toEqual(
      new Set(["2026-11-19T08:59:49.000Z"]),
    );
    expect(world.adapter.attempts).toEqual([]);
  });

  it("follows a change made after that", async () => {
    const { id } = await world.subscribe();
    await world.tickAt("2026-11-19T08:59:50Z");
    await world.store.subscriptions.change(id, { limit: 1 }, next, world.now());
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(world.texts()).toHaveLength(1);
    expect(world.texts()[0]).toContain("1 of 2 new papers");
  });

  it("is not posted when it was paused after that, and is when it was resumed in time", async () => {
    const { id } = await world.subscribe();
    const other = await world.subscribe({ channel: "C2" });
    await world.tickAt("2026-11-19T08:59:50Z");
    for (const each of [id, other.id]) await world.store.subscriptions.pause(each, "for a while", world.now());
    await world.store.subscriptions.resume(other.id, next);
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(world.adapter.posts.map(({ target }) => target.channel)).toEqual(["C2"]);
  });

  it("is left to its time while a source is in trouble", async () => {
    await world.subscribe();
    await world.sourceWorks(false);
    await world.tickAt("2026-11-19T08:59:55Z");
    expect(await planned()).toMatchObject([{ state: "pending", composedAt: null, waitingSince: null }]);
    await world.sourceWorks(true);
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(world.texts()[0]).not.toContain("could not be reached");
  });

  it("counts the votes of the last seconds", async () => {
    await world.subscribe();
    await world.tickAt("2026-11-19T08:59:50Z");
    await world.store.votes.toggle(world.workspace.id, "anna", "p1", world.now());
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(await world.store.posts.stale(world.now(), 10)).toHaveLength(1);
  });

  it("is missed like any other when the bot was down at its time and long after", async () => {
    await world.subscribe();
    await world.tickAt("2026-11-19T08:59:50Z");
    await world.tickAt("2026-11-20T08:00:00Z");
    expect(await planned()).toMatchObject([{ state: "missed", slot: "2026-11-19" }]);
    expect(world.texts()).toEqual([]);
  });

  it("of many is sent at its time, however many are composed by then", async () => {
    for (let i = 0; i < 50; i++) await world.subscribe({ channel: `C${i}` });
    const prepared = world.store.deliveries.compose.bind(world.store.deliveries);
    world.store.deliveries.compose = async (id, composed, at) => {
      const done = await prepared(id, composed, at);
      if (world.now() < dueAt) world.set(dueAt.toISOString());
      return done;
    };
    await world.tickAt("2026-11-19T08:59:50Z");
    expect((await planned()).filter(({ composedAt }) => composedAt !== null)).toHaveLength(32);
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(new Set(world.adapter.posts.map(({ target }) => target.channel)).size).toBe(50);
    expect(world.texts()).toHaveLength(50);
  });
});
