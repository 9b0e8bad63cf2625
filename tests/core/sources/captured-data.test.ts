import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importFile } from "../../../src/core/sources/import/import.ts";
import type { Store } from "../../../src/core/store/store.ts";
import { shared, sharedIsHere } from "../../support/shared.ts";
import { temporaryStore } from "../../support/temporary-store.ts";

const days = ["daily_papers", "daily_papers_older"].flatMap((folder) => filesIn(`data/huggingface/${folder}`));
const damaged = ["2024-12-11.json", "2025-01-02.json", "2025-01-10.json"];
const page = shared("seed/daily-papers-2025-11-07.txt");

function filesIn(folder: string): string[] {
  return sharedIsHere ? readdirSync(shared(folder)).map((name) => shared(`${folder}/${name}`)) : [];
}

describe.skipIf(!sharedIsHere)("captured data", () => {
  let store: Store;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    ({ store, remove } = await temporaryStore());
  });
  afterEach(() => remove());
  const load = (file: string, asOf: string | null = null) =>
    importFile(file, { store, now: () => new Date("2026-11-23T00:00:00Z"), asOf });

  it("has 68 sound days, each listed on its own day, and three damaged ones that are refused", async () => {
    const isDamaged = (file: string) => damaged.some((name) => file.endsWith(name));
    const sound = days.filter((file) => !isDamaged(file));
    expect(sound).toHaveLength(68);
    for (const file of sound) {
      const report = await load(file);
      expect(report.rejected, file).toBe(0);
      const day = file.slice(-15, -5);
      expect((await store.listings.onDay(day)).length, file).toBe(report.read);
    }
    for (const file of days.filter(isDamaged))
      await expect(load(file)).rejects.toMatchObject({ message: expect.stringMatching(/was refused/) as unknown });
    const twice = await Promise.all(["2608.12313", "2608.13558"].map((id) => store.papers.byArxivId(id)));
    expect(twice.map((paper) => paper?.listedOn)).toEqual([
      ["2026-08-13", "2026-08-19"],
      ["2026-08-14", "2026-08-20"],
    ]);
  });

  it("has Atom documents and feeds that all parse, but for arXiv's error", async () => {
    for (const file of [...filesIn("data/arxiv/atom"), ...filesIn("data/arxiv/rss")]) {
      if (file.includes("id_abc"))
        await expect(load(file)).rejects.toMatchObject({
          message: expect.stringMatching(/incorrect id format for abc/) as unknown,
        });
      else expect((await load(file)).rejected, file).toBe(0);
    }
    expect((await store.papers.byArxivId("2104.12255"))?.title).toBe("0");
    expect((await store.papers.byArxivId("quant-ph/0201082"))?.version).toBe(1);
    expect(await store.papers.byArxivId("2508.13426")).toMatchObject({ categories: ["cs.CL", "cs.AI"] });
  });

  it("has a copied page of 43 papers", async () => {
    expect(await load(page, "2025-11-07")).toEqual({ read: 43, new: 43, updated: 0, unchanged: 0, rejected: 0 });
    expect(await load(page, "2025-11-07")).toMatchObject({ new: 0, unchanged: 43 });
    const [news = ""] = await store.listings.onDay("2025-11-07");
    expect((await store.papers.get(news))?.title).toMatch(/^Phased DMD/);
    const papers = await store.papers.many(Array.from({ length: 43 }, (_, at) => `p${at + 1}`));
    const dates = papers.map(({ publishedAt }) => publishedAt ?? "").sort();
    expect([dates[0], dates.at(-1)]).toEqual(["2018-02-15", "2025-10-31"]);
    expect(dates.filter((date) => date.startsWith("2025"))).not.toHaveLength(0);
    expect(
      papers.filter(({ comments }) => comments > 0).map(({ title, comments }) => [title.split(/[ :]/)[0], comments]),
    ).toEqual([
      ["Improved", 1],
      ["BOOT", 1],
      ["Noise", 1],
      ["Phased", 1],
      ["SANA-Sprint", 4],
      ["Distribution", 2],
    ]);
    expect(papers.filter(({ organization }) => organization).map(({ organization }) => organization)).toEqual([
      "SenseNova",
    ]);
    // Each entry ends in "• N authors", or in its organization, then "·" and a date.
    const ends = readFileSync(page, "utf8").split(/\n·\n/).slice(0, -1);
    const counts = ends.map((end) => Number(/• (\d+) authors?$/.exec(end.trim())?.[1] ?? 0));
    expect(counts).toHaveLength(43);
    expect(papers.map(({ authorCount }) => authorCount)).toEqual(counts);
    expect(counts.filter((count) => count === 0)).toHaveLength(1);
  });
});
