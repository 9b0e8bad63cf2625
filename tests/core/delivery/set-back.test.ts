import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { undoTimesAhead } from "../../../src/core/delivery/set-back.ts";
import { type DeliveryWorld, deliveryWorld } from "../../support/delivery-world.ts";

let world: DeliveryWorld;
// A Monday.
beforeEach(async () => {
  world = await deliveryWorld("2026-11-23T07:00:00Z");
});
afterEach(() => world.close());

const page = () => world.papers({ arxivId: "2611.00001", listedOn: ["2026-11-23"] });
/** As the bot does it where the clock is set back, and at its start. */
const setBack = async (instant: string) => {
  world.set(instant);
  await undoTimesAhead(world.store, world.now());
};
const [posts, attempts] = [() => world.adapter.posts.length, () => world.adapter.attempts.length];

describe("a clock that ran ahead and was set back", () => {
  it("loses no roundup, however far ahead it was", async () => {
    await page();
    const { number } = await world.subscribe();
    await world.tickAt("2027-12-28T09:30:00Z");
    expect(posts()).toBe(0);
    await setBack("2026-11-23T08:00:00Z");
    await world.tickAt("2026-11-23T09:00:10Z");
    expect(posts()).toBe(1);
    const subscription = await world.store.subscriptions.get(world.workspace.id, number);
    expect(subscription?.next.date).toBe("2026-11-24");
  });

  it("sends what was put off meanwhile, once", async () => {
    await page();
    await world.subscribe();
    world.adapter.script.push({ status: "rate_limited", until: new Date("2026-11-23T16:00:00Z") });
    await world.tickAt("2026-11-23T15:00:00Z");
    await setBack("2026-11-23T09:00:30Z");
    await world.tickAt("2026-11-23T09:01:00Z");
    await world.tickAt("2026-11-23T15:00:00Z");
    expect(posts()).toBe(1);
  });

  it("looks, after a while, before it sends again what it may have sent", async () => {
    await page();
    await world.subscribe();
    world.adapter.script.push({ posted: { status: "ambiguous", detail: "reset" } });
    await world.tickAt("2026-11-23T15:00:00Z");
    await setBack("2026-11-23T09:00:30Z");
    await world.tickAt("2026-11-23T09:05:00Z");
    const [{ state } = { state: null }] = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect(state).toBe("ambiguous");
    await world.tickAt("2026-11-23T09:11:00Z");
    const [settled] = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect([settled?.state, posts(), attempts()]).toEqual(["sent", 1, 1]);
  });
});
