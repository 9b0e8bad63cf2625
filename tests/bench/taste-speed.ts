// What taste adds to a round of roundups: 200 channels with 60 votes each, composed with and without their votes, over the
// captured days. node tests/bench/taste-speed.ts [folder of captured days]
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createSharedLibrary } from "../../src/core/delivery/prepare/shared-library.ts";
import { compose } from "../../src/core/roundups/compose.ts";
import { importFile } from "../../src/core/sources/import/import.ts";
import { temporaryStore } from "../support/temporary-store.ts";

const folder = process.argv[2] ?? "../shared/data/huggingface/daily_papers";
const [channels, votesEach, rounds] = [200, 60, 5];
const { store, remove } = await temporaryStore();
const days = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .sort();
for (const name of days)
  await importFile(join(folder, name), { store, now: () => new Date("2026-08-20T00:00:00Z"), asOf: null });
const listed: string[] = [];
for (const name of days.slice(0, -3)) listed.push(...(await store.listings.onDay(name.slice(0, 10))));
const [setUp, now] = [new Date("2026-08-19T09:00:00Z"), new Date("2026-08-21T09:00:00Z")];

const workspace = (await store.workspaces.ensure({ platform: "slack", workspace: "W1" })).id;
const drawn = { title: "", blocks: [], footer: [] };
for (let i = 0; i < channels; i++) {
  const papers = Array.from({ length: votesEach }, (_, j) => listed[(i * 37 + j * 11) % listed.length] ?? "");
  const post = { platform: "slack" as const, workspace: "W1", channel: `C${i}`, thread: null, message: "1.0" };
  const { id } = await store.posts.record(workspace, post, [...new Set(papers)], drawn, setUp);
  const marks = papers.map((paper, j) => ({ member: `U${j % 5}`, emoji: `e${j}`, paper }));
  await store.votes.replaceMarks(id, marks, setUp);
}

/** Milliseconds of the processor that a round of all channels takes. */
async function round(of: "new" | "taste"): Promise<number> {
  const library = createSharedLibrary(store);
  const began = process.cpuUsage();
  for (let i = 0; i < channels; i++) {
    const terms = { topics: [], exclude: [], like: [], of, limit: 5, minvotes: 0, baselineDay: null };
    const about = { workspaceId: workspace, channel: `C${i}`, to: "here" as const, madeBy: null, createdAt: setUp };
    await compose(library, { ...terms, ...about }, { lookedUntil: setUp, leftOver: new Set() }, now);
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

// In turn, so that what else the machine does falls on all three alike.
const times: { without: number; ordered: number; chosen: number }[] = [];
for (let i = 0; i < rounds; i++) {
  await store.settings.set(workspace, "taste", "off");
  const without = await round("new");
  await store.settings.set(workspace, "taste", "on");
  times.push({ without, ordered: await round("new"), chosen: await round("taste") });
}
const least = (of: keyof (typeof times)[number]) => Math.min(...times.map((time) => time[of]));
const [without, ordered, chosen] = [least("without"), least("ordered"), least("chosen")];
const inMs = (ms: number) => `${Math.round(ms)} ms`;
console.log(`${channels} channels with ${votesEach} votes each: ${inMs(without)} without taste`);
console.log(`of:new + ${inMs(ordered - without)}   of:taste + ${inMs(chosen - without)}`);
await remove();
