import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSources, type LiveSources } from "../../src/core/sources/live.ts";
import type { Source, SourceSettings } from "../../src/core/sources/source.ts";
import type { Store } from "../../src/core/store/store.ts";
import { createLog } from "../../src/log.ts";
import { fakeSource, status, type FakeSource } from "../support/fake-source.ts";
import { temporaryStore } from "../support/temporary-store.ts";

/** How a source's server answers for a paper; every body holds the paper 2511.00001. */
export interface SourceAnswers {
  /** To a sync on Friday 7 November 2025. */
  news?: string;
  /** To a question. */
  matches?: string;
  /** To the paper's id, and how it says that it does not know one. */
  paper?: { known: string; unknown: [status: number, body: string] };
  /** A document of it that people save. */
  saved?: string;
}

const friday = new Date("2025-11-07T15:00:00Z");
const arxivId = "2511.00001";

/** What every source must do, whatever it can do. */
export function sourceContract(
  source: Source,
  settings: (url: string) => SourceSettings,
  answers: SourceAnswers,
): void {
  describe(`${source.title} as a source`, () => {
    let store: Store;
    let remove: () => Promise<void>;
    let server: FakeSource;
    let time: Date;
    let live: LiveSources;
    beforeEach(async () => {
      ({ store, remove } = await temporaryStore());
      server = await fakeSource();
      time = friday;
      live = createSources({
        ...settings(server.url),
        sources: [source],
        store,
        log: createLog("silent", [], () => undefined),
        now: () => time,
        sleep: async (ms) => void (time = new Date(time.getTime() + ms)),
      });
    });
    afterEach(async () => {
      await Promise.all([live.stop(), server.close()]);
      await remove();
    });
    const known = () => store.papers.byArxivId(arxivId);

    it("has a name for the database and one for people", () => {
      expect(source.name).toMatch(/^[a-z][a-z-]*$/);
      expect(live.title(source.name)).toBe(source.title);
    });

    describe.skipIf(!source.sync)("read by the clock", () => {
      it("brings its papers into the library, once, and says who asks", async () => {
        server.respond(status(200, answers.news ?? ""));
        expect((await live.sync()).total).toMatchObject({ new: 1, rejected: 0 });
        expect(await known()).toMatchObject({ arxivId });
        expect((await live.sync()).total).toMatchObject({ new: 0, updated: 0 });
        expect(await store.sources.get(source.name)).toMatchObject({ failures: 0, lastError: null });
        expect(server.asked.every(({ headers }) => headers["user-agent"]?.startsWith("papers-bot"))).toBe(true);
      });

      it.each([
        ["an error", 500, "oops"],
        ["a web page", 200, "<html><body>Sorry</body></html>"],
        ["nothing", 200, ""],
      ])("fails over %s, names itself, keeps the library and tries again later", async (_, code, body) => {
        server.respond(status(code, body));
        const report = (await live.sync()).sources.find((each) => each.source === source.name);
        expect(report).toMatchObject({ status: "failed", reason: expect.stringContaining(source.title) as string });
        expect(report?.retryAt?.getTime()).toBeGreaterThan(time.getTime());
        expect((await store.sources.get(source.name)).failures).toBeGreaterThan(0);
        server.respond(status(200, answers.news ?? ""));
        time = new Date((report?.retryAt?.getTime() ?? 0) + 1);
        await live.tick();
        expect(await known()).not.toBeNull();
        expect(await store.sources.get(source.name)).toMatchObject({ failures: 0, lastError: null });
      });

      it("does not go to another host", async () => {
        server.respond(status(302, "", { Location: "http://127.0.0.1:1/" }));
        expect((await live.sync()).sources[0]).toMatchObject({ status: "failed" });
      });
    });

    it.skipIf(!source.ask)("answers a question with papers of the library, and says when it could not", async () => {
      server.respond(status(200, answers.matches ?? ""));
      const asked = await live.ask(["gan"], 2_000);
      expect(asked).toMatchObject({ asked: [source.name], failures: [] });
      expect(await store.papers.many(asked.found)).toMatchObject([{ arxivId }]);
      server.respond(status(503, ""));
      expect(await live.ask(["gan"], 20_000)).toMatchObject({ failures: [expect.stringContaining(source.title)] });
    });

    it.skipIf(!source.byId)("finds a paper by its id, and knows what it does not know", async () => {
      const [code, body] = answers.paper?.unknown ?? [404, ""];
      server.respond(status(code, body));
      expect(await live.fetchPaper("2511.99999")).toBeNull();
      server.respond(status(200, answers.paper?.known ?? ""));
      expect(await live.fetchPaper(arxivId)).toBe((await known())?.id);
      server.respond(status(503, ""));
      await expect(live.fetchPaper("2511.99998")).rejects.toMatchObject({ code: "source_unavailable" });
    });

    it.skipIf(!source.parse)("reads what people saved from it, and leaves alone what is not its own", () => {
      const read = (text: string) =>
        text.startsWith("<")
          ? source.parse?.xml?.(text)?.papers[0]
          : source.parse?.json?.(JSON.parse(text) as Record<string, unknown>, null, () => undefined);
      expect(read(answers.saved ?? "")).toMatchObject({ arxivId });
      expect(source.parse?.json?.({ title: "Ours", abstract: "Text" }, null, () => undefined) ?? null).toBeNull();
    });

    it("keeps its pace over everything that asks, and waits for nobody where it has none", async () => {
      server.respond(status(503, ""));
      const before = time.getTime();
      await live.fetchPaper(arxivId).catch(() => undefined);
      await live.sync();
      await live.sync();
      const requests = server.asked.length;
      expect(requests).toBeGreaterThan(source.sync || source.byId ? 0 : -1);
      const waited = Math.max(0, requests - 1) * (source.pace?.gapMs ?? 0);
      expect(time.getTime() - before).toBe(waited);
    });
  });
}
