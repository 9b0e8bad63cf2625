import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSources, type LiveSources, type SourcesOptions } from "../../src/core/sources/live.ts";
import { openStore } from "../../src/core/store/sqlite/open.ts";
import type { Store } from "../../src/core/store/store.ts";
import { createLog } from "../../src/log.ts";
import { fakeSource, status, type FakeSource } from "./fake-source.ts";
import { feed } from "./source-bodies.ts";

/** Sources over a fake Hugging Face and a fake arXiv, at a time that moves by what is waited for and by the test. */
export interface SourcesWorld {
  store: Store;
  huggingFace: FakeSource;
  arxiv: FakeSource;
  /** Waits in milliseconds, in order. */
  slept: number[];
  log(): string;
  now(): Date;
  set(instant: string): void;
  /** The sources of a program that has just started on this database. */
  sources(more?: Partial<SourcesOptions>): LiveSources;
  close(): Promise<void>;
}

/** A world that begins at an instant, with an empty library and empty feeds. */
export async function sourcesWorld(start: string): Promise<SourcesWorld> {
  const folder = mkdtempSync(join(tmpdir(), "sources-"));
  const store = await openStore(`file:${join(folder, "papers.db")}`);
  const [huggingFace, arxiv] = await Promise.all([fakeSource(), fakeSource()]);
  huggingFace.respond(status(200, "[]"));
  arxiv.respond(status(200, feed([])));
  let time = new Date(start);
  let log = "";
  const slept: number[] = [];
  return {
    store,
    huggingFace,
    arxiv,
    slept,
    log: () => log,
    now: () => time,
    set: (instant) => void (time = new Date(instant)),
    sources: (more = {}) =>
      createSources({
        huggingFaceUrl: huggingFace.url,
        hfToken: null,
        arxivUrl: arxiv.url,
        arxivRssUrl: arxiv.url,
        arxivCategories: ["cs.AI", "cs.LG"],
        store,
        log: createLog("info", [], (line) => void (log += line)),
        now: () => time,
        sleep: async (ms) => {
          slept.push(ms);
          time = new Date(time.getTime() + ms);
        },
        ...more,
      }),
    async close() {
      await Promise.all([huggingFace.close(), arxiv.close(), store.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}
