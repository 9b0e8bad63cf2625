import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { knownPapers } from "../support/known-papers.ts";
import { median } from "./percentile.ts";

const cli = [join(import.meta.dirname, "../../src/launch.js"), "cli"];
const today = [...cli, "today"];
const reportingMemory = ["--import", join(import.meta.dirname, "peak-memory.js"), ...today];
const rounds = 21;

/** What starting costs, as medians of whole processes. */
export interface StartupCost {
  /** Milliseconds of a Node process that does nothing. */
  empty: number;
  /** Milliseconds of a one-shot `today` in a small library, not the first one. */
  today: number;
  ratio: number;
  /** The most resident memory of such a `today`. */
  megabytes: number;
}

/** Measures from a process of its own: the larger the one that starts others, the longer each start takes. */
export async function measureStartup(): Promise<StartupCost> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, "--json"]);
  return JSON.parse(stdout) as StartupCost;
}

/** Starts nothing and `today` by turns, so that whatever else the machine does meets both. */
function measureHere(): StartupCost {
  const folder = mkdtempSync(join(tmpdir(), "papers-startup-"));
  try {
    writeFileSync(join(folder, "nothing.js"), "");
    writeFileSync(join(folder, "papers.jsonl"), knownPapers.map((paper) => `${JSON.stringify(paper)}\n`).join(""));
    run(folder, [...cli, "import", "papers.jsonl"]);
    run(folder, today);
    const times = Array.from(
      { length: rounds },
      () => [run(folder, ["nothing.js"]).ms, run(folder, today).ms] as const,
    );
    const empty = median(times.map(([first]) => first));
    const ours = median(times.map(([, second]) => second));
    const kilobytes = Array.from({ length: 3 }, () => Number(run(folder, reportingMemory).reported));
    return { empty, today: ours, ratio: ours / empty, megabytes: median(kilobytes) / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a Node process to its end, with sources nobody answers at; how long it took, and what it wrote as its fourth stream. */
function run(folder: string, words: string[]): { ms: number; reported: string } {
  const nowhere = "http://127.0.0.1:9";
  const addresses = { HUGGINGFACE_URL: nowhere, ARXIV_URL: nowhere, ARXIV_RSS_URL: nowhere };
  const env = { DATABASE_URL: "file:papers.db", ...addresses };
  const started = performance.now();
  const ended = spawnSync(process.execPath, words, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const ms = performance.now() - started;
  if (ended.status !== 0) throw new Error(`${words.join(" ")} ended with ${ended.status}: ${String(ended.stderr)}`);
  return { ms, reported: String(ended.output[3]) };
}

if (import.meta.main) {
  const cost = measureHere();
  const says = `Node alone ${cost.empty.toFixed(0)} ms, a one-shot \`today\` ${cost.today.toFixed(0)} ms: ${cost.ratio.toFixed(1)} ×, at most ${cost.megabytes.toFixed(0)} MB resident.`;
  console.log(process.argv.includes("--json") ? JSON.stringify(cost) : says);
}
