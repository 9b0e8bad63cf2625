import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/config.ts";
import { fakeSource, status, type FakeSource } from "../../support/fake-source.ts";
import { item } from "../../support/source-bodies.ts";
import { sourcesWorld, type SourcesWorld } from "../../support/sources-world.ts";

let world: SourcesWorld;
let proxy: FakeSource;

beforeEach(async () => {
  world = await sourcesWorld("2025-11-07T15:00:00Z");
  proxy = await fakeSource();
  proxy.respond(status(200, JSON.stringify([item("2511.00001", "2025-11-07")])));
});
afterEach(() => Promise.all([world.close(), proxy.close()]));

const sync = async (env: Record<string, string>) => {
  const { sources, secrets } = readConfig({
    HUGGINGFACE_URL: "http://hugging-face.example",
    ARXIV_CATEGORIES: "",
    ...env,
  });
  const report = await world.sources(sources).sync({ date: "2025-11-07" });
  return { report, secrets };
};

describe("HTTP_PROXY", () => {
  it.each(["HTTP_PROXY", "http_proxy"])("is obeyed for the sources: %s", async (name) => {
    const { report } = await sync({ [name]: proxy.url });
    expect(report.total.new).toBe(1);
    expect(proxy.asked[0]).toMatchObject({
      path: "http://hugging-face.example/api/daily_papers?date=2025-11-07&limit=100",
      headers: { host: "hugging-face.example" },
    });
  });

  it("is given its user and password, which are secrets", async () => {
    const { secrets } = await sync({ HTTP_PROXY: proxy.url.replace("//", "//ada:love@") });
    expect(proxy.asked[0]?.headers["proxy-authorization"]).toBe(`Basic ${Buffer.from("ada:love").toString("base64")}`);
    expect(secrets).toContain("ada:love");
  });

  it("is passed by for the hosts of NO_PROXY", async () => {
    world.huggingFace.respond(status(200, JSON.stringify([item("2511.00002", "2025-11-07")])));
    await sync({ HUGGINGFACE_URL: world.huggingFace.url, HTTP_PROXY: proxy.url, NO_PROXY: "localhost,127.0.0.1" });
    expect(proxy.asked).toEqual([]);
    expect(await world.store.papers.byArxivId("2511.00002")).not.toBeNull();
  });

  it.each([
    ["asks for a password", 407, "the proxy asks for a user and password (HTTP 407)"],
    ["refuses a tunnel", 403, "the proxy refused it (HTTP 403)"],
  ])("that %s is named as what failed", async (_, code, why) => {
    const refusing = createServer();
    refusing.on("connect", (_request, socket) => socket.end(`HTTP/1.1 ${code} No\r\n\r\n`));
    await once(refusing.listen(0, "127.0.0.1"), "listening");
    const { port } = refusing.address() as AddressInfo;
    const { report } = await sync({
      HUGGINGFACE_URL: "https://hugging-face.example",
      HTTPS_PROXY: `http://ada:love@127.0.0.1:${port}`,
    });
    expect(report.sources[0]?.reason).toBe(`Hugging Face hasn't answered (${why})`);
    await new Promise((closed) => refusing.close(closed));
  });

  it("that is not there is named as what failed", async () => {
    const { port } = new URL(proxy.url);
    await proxy.close();
    const { report } = await sync({ HTTP_PROXY: `http://ada:love@127.0.0.1:${port}` });
    expect(report.sources[0]?.reason).toBe(
      "Hugging Face hasn't answered (the proxy could not be reached (ECONNREFUSED))",
    );
  });

  it("with a sign in its password that ends the address is refused at the start", () => {
    expect(() => readConfig({ HTTPS_PROXY: "http://ada:lo#ve@proxy:8080" })).toThrow(/signs in a password as %23/);
    expect(readConfig({ HTTPS_PROXY: "http://ada:lo@ve@proxy:8080" }).secrets).toContain("ada:lo@ve");
  });

  it("that is no address is said to be wrong; a blank one is none", () => {
    expect(() => readConfig({ HTTPS_PROXY: "proxy:8080" })).toThrow(/HTTPS_PROXY must be an address like http:/);
    expect(readConfig({ HTTP_PROXY: "" }).sources.proxy).toBeNull();
  });
});
