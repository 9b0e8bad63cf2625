// Sizes as arguments: `npm run bench -- 10000 100000 500000`; `--readme` puts the result into the README, `--synthetic`
// measures with generated papers although real ones are there.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { measureAnyText } from "./any-text.ts";
import { corpus } from "./corpus.ts";
import { benchDiscord } from "./discord.ts";
import { type LibraryCost, measureLibrary, measureRoundup } from "./library.ts";
import { otherLibraries } from "./other-libraries.ts";
import { benchSlack } from "./slack.ts";
import { measureStartup } from "./startup.ts";

/** The others keep their index in memory: past this size they take gigabytes and minutes to build. */
const largestForOthers = 100_000;
/** What a roundup costs must hardly depend on the library: it is measured in one of this size too. */
const largest = 500_000;
const asked = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const sizes = asked.length > 0 ? asked.map(Number) : [10_000, 100_000];
if (!sizes.every((size) => Number.isInteger(size) && size > 0)) {
  console.error(
    `Sizes are whole numbers of papers, as in \`npm run bench -- 10000 100000\`; got \`${asked.join(" ")}\`.`,
  );
  process.exit(2);
}
const readme = join(import.meta.dirname, "../../README.md");
const lines: string[] = [];
const say = (line: string) => {
  lines.push(line);
  console.log(line);
};
const ms = (value: number) => `${value.toFixed(1)} ms`;

/** The whole takes some minutes: what is measured now, on stderr. */
const progress = (what: string) => console.error(`… ${what}`);

const papers = corpus(process.argv.includes("--synthetic"));
progress("10,000 random texts over 15,000 papers");
// Before the sizes: what the other libraries leave in memory would make its slowest query wait for the collector.
const any = await measureAnyText(papers);
say(
  `Papers: ${papers.from}; ${papers.queries.length} queries. Times are 99th percentiles, each query counted with the median of three (orama is asked one in ten, once).`,
);
say("");
say("| papers | ingest | again | MB per 100,000 | search | topic | roundup | today | minisearch | orama |");
say("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
const costs = new Map<number, LibraryCost>();
for (const size of sizes) {
  const library = papers.papers(size);
  progress(`a library of ${size.toLocaleString("en")} papers`);
  const cost = await measureLibrary(library, papers);
  costs.set(size, cost);
  if (size <= largestForOthers) progress("minisearch and orama with the same papers");
  const others = size <= largestForOthers ? await otherLibraries(library, papers.queries) : null;
  const beside = (other: number) => `${ms(other)} (${(other / cost.search).toFixed(1)} ×)`;
  const rates = [cost.ingest.toFixed(2), cost.again.toFixed(2), cost.megabytesPer100k.toFixed(0)];
  const times = [cost.search, cost.topic, cost.roundup, cost.today].map(ms);
  const theirs = others ? [beside(others.minisearch), beside(others.orama)] : ["", ""];
  say(`| ${[size.toLocaleString("en"), ...rates, ...times, ...theirs].join(" | ")} |`);
}
say("");
const [first = 10_000] = sizes;
progress(`a topic's roundup among ${largest.toLocaleString("en")} papers`);
const farthest = costs.get(largest)?.roundup ?? (await measureRoundup(papers.papers(largest), papers));
say(
  `A topic's roundup: ${ms(farthest)} among ${largest.toLocaleString("en")} papers, ` +
    `${(farthest / (costs.get(first)?.roundup ?? NaN)).toFixed(1)} × that among ${first.toLocaleString("en")}.`,
);
say(
  `Any text: ${any.queries.toLocaleString("en")} random queries over 15,000 papers, ${any.errors} errors, slowest ${ms(any.slowest)}.`,
);
progress("starts, Slack and Discord");
const start = await measureStartup();
say(
  `One-shot \`today\`: ${start.ratio.toFixed(1)} × an empty Node process (${start.today.toFixed(0)} ms), ` +
    `${start.megabytes.toFixed(0)} MB at most.`,
);
const [slack, discord] = [await benchSlack(), await benchDiscord()];
say(
  `Slack: 50 commands at once acknowledged within ${slack.acknowledged99} ms, answered within ${slack.answered99} ms.`,
);
say(`Discord: the same within ${discord.acknowledged99} ms and ${discord.answered99} ms.`);

if (process.argv.includes("--readme")) {
  const section = /(?<=<!-- bench -->\n)[^]*?(?=<!-- \/bench -->)/;
  writeFileSync(
    readme,
    readFileSync(readme, "utf8").replace(section, () => `\n${lines.join("\n")}\n\n`),
  );
}
process.exit(any.errors === 0 ? 0 : 1);
