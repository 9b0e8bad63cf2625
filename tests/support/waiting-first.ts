import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Starts files that mostly wait before all others, then as vitest does: by the time of their last run or, in a clone without
 * one, by their size. These are small, and one that began last would hold up the end by minutes.
 */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waits = ({ moduleId }: TestSpecification) => waiting.some((name) => moduleId.endsWith(name));
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))];
  }
}

const waiting = ["/journeys/crash.test.ts", "/long/crash.test.ts", "/long/soak.test.ts"];
