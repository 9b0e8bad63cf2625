import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainText } from "../../../src/core/messages/plain-text.ts";
import { type DeliveryWorld, deliveryWorld } from "../../support/delivery-world.ts";

let world: DeliveryWorld;

beforeEach(async () => {
  world = await deliveryWorld("2026-10-01T08:00:00Z");
});
afterEach(() => world.close());

const posted = () => world.adapter.posts.map(({ message }) => plainText(message));
const gan = { arxivId: "2605.00001", title: "A GAN for faces", publishedAt: "2026-05-02" };

describe("a new listing", () => {
  it("is news for a topic although the library has known the paper for long", async () => {
    await world.papers(gan, { arxivId: "2605.00002", title: "A GAN for maps", publishedAt: "2026-05-02" });
    world.set("2026-11-18T08:00:00Z");
    await world.subscribe({ topics: ["gan"] });
    await world.tickAt("2026-11-18T09:00:00Z");
    world.set("2026-11-19T08:00:00Z");
    await world.papers({ ...gan, listedOn: ["2026-11-19"], upvotes: 30 });
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(posted().at(-1)).toContain("A GAN for faces");
    expect(posted().at(-1)).not.toContain("A GAN for maps");
    const before = posted().length;
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(posted().slice(before).join()).not.toContain("A GAN for faces");
  });
});

describe("a listing of 2099 in the database", () => {
  it.each([[[]], [["gan"]]])("keeps no later subscription from its news (topics: %j)", async (topics) => {
    await world.papers({ arxivId: "2605.00009", title: "A GAN from the future", listedOn: ["2099-01-01"] });
    world.set("2026-11-18T08:00:00Z");
    const { baselineDay } = await world.subscribe({ topics });
    expect(baselineDay).toBeNull();
    world.set("2026-11-19T08:00:00Z");
    await world.papers({ ...gan, publishedAt: "2026-11-18", listedOn: ["2026-11-19"] });
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(posted().at(-1)).toContain("A GAN for faces");
    expect(posted().at(-1)).not.toContain("future");
  });

  it("frees a subscription that was set up to wait for it", async () => {
    const subscription = await world.subscribe();
    await world.store.subscriptions.end(subscription.id, world.now());
    const { id: _, number: __, workspaceId: ___, pausedBecause: ____, ...terms } = subscription;
    await world.store.subscriptions.add(world.workspace.id, { ...terms, baselineDay: "2099-01-01" });
    world.set("2026-10-02T08:00:00Z");
    await world.papers({ ...gan, listedOn: ["2026-10-02"] });
    await world.tickAt("2026-10-02T09:00:00Z");
    expect(posted().at(-1)).toContain("A GAN for faces");
  });
});
