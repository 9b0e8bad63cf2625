import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Health, Routes } from "../core/adapter.ts";
import { UserError } from "../errors.ts";
import { notFound } from "./not-found.ts";

/** The health of each part of the program by its name. */
export type HealthCheck = () => Promise<Record<string, Health>>;

/** Where to listen, and for how long a request may take to arrive. */
export interface Listening {
  port: number;
  /** null: all addresses of this machine. */
  host: string | null;
  requestMs?: number;
}

/** A listening server; `port` is its real port also if 0 was asked for. */
export interface HttpServer {
  port: number;
  /** Takes no more requests, and ends when those that are here are answered, or after three seconds. */
  close(): Promise<void>;
}

const requestLimitMs = 15_000;
const closingLookMs = 50;
const longestClosingMs = 3_000;

/** Serves `/healthz` (200, or 503 when a part is down, with JSON saying which) and the platforms' own routes. */
export async function serveHttp(at: Listening, check: HealthCheck, routes: readonly Routes[]): Promise<HttpServer> {
  const { requestMs = requestLimitMs } = at;
  // Node looks for requests that take too long only every 30 seconds by default.
  const limits = { requestTimeout: requestMs, headersTimeout: requestMs, connectionsCheckingInterval: requestMs / 15 };
  const server = createServer(limits, (request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const route = routes.find(({ prefix }) => path.startsWith(prefix));
    if (route) return void route.listener(request, response);
    if (path !== "/healthz") return notFound(response);
    void check().then((parts) => answerHealth(response, parts));
  });
  await listen(server, at);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      // A request that is here is answered, and its connection not kept for another one.
      const idle = setInterval(() => server.closeIdleConnections(), closingLookMs);
      const late = setTimeout(() => server.closeAllConnections(), longestClosingMs);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
    },
  };
}

function answerHealth(response: ServerResponse, parts: Record<string, Health>): void {
  const ok = Object.values(parts).every(({ connected, partly }) => connected && !partly);
  response.writeHead(ok ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(`${JSON.stringify({ status: ok ? "ok" : "unavailable", parts })}\n`);
}

function listen(server: Server, { port, host }: Listening): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(cannotListen(error, port, host)));
    server.listen(port, host ?? undefined, resolve);
  });
}

function cannotListen(error: Error, port: number, host: string | null): Error {
  const faults: Record<string, string> = {
    EADDRINUSE: `PORT ${port} is in use by another program: end that one, or set PORT to a free port.`,
    EACCES: `PORT ${port} may not be used by this user: set PORT to one above 1023.`,
    EADDRNOTAVAIL: `HOST ${host} is not an address of this machine.`,
    ENOTFOUND: `HOST ${host} is not an address of this machine.`,
  };
  const says = "code" in error ? faults[String(error.code)] : undefined;
  return says ? new UserError("config", says, null, 1) : error;
}
