import { expect, it } from "vitest";
import { bytesByTable } from "../support/bytes-by-table.ts";
import { deliveryWorld, type DeliveryWorld } from "../support/delivery-world.ts";
import { keptList } from "../support/kept-list.ts";

const workspaces = 40;
const days = 120;
/** From here on nothing but papers, posts and votes should grow: deliveries are kept for 90 days. */
const horizon = 100;

/** What is kept for good, or for longer than this test lasts: papers and their index, posts, votes, and searches for 180 days. */
const kept = /^(?:searches|paper|listing|acronym|alias|other_name|merged|identifier|post|mark|vote|button|sqlite_)/;

/** Bytes by table of what is not kept for good. */
const growing = (file: string): Record<string, number> =>
  Object.fromEntries(Object.entries(bytesByTable(file)).filter(([name]) => !kept.test(name)));

const sum = (bytes: Record<string, number>): number => Object.values(bytes).reduce((all, each) => all + each, 0);

/** A day of 40 teams: new papers, a roundup each, and what members do. */
async function oneDay(world: DeliveryWorld, teams: readonly number[], day: number): Promise<void> {
  const date = new Date(Date.parse("2026-01-01T00:00:00Z") + day * 86_400_000).toISOString().slice(0, 10);
  const { store } = world;
  world.set(`${date}T08:00:00Z`);
  const numbers = [1, 2, 3].map((i) => String(day * 10 + i).padStart(5, "0"));
  const ids = await world.papers(...numbers.map((number) => ({ arxivId: `2601.${number}`, listedOn: [date] })));
  for (const team of teams) {
    const at = world.now();
    await store.searches.remember(team, "anna", `a search of day ${day}`, at);
    await store.replies.keep(team, "anna", keptList(`words of day ${day}`), at);
    await store.events.firstSeen("slack", `event ${team} ${day}`, at);
    await store.votes.toggle(team, "anna", ids[0] ?? "", at);
  }
  await world.tickAt(`${date}T09:00:00Z`);
  await store.events.forget(new Date(world.now().getTime() - 7 * 86_400_000));
  await store.retention.prune(world.now());
}

it(`${days} days of ${workspaces} workspaces: what is not kept for good stops growing`, async () => {
  const world = await deliveryWorld("2026-01-01T07:00:00Z");
  try {
    const {
      id: _,
      workspaceId: __,
      number: ___,
      pausedBecause: ____,
      ...terms
    } = await world.subscribe({ on: "daily" });
    const teams = [world.workspace.id];
    while (teams.length < workspaces) {
      const { id } = await world.store.workspaces.ensure({ platform: "slack", workspace: `T${teams.length}` });
      await world.store.subscriptions.add(id, terms);
      teams.push(id);
    }
    for (let day = 0; day < horizon; day++) await oneDay(world, teams, day);
    const before = growing(world.file);
    for (let day = horizon; day < days; day++) await oneDay(world, teams, day);
    const after = growing(world.file);
    console.log(`what is pruned holds ${sum(before)} bytes after ${horizon} days, ${sum(after)} after ${days}`);
    expect(world.adapter.posts).toHaveLength(workspaces * days);
    expect(sum(after) / sum(before)).toBeLessThan(1.02);
  } finally {
    await world.close();
  }
});
