import { defineConfig } from "vitest/config";
import { CountReporter } from "./tests/support/count-reporter.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    reporters: ["default", new CountReporter()],
    // They end what hangs; how busy the machine is must not decide what passes.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
