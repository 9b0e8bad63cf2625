import { join } from "node:path";
import { pino } from "pino";
import { usualTerms } from "../../commands/parts/subscriptions.ts";
import type { Platform } from "../../src/core/platform.ts";
import { createDelivery, type RoundupDelivery } from "../../src/core/delivery/delivery.ts";
import { nextSlot } from "../../src/core/delivery/schedule.ts";
import { plainText } from "../../src/core/messages/plain-text.ts";
import { paperFacts, type PaperFacts } from "../../src/core/papers/paper.ts";
import type { Asked } from "../../src/core/sources/source.ts";
import { baselineOf } from "../../src/core/roundups/compose.ts";
import type { Store, Subscription, SubscriptionTerms, Workspace } from "../../src/core/store/store.ts";
import { type FakeAdapter, fakeAdapter } from "./fake-adapter.ts";
import { noSources } from "./no-sources.ts";
import { testDatabase } from "./test-database.ts";

/** Delivery with everything around it in memory or in a temporary folder, at a time the test moves. */
export interface DeliveryWorld {
  store: Store;
  /** The file of a SQLite database. */
  file: string;
  adapter: FakeAdapter;
  delivery: RoundupDelivery;
  workspace: Workspace;
  /** Topics the sources were asked for. */
  asked: string[];
  /** What the sources answer. */
  answers: Asked;
  now(): Date;
  /** Sets the clock and wakes the delivery. */
  tickAt(instant: string): Promise<void>;
  set(instant: string): void;
  papers(...facts: Partial<PaperFacts>[]): Promise<string[]>;
  /** Puts papers on the Daily page of a day; the first has the most upvotes. */
  page(day: string, ...arxivIds: string[]): Promise<string[]>;
  /** What was posted, as plain text. */
  texts(): string[];
  subscribe(
    terms?: Partial<SubscriptionTerms & Pick<Subscription, "channel" | "madeBy" | "to">>,
  ): Promise<Subscription>;
  sourceWorks(works: boolean): Promise<void>;
  /** Another instance of the program on the same database. */
  another(): Promise<{ delivery: RoundupDelivery; close(): Promise<void> }>;
  close(): Promise<void>;
}

/** A world that begins at an instant, on a platform. */
export async function deliveryWorld(start: string, platform: Platform = "slack"): Promise<DeliveryWorld> {
  const database = await testDatabase();
  let at = new Date(start);
  let working = true;
  const now = () => at;
  const store = await database.open();
  const adapter = fakeAdapter(platform, now);
  const log = pino({ level: "silent" });
  const asked: string[] = [];
  const answers: Asked = { found: [], asked: ["hugging-face", "arxiv"], failed: [], failures: [] };
  const sources = noSources({ ask: async (queries) => (asked.push(...queries), answers) });
  const wait = async (ms: number) => {
    at = new Date(at.getTime() + ms);
  };
  const deliver = (over: Store) =>
    createDelivery({
      store: over,
      adapters: new Map([[platform, adapter]]),
      sources,
      log,
      now,
      settleSeconds: 30,
      wait,
      random: () => 0,
      wakeIn: () => undefined,
    });
  const workspace = await store.workspaces.ensure({ platform, workspace: "W1" }, "Lab", "installer");
  const world: DeliveryWorld = {
    store,
    file: join(database.folder, "papers.db"),
    adapter,
    workspace,
    asked,
    answers,
    now,
    delivery: deliver(store),
    async tickAt(instant) {
      at = new Date(instant);
      if (working) await world.sourceWorks(true);
      await world.delivery.tick();
    },
    set(instant) {
      at = new Date(instant);
    },
    async papers(...facts) {
      const saved = await store.papers.save(
        facts.map((fact, i) =>
          paperFacts({
            origin: "hugging-face",
            title: `Paper ${fact.arxivId ?? i}`,
            publishedAt: at.toISOString().slice(0, 10),
            ...fact,
          }),
        ),
        at,
      );
      return saved.map(({ id }) => id);
    },
    page: (day, ...arxivIds) =>
      world.papers(...arxivIds.map((arxivId, i) => ({ arxivId, listedOn: [day], upvotes: 10 - i }))),
    texts: () => adapter.posts.map(({ message }) => plainText(message)),
    async subscribe(terms = {}) {
      const full = {
        ...usualTerms,
        tz: "UTC",
        channel: "C1",
        to: "here" as const,
        madeBy: "anna",
        ...terms,
      };
      const baselineDay = await baselineOf(store, at);
      const next = nextSlot(full, at);
      return store.subscriptions.add(workspace.id, { ...full, createdAt: at, baselineDay, next });
    },
    async sourceWorks(works) {
      working = works;
      const state = await store.sources.get("hugging-face");
      await store.sources.put({
        ...state,
        lastAttemptAt: at,
        lastSuccessAt: works ? at : state.lastSuccessAt,
        failures: works ? 0 : state.failures + 1,
        lastError: works ? null : "Hugging Face hasn't answered (HTTP 503)",
      });
    },
    async another() {
      const other = await database.open();
      return { delivery: deliver(other), close: () => other.close() };
    },
    async close() {
      await world.delivery.stop();
      await store.close();
      await database.remove();
    },
  };
  await world.sourceWorks(true);
  return world;
}
