import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Adapter } from "../core/adapter.ts";
import type { Platform } from "../core/platform.ts";
import type { Store } from "../core/store/store.ts";
import type { Log } from "../log.ts";
import { notFound } from "./not-found.ts";

/** What is measured, and who may read it. */
export interface Measured {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  log: Log;
  now(): Date;
  /** Whether this process leads: sends, reads the sources and connects what is connected once. */
  isLeading(): boolean;
  /** Opens `/metrics` to other machines; null: only this one reads it. */
  token: string | null;
}

/** Serves `/metrics` in Prometheus's text form; to everybody else the path is not there. */
export function metricsListener(measured: Measured): RequestListener {
  const registry = registryOf(measured);
  return (request, response) => {
    const path = (request.url ?? "").split("?")[0];
    if (path !== "/metrics" || !mayRead(request, measured.token)) return notFound(response);
    registry.metrics().then(
      (text) =>
        response.writeHead(200, { "content-type": registry.contentType, "cache-control": "no-store" }).end(text),
      (error: unknown) => {
        measured.log.error({ err: error }, "metrics could not be read");
        response.writeHead(503, { "content-type": "text/plain" }).end("The database could not be read.\n");
      },
    );
  };
}

const loopback = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** A proxy on this machine passes on requests from everywhere, and says so in a header. */
function mayRead({ socket, headers }: IncomingMessage, token: string | null): boolean {
  const given = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
  if (token !== null && given !== undefined && timingSafeEqual(digest(given), digest(token))) return true;
  const passedOn = "x-forwarded-for" in headers || "forwarded" in headers || "x-real-ip" in headers || "via" in headers;
  return loopback.has(socket.remoteAddress ?? "") && !passedOn;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

function registryOf({ store, adapters, ...measured }: Measured): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const secondsSince = (at: Date): number => (measured.now().getTime() - at.getTime()) / 1_000;
  new Gauge({
    name: "papers_deliveries",
    help: "Deliveries of the last 90 days by state.",
    labelNames: ["state"],
    registers,
    async collect() {
      this.reset();
      for (const { state, count } of await store.deliveries.counts()) this.set({ state }, count);
    },
  });
  new Gauge({
    name: "papers_deliveries_waiting",
    help: "Deliveries that may be worked on now.",
    registers,
    async collect() {
      this.set((await store.deliveries.waiting(measured.now())).length);
    },
  });
  new Gauge({
    name: "papers_delivery_lag_seconds",
    help: "How long ago the oldest open delivery was due.",
    registers,
    async collect() {
      const oldest = await store.deliveries.oldestOpen(measured.now());
      this.set(oldest === null ? 0 : secondsSince(oldest));
    },
  });
  new Gauge({
    name: "papers_source_age_seconds",
    help: "Time since a source was last read with success.",
    labelNames: ["source"],
    registers,
    async collect() {
      this.reset();
      for (const { source, lastSuccessAt } of await store.sources.all())
        if (lastSuccessAt) this.set({ source }, secondsSince(lastSuccessAt));
    },
  });
  new Gauge({
    name: "papers_source_failures",
    help: "Failures of a source in a row.",
    labelNames: ["source"],
    registers,
    async collect() {
      this.reset();
      for (const { source, failures } of await store.sources.all()) this.set({ source }, failures);
    },
  });
  new Gauge({
    name: "papers_platform_connected",
    help: "1 while a platform that this process connects is connected.",
    labelNames: ["platform"],
    registers,
    collect() {
      this.reset();
      for (const [platform, adapter] of adapters)
        if (!adapter.exclusive || measured.isLeading()) this.set({ platform }, adapter.health().connected ? 1 : 0);
    },
  });
  new Gauge({
    name: "papers_leading",
    help: "1 in the one process that sends and reads the sources, 0 in those that stand by.",
    registers,
    collect() {
      this.set(measured.isLeading() ? 1 : 0);
    },
  });
  new Gauge({
    name: "papers_library_papers",
    help: "Papers in the library.",
    registers,
    async collect() {
      this.set(await store.papers.count());
    },
  });
  return registry;
}
