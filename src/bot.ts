import type { App } from "./app.ts";
import { startClock } from "./clock.ts";
import type { Routes } from "./core/adapter.ts";
import type { Platform } from "./core/platform.ts";
import { createDelivery } from "./core/delivery/delivery.ts";
import { createRefresh } from "./core/delivery/refresh.ts";
import { undoTimesAhead } from "./core/delivery/set-back.ts";
import { describeForPages } from "./core/team/describe.ts";
import { serveHttp } from "./http/serve.ts";
import { dayMs, hourMs } from "./durations.ts";

/** A running bot. `connected` resolves when every platform is connected and rejects with a `UserError` for wrong keys. */
export interface Bot {
  connected: Promise<void>;
  /** The HTTP port; null without HTTP. */
  port: number | null;
  /** Finishes running work, disconnects and closes the database. */
  stop(): Promise<void>;
}

/** Starts the clock, connects every platform and serves HTTP if a port is set. */
export async function startBot(app: App): Promise<Bot> {
  const { config, log, store, sources, adapters, host, votes } = app;
  const now = () => app.now();
  const { settleSeconds } = config;
  const routes = [...adapters.values()].flatMap((adapter) => adapter.routes ?? []);
  const { port, host: address } = config;
  const http =
    port === null
      ? null
      : await serveHttp({ port, host: address }, () => app.health(), [...routes, ...(await ownRoutes(app))]);
  if (http) log.info({ port: http.port }, "listening");

  void logRebuild(app);
  const undo = () => undoTimesAhead(store, now());
  app.clock.onMoved((byMs) => {
    log.warn({ bySeconds: Math.round(byMs / 1_000) }, "the bot's time follows the machine's clock again");
    if (byMs < 0)
      undo().catch((error: unknown) => log.error({ err: error }, "planning again after a set clock failed"));
  });
  await undo();
  const delivery = createDelivery({ ...app, settleSeconds, now });
  const refresh = createRefresh({ store, adapters, log, now });
  const stopClock = startClock(
    [
      { name: "roundups", pattern: "*/30 * * * * *", wake: () => delivery.tick() },
      { name: "counts", pattern: "*/5 * * * * *", wake: () => refresh.tick() },
      { name: "pages", pattern: "*/30 * * * * *", wake: () => describeForPages(app) },
      { name: "papers", pattern: "*/30 * * * * *", wake: () => sources.tick() },
      // A lost connection loses reactions also without a restart.
      { name: "reactions", pattern: "37 3 * * *", wake: () => votes.reconcile() },
      { name: "retention", pattern: "41 2 * * *", wake: () => forgetOld(app) },
      { name: "housekeeping", pattern: "7 * * * *", wake: () => keepHouse(app) },
    ],
    log,
    app.clock,
  );
  const reconcile = (platform: Platform) =>
    votes.reconcile(platform).catch((error: unknown) => log.error({ err: error }, "reading back reactions failed"));
  // Sends what is due as soon as its platform is connected, not at the next tick.
  const deliver = () =>
    delivery.tick().catch((error: unknown) => log.error({ err: error }, "delivering roundups failed"));
  const starting = [...adapters.values()].map(async (adapter) => {
    await adapter.start(host);
    void reconcile(adapter.platform);
    void deliver();
  });
  const connected = Promise.all(starting).then(() => log.info({ platforms: [...adapters.keys()] }, "ready"));

  return {
    connected,
    port: http?.port ?? null,
    async stop() {
      await Promise.all([stopClock(), delivery.stop(), refresh.stop(), votes.stop(), sources.stop()]);
      await Promise.all([...adapters.values()].map((adapter) => adapter.stop()));
      await http?.close();
      await store.close();
    },
  };
}

/** The program's own routes: metrics, and teams' pages where people can reach them. A bot without a port loads neither. */
async function ownRoutes(app: App): Promise<Routes[]> {
  const { metricsToken: token, publicUrl, defaultTimezone } = app.config;
  const now = () => app.now();
  const { metricsListener } = await import("./http/metrics.ts");
  const metrics = { prefix: "/metrics", listener: metricsListener({ ...app, now, token }) };
  if (publicUrl === null) return [metrics];
  const { pageRoutes } = await import("./web/serve.ts");
  return [metrics, pageRoutes({ ...app, now, defaultTimezone })];
}

/** Erases workspaces that removed the bot over an hour ago, and event ids and erasures older than a week. */
async function keepHouse(app: App): Promise<void> {
  const { store, log } = app;
  const now = app.now().getTime();
  const erased = await store.workspaces.eraseLeft(new Date(now - hourMs));
  if (erased > 0) log.info({ erased }, "erased workspaces that removed the bot");
  await store.events.forget(new Date(now - 7 * dayMs));
  await store.members.forgetErasures(new Date(now - 7 * dayMs));
}

/** Forgets what is no longer needed. */
async function forgetOld(app: App): Promise<void> {
  const { store, log } = app;
  const rows = await store.retention.prune(app.now());
  if (rows > 0) log.info({ rows }, "forgot what is older than its period");
}

const rebuildLogMs = 5_000;

/** Logs how far a rebuild of the search index is, every five seconds until it ends. */
async function logRebuild({ store, log }: App): Promise<void> {
  const rebuilding = store.search.rebuilding();
  if (!rebuilding) return;
  const say = () => log.info(rebuilding.progress(), "the search index is being rebuilt from the papers");
  say();
  const timer = setInterval(say, rebuildLogMs);
  await rebuilding.finished
    .then(() => log.info("the search index is complete"))
    .catch((error: unknown) => log.error({ err: error }, "rebuilding the search index failed"))
    .finally(() => clearInterval(timer));
}
