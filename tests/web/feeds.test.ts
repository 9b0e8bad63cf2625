import { spawnSync } from "node:child_process";
import { XMLParser } from "fast-xml-parser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pageWorld, type PageWorld, pictured } from "../support/page-world.ts";

let world: PageWorld;
beforeEach(async () => {
  world = await pageWorld();
});
afterEach(() => world.remove());

const xmllint = spawnSync("xmllint", ["--version"]).status === 0;
const text = async (file: string) => (await world.get(file)).text();

interface Entry {
  id: string;
  title: { "#text": string; "@type": string };
  content: { "#text": string };
  link: { "@href": string };
  updated: string;
}
const entries = (xml: string): Entry[] => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    isArray: (name) => name === "entry",
  });
  return (parser.parse(xml) as { feed: { entry?: Entry[] } }).feed.entry ?? [];
};

const hostile = '<b>&amp; ]]> "x" \u{1F4A5}';

async function postTwo(): Promise<void> {
  await world.path();
  await world.post("C1", [pictured("Older", { arxivId: "2608.00001" })]);
  world.now = new Date(world.now.getTime() + 86_400_000);
  await world.post("C1", [pictured(hostile)]);
  await world.describe();
}

describe("the feeds", () => {
  it("have one entry a paper, newest first, with what the page shows of it", async () => {
    await postTwo();
    const atom = entries(await text("feed.atom"));
    expect(atom.map(({ title }) => title["#text"])).toEqual([
      "&lt;b&gt;&amp;amp; ]]&gt; &quot;x&quot; \u{1F4A5}",
      "Older",
    ]);
    expect(atom[1]?.link["@href"]).toBe("https://arxiv.org/abs/2608.00001");
    expect(atom[1]?.content["#text"]).toContain("Shared · #reading · Fri 21 Aug");
    const json = JSON.parse(await text("feed.json")) as { items: { id: string; title: string; url: string }[] };
    expect(json.items.map(({ title }) => title)).toEqual([hostile, "Older"]);
    expect(json.items.map(({ id }) => id)).toEqual(atom.map(({ id }) => id));
  });

  it("keep the ids of their entries when a paper is posted again, the address changes or the bot is started again", async () => {
    await postTwo();
    const ids = async () =>
      entries(await text("feed.atom"))
        .map(({ id }) => id)
        .sort();
    const before = await ids();
    expect(
      before.every((id) => /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    world.now = new Date(world.now.getTime() + 86_400_000);
    await world.post("C1", [pictured("Older", { arxivId: "2608.00001" })]);
    await world.path("page new");
    await world.describe();
    expect(await ids()).toEqual(before);
  });

  it("do not tell the address of the page", async () => {
    await postTwo();
    const secret = (await world.path()).split("/")[2] ?? "none";
    for (const file of ["", "topics", "search", "feed.atom", "feed.json"])
      expect(await text(file)).not.toContain(secret);
  });

  it.skipIf(!xmllint)("are well-formed for xmllint, with hostile texts and without papers", async () => {
    await world.path();
    const lint = async () =>
      spawnSync("xmllint", ["--noout", "-"], { input: await text("feed.atom"), encoding: "utf8" });
    expect(await lint()).toMatchObject({ status: 0, stderr: "" });
    await postTwo();
    expect(await lint()).toMatchObject({ status: 0, stderr: "" });
    const page = (await text("topics")).replace(/[^]*(<svg[^]*<\/svg>)[^]*/, "$1");
    expect(spawnSync("xmllint", ["--noout", "-"], { input: page, encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
  });
});
