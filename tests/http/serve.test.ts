import { afterEach, describe, expect, it } from "vitest";
import type { Health } from "../../src/core/adapter.ts";
import { serveHttp, type HttpServer } from "../../src/http/serve.ts";

let server: HttpServer | null = null;
afterEach(() => server?.close());

const serve = async (parts: Record<string, Health>) => {
  server = await serveHttp(0, async () => parts, [
    { prefix: "/slack/", listener: (request, response) => response.end(`slack ${request.url}`) },
  ]);
  return (path: string) => fetch(`http://127.0.0.1:${server?.port}${path}`);
};

const up: Health = { connected: true, detail: "connected" };
const down: Health = { connected: false, detail: "reconnecting since 09:00" };

describe("the HTTP server", () => {
  it("says 200 while every part is well", async () => {
    const get = await serve({ database: up, slack: up });
    const answer = await get("/healthz");
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: "ok", parts: { database: up, slack: up } });
  });

  it("says 503 and which part is not", async () => {
    const get = await serve({ database: up, slack: down });
    const answer = await get("/healthz?verbose");
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ status: "unavailable", parts: { database: up, slack: down } });
  });

  it("hands a platform its own paths and knows no others", async () => {
    const get = await serve({});
    expect(await (await get("/slack/events")).text()).toBe("slack /slack/events");
    expect((await get("/admin")).status).toBe(404);
  });
});
