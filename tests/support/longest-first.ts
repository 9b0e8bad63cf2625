import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, most first. They are small. */
const longest = ["long/crash", "long/soak", "journeys/crash", "long/hostile-text", "long/schedule"];

/**
 * Starts these files before all others, then as vitest does: by the time of their last run or, in a clone without one, by
 * their size. One of them that began last would hold up the end.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
