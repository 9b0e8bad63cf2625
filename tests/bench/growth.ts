// How much the database grows with a roundup: bytes by table over 240 days of 20 channels, in the last 60 of them.
import { bytesByTable } from "../support/bytes-by-table.ts";
import { deliveryWorld } from "../support/delivery-world.ts";

const [channels, days, measured] = [20, 240, 60];
const papersADay = 5;
const abstract =
  "Text-to-image diffusion models need dozens of steps. We present a distillation method that matches the teacher in one step, with an adversarial loss on features. ".repeat(
    8,
  );

const world = await deliveryWorld("2026-01-01T07:00:00Z");
for (let i = 0; i < channels; i++) await world.subscribe({ on: "daily", channel: `C${i}`, limit: papersADay });
let before: Record<string, number> = {};
for (let day = 0; day < days; day++) {
  if (day === days - measured) before = bytesByTable(world.file);
  const date = new Date(Date.parse("2026-01-01T00:00:00Z") + day * 86_400_000).toISOString().slice(0, 10);
  world.set(`${date}T08:00:00Z`);
  const facts = Array.from({ length: papersADay }, (_, i) => ({
    arxivId: `26${String(1 + (day % 12)).padStart(2, "0")}.${String(day * 10 + i).padStart(5, "0")}`,
    title: `One-step diffusion number ${day * 10 + i}: distilling a teacher with adversarial features`,
    abstract,
    authors: ["Axel Sauer", "Frederic Boesel", "Tim Dockhorn", "Andreas Blattmann", "Patrick Esser"],
    listedOn: [date],
  }));
  await world.papers(...facts);
  await world.tickAt(`${date}T09:00:00Z`);
  await world.store.retention.prune(world.now());
}
const after = bytesByTable(world.file);
const [roundups, papers] = [channels * measured, papersADay * measured];
const grown = Object.entries(after).map(([name, bytes]) => ({ name, bytes: bytes - (before[name] ?? 0) }));
const ofPapers = /^(?:paper|listing|acronym|alias|other_name|merged|identifier|search_index)/;
const total = (some: typeof grown) => some.reduce((sum, { bytes }) => sum + bytes, 0);
const held = ["posts", "deliveries", "delivery_parts"].reduce((sum, name) => sum + (after[name] ?? 0), 0);
console.table(grown.filter(({ bytes }) => bytes !== 0));
console.log(`a paper: ${Math.round(total(grown.filter(({ name }) => ofPapers.test(name))) / papers)} bytes for good`);
console.log(
  `a roundup: ${Math.round(total(grown.filter(({ name }) => !ofPapers.test(name))) / roundups)} bytes for good`,
);
console.log(
  `a daily roundup in one channel holds ${Math.round(held / channels / 1024)} KiB of deliveries and drawn posts`,
);
await world.close();
