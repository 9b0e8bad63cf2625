// Judges the topics of a lab on the captured Daily Papers days: `node tests/bench/topics.ts [--misses]`.
import { hasCapturedDays, importCapturedDays, judgeTopics, mean } from "../support/topic-quality.ts";
import { temporaryStore } from "../support/temporary-store.ts";

if (!hasCapturedDays) {
  console.error("The captured days (../shared/data/huggingface) are not there.");
  process.exit(1);
}
const { store, remove } = await temporaryStore();
await importCapturedDays(store);
const judged = await judgeTopics(store);
await remove();
const share = (value: number | null) => (value === null ? "–" : value.toFixed(2));
console.log("| topic | papers | named in titles | precision@10 | recall | spellings share |");
console.log("| --- | ---: | ---: | ---: | ---: | ---: |");
for (const { topic, found, named, precision, recall, shared, misses, wrong } of judged) {
  console.log(`| ${[topic, found, named, share(precision), share(recall), share(shared)].join(" | ")} |`);
  if (process.argv.includes("--misses")) for (const title of misses) console.log(`  missed: ${title}`);
  if (process.argv.includes("--misses")) for (const title of wrong) console.log(`  wrong: ${title}`);
}
const [precision, recall, shared] = (["precision", "recall", "shared"] as const).map((key) =>
  mean(judged.map((one) => one[key])),
);
console.log(`| mean | | | ${share(precision ?? null)} | ${share(recall ?? null)} | ${share(shared ?? null)} |`);
