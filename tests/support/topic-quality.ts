import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { importFile } from "../../src/core/sources/import/import.ts";
import type { Store } from "../../src/core/store/store.ts";
import { labTopics } from "./lab-topics.ts";

const captured = join(import.meta.dirname, "../../../shared/data/huggingface");
const folders = ["daily_papers_older", "daily_papers"];

/** Whether the captured days are there. */
export const hasCapturedDays = existsSync(captured);

/** Imports every captured Daily Papers day, the damaged ones left out. */
export async function importCapturedDays(store: Store): Promise<void> {
  for (const folder of folders)
    for (const file of readdirSync(join(captured, folder)).sort()) {
      const read = importFile(join(captured, folder, file), {
        store,
        now: () => new Date("2026-08-22T12:00:00Z"),
        asOf: null,
      });
      await read.catch(() => undefined);
    }
}

/** How a topic's papers were judged: shares from 0 to 1, null where there is nothing to judge. */
export interface TopicQuality {
  topic: string;
  /** Papers selected. */
  found: number;
  /** Papers whose title names the idea. */
  named: number;
  /** The share of the first ten that is about the idea. */
  precision: number | null;
  /** The share of `named` that was selected. */
  recall: number | null;
  /** The smallest share of papers (of all that either finds) that two spellings have in common. */
  shared: number | null;
  misses: string[];
  wrong: string[];
}

/** Judges the topics of a lab, by rule, on the papers of a store. */
export async function judgeTopics(store: Store): Promise<TopicQuality[]> {
  const everything = await store.papers.many(
    Array.from({ length: (await store.papers.count()) * 2 }, (_, i) => `p${i + 1}`),
  );
  const byId = new Map(everything.map((paper) => [paper.id, paper]));
  const select = async (topic: string) =>
    (await store.search.topic(topic, { limit: 1_000, since: null })).hits.map(({ id }) => id);
  return Promise.all(
    labTopics.map(async ({ topic, same = [], title, about = title }): Promise<TopicQuality> => {
      const found = await select(topic);
      const named = everything.filter((paper) => title.test(paper.title)).map(({ id }) => id);
      const isAbout = (id: string) => {
        const paper = byId.get(id);
        return paper !== undefined && (about.test(paper.title) || about.test(paper.abstract));
      };
      const first = found.slice(0, 10);
      const others = await Promise.all(same.map(select));
      const shares = others.map((other) => overlap(found, other));
      const titleOf = (id: string) => byId.get(id)?.title ?? id;
      return {
        topic,
        found: found.length,
        named: named.length,
        precision: first.length === 0 ? null : first.filter(isAbout).length / first.length,
        recall: named.length === 0 ? null : named.filter((id) => found.includes(id)).length / named.length,
        shared: shares.length === 0 ? null : Math.min(...shares),
        misses: named.filter((id) => !found.includes(id)).map(titleOf),
        wrong: first.filter((id) => !isAbout(id)).map(titleOf),
      };
    }),
  );
}

function overlap(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b]);
  return all.size === 0 ? 1 : a.filter((id) => b.includes(id)).length / all.size;
}

/** The mean of what there is. */
export function mean(values: readonly (number | null)[]): number {
  const there = values.filter((value) => value !== null);
  return there.reduce((sum, value) => sum + value, 0) / there.length;
}
