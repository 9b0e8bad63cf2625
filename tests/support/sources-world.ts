import { createSources, type LiveSources, type SourcesOptions } from "../../src/core/sources/live.ts";
import { textMessage } from "../../src/core/messages/message.ts";
import type { Store } from "../../src/core/store/store.ts";
import { createLog } from "../../src/log.ts";
import { fakeSource, status, type FakeSource, type Respond } from "./fake-source.ts";
import { feed, item } from "./source-bodies.ts";
import { temporaryStore } from "./temporary-store.ts";

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
  pass(ms: number): void;
  /** The sources of a program that has just started on this database. */
  sources: (more?: Partial<SourcesOptions>) => LiveSources;
  /** Records a post in a channel that shows all papers of the library. */
  postAll(): Promise<void>;
  /** The kinds of news about posted papers that wait to be told on Friday 7 November 2025. */
  told(): Promise<string[]>;
  close(): Promise<void>;
}

/** A world that begins at an instant, with an empty library and empty feeds. */
export async function sourcesWorld(start: string): Promise<SourcesWorld> {
  const { store, remove } = await temporaryStore();
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
    pass: (ms) => void (time = new Date(time.getTime() + ms)),
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
    async postAll() {
      const where = { platform: "slack", workspace: "T1" } as const;
      const { id: workspace } = await store.workspaces.ensure(where);
      const papers = await store.papers.addedSince(new Date(0), 10_000);
      const post = { ...where, channel: "C1", thread: null, message: "1" };
      await store.posts.record(workspace, post, papers, textMessage("A roundup"), time);
    },
    told: async () =>
      (await store.updates.untold("2025-11-07")).flatMap(({ updates }) => updates.map(({ kind }) => kind)),
    async close() {
      await Promise.all([huggingFace.close(), arxiv.close()]);
      await remove();
    },
  };
}

/** The day that a request asks the Daily page of. */
export const dayAsked = (path: string): string => new URL(path, "http://x").searchParams.get("date") ?? "";

/** A Hugging Face with two papers on the page of Friday 7 November 2025 and nothing on any other. */
export const fridayOnly: Respond = (request, response) => {
  const items = [item("2511.00001", "2025-11-07"), item("2511.00002", "2025-11-07")];
  response.end(JSON.stringify(dayAsked(request.url ?? "") === "2025-11-07" ? items : []));
};
