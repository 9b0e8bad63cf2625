import { describe, expect, it } from "vitest";
import type { App } from "../../src/app.ts";
import { emptyReport } from "../../src/core/sources/ingest.ts";
import { readArguments } from "../../src/shell/arguments.ts";
import { syncPapers } from "../../src/shell/sync.ts";

/** What a sync typed on a shell asks of the sources, on 25 November 2026. */
async function askedBy(...typed: string[]): Promise<Record<string, unknown>> {
  let asked: Record<string, unknown> = {};
  const sync = async ({ progress: _, ...options }: Record<string, unknown>) => {
    asked = options;
    return { sources: [], total: emptyReport() };
  };
  const app = { sources: { sync, title: () => "" }, now: () => new Date("2026-11-25T10:00:00Z") };
  await syncPapers(app as unknown as App, readArguments(["sync", ...typed]));
  return asked;
}

describe("a sync's day", () => {
  it.each([
    [["--date", "yesterday"], { date: "2026-11-24" }],
    [["--since", "7d"], { since: "2026-11-18" }],
    [["--since", "last week"], { since: "2026-11-18" }],
    [["--date", "7.11.2025"], { date: "2025-11-07" }],
    [[], {}],
  ])("%j", async (typed, asked) => expect(await askedBy(...typed)).toEqual(asked));

  it.each([
    ["2027-01-01", "which is still to come"],
    ["2026-02-30", "which no calendar has"],
    ["6/1/26", "which may be 2026-01-06 or 2026-06-01"],
  ])("%s is refused", async (day, why) => await expect(askedBy("--date", day)).rejects.toThrow(why));
});
