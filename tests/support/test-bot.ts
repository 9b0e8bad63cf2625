import { buildApp, type App, type Overrides } from "../../src/app.ts";
import { startBot, type Bot } from "../../src/bot.ts";
import { readConfig } from "../../src/config/config.ts";
import type { PaperFacts } from "../../src/core/papers/paper.ts";
import { createLog } from "../../src/log.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";

/** A whole bot in this process, on a database of its own. */
export interface TestBot {
  app: App;
  bot: Bot;
  url: string;
  /** What it logged, a line each. */
  logged: string[];
  /** Stops it; its database stays for another start. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** Sources nobody answers at: tests bring their own papers. */
const nowhere = {
  HUGGINGFACE_URL: "http://127.0.0.1:9",
  ARXIV_URL: "http://127.0.0.1:9",
  ARXIV_RSS_URL: "http://127.0.0.1:9",
  ARXIV_CATEGORIES: "",
};

/** Databases of bots that may start again, by folder. */
const databases = new Map<string, TestDatabase>();

/** Puts a bot together from an environment, seeds it and starts it; `folder` is that of an earlier one for a restart. Its patience outlasts a busy machine. */
export async function startTestBot(
  env: Record<string, string>,
  {
    papers = [],
    folder,
    patienceMs = 60_000,
    ...overrides
  }: Overrides & { papers?: PaperFacts[]; folder?: string } = {},
): Promise<TestBot & { folder: string }> {
  const database = databases.get(folder ?? "") ?? (await testDatabase());
  databases.set(database.folder, database);
  const config = readConfig({
    ...nowhere,
    DATABASE_URL: database.url,
    SEARCH_DIR: database.folder,
    SETTLE_SECONDS: "0",
    ...env,
  });
  const logged: string[] = [];
  const log = createLog("debug", config.secrets, (line) => logged.push(line));
  const app = await buildApp(config, log, { ...overrides, patienceMs });
  if (papers.length > 0) await app.store.papers.save(papers, app.now());
  const bot = await startBot(app);
  const stop = () => bot.stop();
  return {
    app,
    bot,
    folder: database.folder,
    logged,
    url: `http://127.0.0.1:${bot.port ?? 0}`,
    stop,
    async remove() {
      await stop();
      databases.delete(database.folder);
      await database.remove();
    },
  };
}
