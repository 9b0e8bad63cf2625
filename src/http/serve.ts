import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Health, Routes } from "../core/adapter.ts";

/** Tells how each part of the program is, by the part's name. */
export type HealthCheck = () => Promise<Record<string, Health>>;

/** A listening server; `port` is the one it got. */
export interface HttpServer {
  port: number;
  close(): Promise<void>;
}

/** Serves `/healthz` (200, or 503 when a part is down, with JSON saying which) and the platforms' own routes. */
export async function serveHttp(port: number, check: HealthCheck, routes: Routes[]): Promise<HttpServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const route = routes.find(({ prefix }) => path.startsWith(prefix));
    if (route) return void route.listener(request, response);
    if (path !== "/healthz") return void response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
    void check().then((parts) => {
      const ok = Object.values(parts).every((part) => part.connected);
      response.writeHead(ok ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" });
      response.end(`${JSON.stringify({ status: ok ? "ok" : "unavailable", parts })}\n`);
    });
  });
  server.requestTimeout = 15_000;
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, resolve);
  });
