import type { Reporter, TestModule } from "vitest/node";
import { chromiumIsHere, chromiumPath } from "./chromium.ts";
import { sharedIsHere } from "./shared.ts";

/**
 * Says once what is missing for all tests, and ends a run with a line for each failure, `failed: FILE > TEST: ERROR`, and
 * one plain line, `N passed, N failed, N skipped`.
 */
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
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const failures = [
      ...tests
        .filter((test) => test.result().state === "failed")
        .map((test) => `${test.module.relativeModuleId} > ${test.fullName}: ${firstLine(test.result().errors?.[0])}`),
      ...modules
        .filter((module) => module.state() === "failed" && module.children.size === 0)
        .map((module) => `${module.relativeModuleId}: ${firstLine(module.errors()[0])}`),
      ...errors.map((error) => `outside a test: ${firstLine(error)}`),
    ];
    const skipped = count("skipped") > 0 ? `, ${count("skipped")} skipped` : "";
    process.on("exit", () => {
      for (const failure of failures) console.log(`failed: ${failure}`);
      console.log(`${count("passed")} passed, ${failures.length} failed${skipped}`);
    });
  }
}

/** The first line of an error's message. */
function firstLine(error: unknown): string {
  const { message } = (error ?? {}) as { message?: string };
  return (message ?? String(error)).split("\n")[0]!;
}
