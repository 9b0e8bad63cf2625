import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pino } from "pino";
import { metricsListener } from "../../src/http/metrics.ts";
import type { Adapter } from "../../src/core/adapter.ts";
import type { Platform } from "../../src/core/platform.ts";
import { fakeAdapter } from "../support/fake-adapter.ts";
import { deliveryWorld, type DeliveryWorld } from "../support/delivery-world.ts";

let world: DeliveryWorld;
let server: Server | null = null;
beforeEach(async () => {
  world = await deliveryWorld("2026-08-21T12:00:00Z", "slack");
});
afterEach(async () => {
  server?.close();
  await world.close();
});

async function get(headers: Record<string, string> = {}, path = "/metrics", isLeading = true) {
  const discord: Adapter = { ...fakeAdapter("discord", () => world.now()), exclusive: true };
  const adapters = new Map<Platform, Adapter>([
    ["slack", world.adapter],
    ["discord", discord],
  ]);
  const parts = { store: world.store, adapters, isLeading: () => isLeading };
  const listener = metricsListener({
    ...parts,
    log: pino({ level: "silent" }),
    now: () => world.now(),
    token: "geheim",
  });
  server?.close();
  const listening = (server = createServer(listener).listen(0, "127.0.0.1"));
  await new Promise((resolve) => listening.once("listening", resolve));
  return fetch(`http://127.0.0.1:${(listening.address() as AddressInfo).port}${path}`, { headers });
}

describe("/metrics", () => {
  it("tells of deliveries, sources, platforms and the process, as Prometheus reads it", async () => {
    await world.sourceWorks(true);
    await world.papers({ title: "A paper", listedOn: ["2026-08-21"] });
    await world.subscribe();
    await world.tickAt("2026-08-24T12:00:00Z");
    const answer = await get();
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    expect(text).toMatch(/^papers_deliveries\{state="(sent|empty|pending)"\} 1$/m);
    expect(text).toMatch(/^papers_source_age_seconds\{source="[\w-]+"\} \d+/m);
    expect(text).toContain("papers_deliveries_waiting 0");
    expect(text).toContain("papers_delivery_lag_seconds 0");
    expect(text).toContain('papers_platform_connected{platform="slack"} 1');
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it("tells which process leads, and of a platform that it alone connects nothing in the others", async () => {
    const [leading, standingBy] = [await (await get()).text(), await (await get({}, "/metrics", false)).text()];
    expect(leading).toContain("papers_leading 1");
    expect(leading).toContain('papers_platform_connected{platform="discord"} 1');
    expect(standingBy).toContain("papers_leading 0");
    expect(standingBy).toContain('papers_platform_connected{platform="slack"} 1');
    expect(standingBy).not.toContain('papers_platform_connected{platform="discord"}');
  });

  it("is not there for requests that a proxy passes on, but for those with the token", async () => {
    expect((await get({ "x-forwarded-for": "203.0.113.7" })).status).toBe(404);
    expect((await get({ forwarded: "for=203.0.113.7", authorization: "Bearer wrong" })).status).toBe(404);
    expect((await get({ "x-forwarded-for": "203.0.113.7", authorization: "Bearer geheim" })).status).toBe(200);
    expect((await get({}, "/metricsx")).status).toBe(404);
  });
});
