import { existsSync, statfsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { CountReporter } from "./tests/support/count-reporter.ts";

const long = "tests/long/**/*.test.ts";

export default defineConfig({
  test: {
    reporters: ["default", new CountReporter()],
    // A limit ends what hangs; a busy machine is not to reach it.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: databasesInMemory(),
    projects: [
      { extends: true, test: { name: "short", include: ["tests/**/*.test.ts"], exclude: [long] } },
      { extends: true, test: { name: "long", include: [long] } },
    ],
  },
});

/** Puts temporary databases where a commit waits for no disk, if this machine has 2 GB of such room. */
function databasesInMemory(): Record<string, string> {
  const memory = "/dev/shm";
  if (!existsSync(memory)) return {};
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 2e9 ? { TMPDIR: memory } : {};
}
