import type { Reporter, TestModule } from "vitest/node";
import { chromiumIsHere, chromiumPath } from "./chromium.ts";
import { sharedIsHere } from "./shared.ts";

/** Says once what is missing for all tests, and ends a run with one plain line: `N passed, N failed, N skipped`. */
export class CountReporter implements Reporter {
  onTestRunStart(): void {
    if (!sharedIsHere)
      console.log("../shared, the folder of captured data, is missing: tests that need it are skipped");
    if (!chromiumIsHere)
      console.log(
        `${chromiumPath} is missing (apt-get install chromium): tests that look at pages in a browser are skipped`,
      );
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string) => states.filter((each) => each === state).length;
    const broken = modules.filter((module) => module.state() === "failed" && module.children.size === 0).length;
    const failed = count("failed") + broken + errors.length;
    const skipped = count("skipped") > 0 ? `, ${count("skipped")} skipped` : "";
    process.on("exit", () => console.log(`${count("passed")} passed, ${failed} failed${skipped}`));
  }
}
