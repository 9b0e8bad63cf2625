import type { App } from "./app.ts";
import type { Adapter, Health, Routes } from "./core/adapter.ts";
import { type LeaderDuties, startDuties } from "./duties.ts";
import { serveHttp } from "./http/serve.ts";
import { startLeading } from "./leader.ts";

/** A running bot. */
export interface Bot {
  /** Resolves when every platform that this process connects is connected; rejects with a `UserError` for wrong keys. */
  connected: Promise<void>;
  /** Rejects when this process takes over from another and its keys are wrong. */
  failed: Promise<never>;
  /** The HTTP port; null without HTTP. */
  port: number | null;
  /** Finishes running work, disconnects and closes the database. */
  stop(): Promise<void>;
}

/**
 * Starts a process of the bot. It serves HTTP if a port is set and connects the platforms that every process uses. One
 * process at a time is the leader and does the rest (`duties.ts`).
 */
export async function startBot(app: App): Promise<Bot> {
  const { config, log, store, sources, adapters, host, votes } = app;
  const all = [...adapters.values()];
  const shared = all.filter((adapter) => !adapter.exclusive);
  const routes = all.flatMap((adapter) => adapter.routes ?? []);
  const { port, host: address } = config;
  let isLeading = () => true;
  const health = () => healthOfProcess(app, isLeading());
  const http =
    port === null
      ? null
      : await serveHttp({ port, host: address }, health, [...routes, ...(await ownRoutes(app, () => isLeading()))]);
  if (http) log.info({ port: http.port }, "listening");

  void logRebuild(app);
  const starting = new Map<Adapter, Promise<void>>();
  for (const adapter of shared) {
    const start = adapter.start(host);
    // `connected` rejects with this error; here it only must not count as unhandled.
    start.catch(() => undefined);
    starting.set(adapter, start);
  }
  const wrongKeys = Promise.withResolvers<never>();
  wrongKeys.promise.catch(() => undefined);
  let duties: LeaderDuties | null = null;
  const leadership = await startLeading({
    leases: store.leases,
    log,
    begin(leading) {
      duties = startDuties(app, { isLeading: leading, connected: (adapter) => starting.get(adapter) });
      duties.connected.catch(wrongKeys.reject);
      return duties;
    },
  });
  isLeading = () => leadership.isLeading();
  const standingBy = isLeading() ? [] : all.filter((adapter) => adapter.exclusive).map(({ platform }) => platform);
  const first = duties as LeaderDuties | null;
  const connected = Promise.all([...starting.values(), first?.connected]).then(() =>
    log.info({ platforms: [...adapters.keys()].filter((name) => !standingBy.includes(name)), standingBy }, "ready"),
  );

  return {
    connected,
    failed: wrongKeys.promise,
    port: http?.port ?? null,
    async stop() {
      // Requests go to other processes from now on; those that are here are acknowledged, and answered below.
      await Promise.all([http?.close(), leadership.stop(), votes.stop(), sources.stop()]);
      await Promise.all(shared.map((adapter) => adapter.stop()));
      await store.close();
    },
  };
}

/** The program's own routes: metrics, and teams' pages where people can reach them. A bot without a port loads neither. */
async function ownRoutes(app: App, isLeading: () => boolean): Promise<Routes[]> {
  const { metricsToken: token, publicUrl, defaultTimezone } = app.config;
  const now = () => app.now();
  const { metricsListener } = await import("./http/metrics.ts");
  const metrics = { prefix: "/metrics", listener: metricsListener({ ...app, now, isLeading, token }) };
  if (publicUrl === null) return [metrics];
  const { pageRoutes } = await import("./web/serve.ts");
  return [metrics, pageRoutes({ ...app, now, defaultTimezone })];
}

/** The health of each part. A process that stands by is well without the platforms that another one is connected to. */
async function healthOfProcess(app: App, isLeading: boolean): Promise<Record<string, Health>> {
  const parts = await app.health();
  if (isLeading) return parts;
  const leader: Health = { connected: true, detail: "standing by: another process leads" };
  const exclusive = [...app.adapters.values()].filter((adapter) => adapter.exclusive);
  return { ...parts, ...Object.fromEntries(exclusive.map(({ platform }) => [platform, leader])), leader };
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
