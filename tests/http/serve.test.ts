import type { IncomingMessage, ServerResponse } from "node:http";
import { createConnection } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Health } from "../../src/core/adapter.ts";
import { serveHttp, type HttpServer } from "../../src/http/serve.ts";

let server: HttpServer | null = null;
afterEach(() => server?.close());

const serve = async (parts: Record<string, Health>) => {
  server = await serveHttp({ port: 0, host: "127.0.0.1" }, async () => parts, [
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

  it("listens at one address alone where one is given", async () => {
    await serve({});
    await expect(fetch(`http://[::1]:${server?.port}/healthz`)).rejects.toThrow();
  });

  it("says which port is in use", async () => {
    await serve({});
    const again = serveHttp({ port: server?.port ?? 0, host: "127.0.0.1" }, async () => ({}), []);
    await expect(again).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/PORT \d+ is in use/) as unknown,
    });
  });

  it("says when the address is none of this machine", async () => {
    const elsewhere = serveHttp({ port: 0, host: "192.0.2.1" }, async () => ({}), []);
    await expect(elsewhere).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/HOST 192\.0\.2\.1 is not an address/) as unknown,
    });
  });

  it("answers a request that came before it closes, and takes no other", async () => {
    const came = Promise.withResolvers<ServerResponse>();
    server = await serveHttp({ port: 0, host: "127.0.0.1" }, async () => ({}), [
      { prefix: "/slack/", listener: (_request, response) => came.resolve(response) },
    ]);
    const address = `http://127.0.0.1:${server.port}/slack/events`;
    const answer = fetch(address);
    const response = await came.promise;
    const closed = server.close();
    await expect(fetch(address)).rejects.toThrow();
    response.end("in time");
    expect(await (await answer).text()).toBe("in time");
    await closed;
    server = null;
  });

  it("cuts a request whose body does not arrive in time", async () => {
    const reading = (request: IncomingMessage, response: ServerResponse) =>
      void request.on("end", () => response.end("read")).resume();
    server = await serveHttp({ port: 0, host: "127.0.0.1", requestMs: 60 }, async () => ({}), [
      { prefix: "/slack/", listener: reading },
    ]);
    const socket = createConnection(server.port, "127.0.0.1");
    socket.write("POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
    let answer = "";
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });
});
