import { defineConfig } from "vitest/config";
import { CountReporter } from "./tests/support/count-reporter.ts";
import { folderInMemory } from "./tests/support/in-memory.ts";
import { LongestFirst } from "./tests/support/longest-first.ts";

const long = "tests/long/**/*.test.ts";

/** What the short tests run on PostgreSQL too, besides the contracts of the store. */
const onPostgres = [
  "tests/commands/{finding,preview-by-example,taste}.test.ts",
  "tests/core/delivery/{delivery,instances,platform-answers}.test.ts",
  "tests/core/roundups/compose.test.ts",
  "tests/core/search/search.test.ts",
  "tests/core/votes/votes.test.ts",
  "tests/journeys/{roundup,slack}.test.ts",
];

/** Bundled once. For each of its files that Node loads, it parses drizzle's package.json of 180 KB: a second of the processor a worker. */
const bundled = [
  "",
  "/better-sqlite3",
  "/better-sqlite3/migrator",
  "/casing",
  "/node-postgres",
  "/pg-core",
  "/sqlite-core",
];

export default defineConfig({
  test: {
    reporters: ["default", new CountReporter()],
    // A limit ends what hangs; a busy machine is not to reach it.
    // Many tests wait for sockets and other processes: six at a time keep two cores busy.
    maxWorkers: 6,
    // One set of modules for all files of a worker: loading them for each cost a quarter of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: { TMPDIR: folderInMemory() },
    deps: {
      optimizer: {
        ssr: { enabled: true, include: bundled.map((part) => `drizzle-orm${part}`), exclude: ["better-sqlite3", "pg"] },
      },
    },
    globalSetup: ["tests/support/global-postgres.ts"],
    projects: [
      { extends: true, test: { name: "short", include: ["tests/**/*.test.ts"], exclude: [long] } },
      { extends: true, test: { name: "postgres", include: onPostgres, env: { TEST_STORE: "postgres" } } },
      { extends: true, test: { name: "long", include: [long], testTimeout: 3_600_000 } },
    ],
  },
});
