import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DeliveryWorld, deliveryWorld } from "../../support/delivery-world.ts";

let world: DeliveryWorld;
let another: Awaited<ReturnType<DeliveryWorld["another"]>> | null;

beforeEach(async () => {
  world = await deliveryWorld("2026-11-19T08:00:00Z", "discord");
  await world.papers({ arxivId: "2611.00001", listedOn: ["2026-11-19"] });
  another = null;
});
afterEach(async () => {
  await another?.close();
  await world.close();
});

/** What all servers together may send to Discord in a second. */
const mostInASecond = 50;
const subscribe = async (channels: number, at: string) => {
  for (let i = 0; i < channels; i++) await world.subscribe({ channel: `C${at}-${i}`, at });
};

describe("limits of a platform: a process that takes over", () => {
  it("counts an attempt without a post from when its request has left, not from its claim", async () => {
    await subscribe(mostInASecond, "09:00");
    await subscribe(1, "09:01");
    const attempts: number[] = [];
    world.adapter.answer = () => {
      attempts.push(world.now().getTime());
      return { status: "rate_limited", until: new Date("2026-11-19T09:30:00Z") };
    };
    world.set("2026-11-19T09:00:58.900Z");
    await world.sourceWorks(true);
    await world.delivery.tick();
    expect(attempts).toHaveLength(mostInASecond);
    world.adapter.answer = () => null;
    another = await world.another();
    world.set("2026-11-19T09:01:00.000Z");
    await world.sourceWorks(true);
    await another.delivery.tick();
    const [post] = world.adapter.posts;
    expect((post?.at.getTime() ?? 0) - (attempts[0] ?? 0)).toBeGreaterThanOrEqual(4_000);
  });
});

it("limits of a platform: notices about two roundups wait for each other like any posts to one member", async () => {
  await subscribe(2, "09:00");
  const { store, workspace, adapter } = world;
  for (const { id } of await store.subscriptions.list(workspace.id))
    for (let i = 0; i < 2; i++) await store.subscriptions.failed(id);
  adapter.answer = ({ target }) =>
    target.channel.startsWith("dm-") ? null : { status: "refused", why: "forbidden", detail: "" };
  adapter.missing = [{ what: "post", howToGrant: "Let the bot in" }];
  adapter.postLimits = { channel: { posts: 1, inMs: 1_000 }, workspace: null, all: null, held: "channel" };
  const told = Promise.withResolvers<void>();
  const send = adapter.send.bind(adapter);
  adapter.send = async (attempt) => {
    // The second one is refused when the first notice is there.
    if (attempt.target.channel === "C09:00-1") await told.promise;
    const outcome = await send(attempt);
    if (adapter.posts.length > 0) told.resolve();
    return outcome;
  };
  await world.tickAt("2026-11-19T09:00:00Z");
  const [first, second, ...more] = adapter.posts.map(({ at }) => at.getTime());
  expect(more).toEqual([]);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_000);
});
