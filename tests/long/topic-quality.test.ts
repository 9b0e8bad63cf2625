import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasCapturedDays, importCapturedDays, judgeTopics, mean, type TopicQuality } from "../support/topic-quality.ts";
import { temporaryStore } from "../support/temporary-store.ts";

describe.skipIf(!hasCapturedDays)("the topics of a lab on captured days (skipped without ../shared/data)", () => {
  let judged: TopicQuality[] = [];
  let remove = async (): Promise<void> => {};
  beforeAll(async () => {
    const temporary = await temporaryStore();
    remove = temporary.remove;
    await importCapturedDays(temporary.store);
    judged = await judgeTopics(temporary.store);
  }, 180_000);
  afterAll(() => remove());

  it("have papers about them on the first page", () => {
    expect(judged.length).toBeGreaterThanOrEqual(40);
    expect(mean(judged.map(({ precision }) => precision))).toBeGreaterThanOrEqual(0.95);
    expect(judged.filter(({ precision }) => precision !== null && precision < 0.7).map(({ topic }) => topic)).toEqual(
      [],
    );
  });

  it("have the papers whose titles name them", () => {
    expect(mean(judged.map(({ recall }) => recall))).toBeGreaterThanOrEqual(0.9);
  });

  it("have the same papers in another spelling or word form", () => {
    expect(mean(judged.map(({ shared }) => shared))).toBeGreaterThanOrEqual(0.95);
    expect(judged.filter(({ shared }) => shared !== null && shared < 0.79).map(({ topic }) => topic)).toEqual([]);
  });
});
