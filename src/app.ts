import { commands as allCommands } from "../commands/index.ts";
import { type BotClock, type Clocks, createClock } from "./clock.ts";
import { databaseClock } from "./database-clock.ts";
import type { Config } from "./config/config.ts";
import type { Adapter, CommandCall, Health, Host } from "./core/adapter.ts";
import type { Platform } from "./core/platform.ts";
import type { AnyCommand } from "./core/command/define.ts";
import type { PageAddresses } from "./core/command/define.ts";
import type { Reply } from "./core/command/reply.ts";
import { createAllowance } from "./core/command/allowance.ts";
import { runCommand } from "./core/command/run.ts";
import { wordsToAsk } from "./core/search/query.ts";
import { createSources, type LiveSources } from "./core/sources/live.ts";
import type { Store } from "./core/store/store.ts";
import { createVoting, type Voting } from "./core/votes/votes.ts";
import { createHost } from "./host.ts";
import type { Log } from "./log.ts";
import { openDatabase } from "./open-database.ts";
import { askServerTimes } from "./server-times.ts";
import { pageAddresses } from "./web/secret.ts";

/** The assembled program, not started yet. */
export interface App {
  config: Config;
  log: Log;
  store: Store;
  sources: LiveSources;
  adapters: ReadonlyMap<Platform, Adapter>;
  host: Host;
  votes: Voting;
  now(): Date;
  clock: BotClock;
  /** Runs one command, for a platform or for the shell. */
  run(call: CommandCall): Promise<Reply>;
  /** The health of each part by its name: the database and each platform. */
  health(): Promise<Record<string, Health>>;
}

/** Replacements for tests and the shell. */
export interface Overrides {
  now?: () => Date;
  clocks?: Clocks;
  /** The chat platforms; e-mail comes from the configuration. */
  adapters?: Adapter[];
  /** The subcommands that can be called. */
  commands?: readonly AnyCommand[];
  /** How long a press or a command in a chat waits for its answer until its caller is told that it takes longer. */
  patienceMs?: number;
}

/** Slack and Discord give three seconds. */
const usualPatienceInChats = 2_000;

/** Assembles the program: the one place where all parts meet. */
export async function buildApp(config: Config, log: Log, overrides: Overrides = {}): Promise<App> {
  const ask = () => askServerTimes(config);
  const clock = createClock(overrides.clocks ?? { wall: Date.now, steady: () => performance.now(), ask });
  const { commands = allCommands, patienceMs = usualPatienceInChats } = overrides;
  const store = await openDatabase(config);
  const now = overrides.now ?? (store.clock ? await databaseClock(store.clock) : () => clock.now());
  const startedAt = now();
  const live = createSources({ ...config.sources, store, log, now });
  const sources: LiveSources = { ...live, ask: (queries, ms) => live.ask(queries.map(wordsToAsk), ms) };
  const chats = overrides.adapters ?? (await loadChats(config, { commands, log, now, patienceMs }));
  const loaded = [...chats, ...(await loadMail(config, log, now))];
  const adapters = new Map(loaded.map((adapter) => [adapter.platform, adapter]));
  const { defaultTimezone } = config;
  const takeAllowance = createAllowance(now);
  const pages = addressesOf(config);
  const run = (call: CommandCall) =>
    runCommand(call, {
      store,
      sources,
      adapters,
      commands,
      log,
      now,
      startedAt,
      defaultTimezone,
      takeAllowance,
      pages,
    });
  const votes = createVoting({ store, adapters, log, now });
  const host = createHost({ store, votes, adapters, run, log, now });
  const health = () => readHealth(store, adapters);
  return { config, log, store, sources, adapters, host, votes, now, run, health, clock };
}

/** Addresses of pages, where there is a port to serve them, an address to reach it by and a platform to ask for them. */
function addressesOf({ port, publicUrl, pageKeys }: Config): PageAddresses | null {
  const [first, ...others] = pageKeys;
  return port === null || publicUrl === null || !first ? null : pageAddresses(publicUrl, [first, ...others]);
}

/** Loads the SDK of each configured chat platform and no other. */
async function loadChats(
  config: Config,
  deps: { commands: readonly AnyCommand[]; log: Log; now: () => Date; patienceMs: number },
): Promise<Adapter[]> {
  const { slack, discord, settleSeconds } = config;
  const adapters: Adapter[] = [];
  if (slack) {
    const { createSlack } = await import("./adapters/slack/slack.ts");
    adapters.push(createSlack(slack, { ...deps, settleSeconds }));
  }
  if (discord) {
    const { createDiscord } = await import("./adapters/discord/discord.ts");
    adapters.push(createDiscord(discord, deps));
  }
  return adapters;
}

/** Loads e-mail where a mail server is set up. */
async function loadMail({ mail, publicUrl, port }: Config, log: Log, now: () => Date): Promise<Adapter[]> {
  if (!mail) return [];
  const { createEmail } = await import("./adapters/email/email.ts");
  return [createEmail(mail, { log, now, publicUrl: port === null ? null : publicUrl })];
}

async function readHealth(store: Store, adapters: App["adapters"]): Promise<Record<string, Health>> {
  const database = await store.papers.count().then(
    () => {
      const trouble = store.trouble();
      return { connected: trouble === null, detail: trouble ?? "can be read and written" };
    },
    () => ({ connected: false, detail: "cannot be read" }),
  );
  return { database, ...Object.fromEntries([...adapters].map(([name, adapter]) => [name, adapter.health()])) };
}
