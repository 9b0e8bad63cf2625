import { corpus } from "./corpus.ts";
import { benchDiscord } from "./discord.ts";
import { measureLibrary } from "./library.ts";
import { benchSlack } from "./slack.ts";

// Sizes as arguments: `npm run bench -- 10000 100000 500000`; minisearch beside ours up to 100,000.
const sizes = process.argv.slice(2).map(Number);
const ms = (value: number) => `${value.toFixed(1)} ms`;

console.log(`Papers: ${corpus().from}. Rates are parts of the raw rate of the same run; times are 99th percentiles.\n`);
console.log("| papers | ingest | again | MB per 100,000 | search | topic | today | minisearch |");
console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
for (const size of sizes.length > 0 ? sizes : [10_000, 100_000]) {
  const cost = await measureLibrary(size, size <= 100_000);
  const beside =
    cost.minisearch === null ? "" : `${ms(cost.minisearch)} (${(cost.minisearch / cost.search).toFixed(1)} ×)`;
  const rates = [cost.ingest.toFixed(2), cost.again.toFixed(2), cost.megabytesPer100k.toFixed(0)];
  const times = [ms(cost.search), ms(cost.topic), ms(cost.today), beside];
  console.log(`| ${[size.toLocaleString("en"), ...rates, ...times].join(" | ")} |`);
}

const slack = await benchSlack();
console.log(`\nSlack: acknowledged within ${slack.acknowledged99} ms, answered within ${slack.answered99} ms.`);
const discord = await benchDiscord();
console.log(`Discord: acknowledged within ${discord.acknowledged99} ms, answered within ${discord.answered99} ms.`);
process.exit(0);
