import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts } from "../../src/core/papers/paper.ts";
import { readArguments } from "../../src/shell/arguments.ts";
import { writeWeek } from "../../src/shell/week.ts";
import { pageWorld, type PageWorld, pictured, temporaryFolder } from "../support/page-world.ts";

let world: PageWorld;
beforeEach(async () => {
  world = await pageWorld();
});
afterEach(() => world.remove());

const text = async (file = "") => (await world.get(file)).text();
const shape = async (response: Response) => ({
  status: response.status,
  headers: [...response.headers].filter(([name]) => name !== "date"),
  body: await response.text(),
});

describe("the team's page", () => {
  it("is off until a configurer asks for it, and keeps one address", async () => {
    expect(await world.type("page off")).toContain("off");
    const path = await world.path();
    expect(path).toMatch(/^\/w\/[\w-]{32}\/$/);
    expect(await world.path()).toBe(path);
    expect((await world.get()).status).toBe(200);
    await world.type("page off");
    expect((await world.get()).status).toBe(404);
    expect(await world.path()).not.toBe(path);
  });

  it("gets another address, and the old one is as wrong as any other path", async () => {
    await world.path();
    const old = await world.get();
    const oldUrl = old.url;
    await world.path("page new");
    expect((await world.get()).status).toBe(200);
    const nowhere = await shape(await fetch(`${world.url}/admin`));
    const wrong = ["/w/", "/w/short/", `/w/${"a".repeat(32)}/`, `/w/${"a".repeat(32)}/2026-W34`, "/w/%00/", "/w"];
    for (const url of [oldUrl, ...wrong.map((path) => `${world.url}${path}`)])
      expect(await shape(await fetch(url)), url).toEqual(nowhere);
    expect(await shape(await world.get("2020-W01"))).toEqual(nowhere);
    expect(await shape(await world.get("../../etc/passwd"))).toEqual(nowhere);
    expect(await shape(await world.get("", { method: "POST" }))).toEqual(nowhere);
  });

  it("keeps its secret out of the database and the logs", async () => {
    const path = await world.path();
    const secret = path.split("/")[2] ?? "";
    await world.get();
    await world.get("search?q=gan");
    const files = readdirSync(world.folder).map((name) => readFileSync(join(world.folder, name)));
    expect(files.some((bytes) => bytes.includes(secret))).toBe(false);
    expect(world.logged.join("\n")).not.toContain(secret);
  });

  it("says so when its secret cannot be told again, and still opens", async () => {
    const path = await world.path();
    await world.app.store.pages.open(
      world.workspace.id,
      { hash: "x", sealed: "bm90IHNlYWxlZCBieSB1cyBub3Qgc2VhbGVkIGJ5IHVz" },
      world.now,
    );
    expect(await world.type("page")).toContain("/papers page new makes another");
    expect(await world.path("page new")).not.toBe(path);
  });

  it("shows what was posted in public channels, with votes, reasons and links", async () => {
    await world.path();
    const why = [{ text: "matched: gan · submitted by " }, { member: "U7" }];
    const [one = ""] = await world.post("C1", [pictured("Open GANs", { codeUrl: "https://github.com/a/b" })], { why });
    await world.post("C2", [pictured("Secret GANs")]);
    await world.app.store.votes.toggle(world.workspace.id, "U1", one, world.now);
    expect(await text()).not.toContain("GANs");
    await world.describe();
    const page = await text();
    expect(page).toContain("Open GANs");
    expect(page).toContain("<strong>1 vote</strong> · matched: gan · submitted by a member");
    expect(page).toContain('<a href="https://chat.example/C1/1.1">Shared · #reading · Fri 21 Aug</a>');
    expect(page).toContain('src="https://cdn.example.org/thumbnails/1.png" alt="Picture of Open GANs"');
    expect(page).not.toContain("Secret");
    for (const file of ["feed.atom", "feed.json", "topics", "search", "search?q=secret"])
      expect(await text(file), file).not.toContain("Secret GANs");
  });

  it("never shows what went to a member's mailbox", async () => {
    await world.path();
    await world.post("email:anna", [pictured("Mailed GANs")]);
    await world.post("C1", [pictured("Open GANs")]);
    await world.describe();
    for (const file of ["", "topics", "search", "feed.atom"])
      expect(await text(file), file).not.toContain("Mailed GANs");
    expect(await text()).toContain("Open GANs");
  });

  it("shows the channels that a configurer chose", async () => {
    await world.path();
    await world.post("C1", [pictured("Open GANs")]);
    await world.post("C2", [pictured("Secret GANs")]);
    await world.type("page here", "C2");
    await world.type("page not-here", "C1");
    await world.describe();
    const page = await text();
    expect([page.includes("Open GANs"), page.includes("Secret GANs")]).toEqual([false, true]);
  });

  it("loses a channel that becomes private, and one that the platform does not speak of for a day", async () => {
    await world.path();
    await world.post("C1", [pictured("Open GANs")]);
    await world.describe();
    expect(await text()).toContain("Open GANs");
    world.adapter.channels.set("C1", { name: "reading", open: false });
    world.now = new Date(world.now.getTime() + 11 * 60_000);
    await world.describe();
    expect(await text()).not.toContain("Open GANs");
    world.adapter.channels.set("C1", { name: "reading", open: true });
    world.now = new Date(world.now.getTime() + 11 * 60_000);
    await world.describe();
    expect(await text()).toContain("Open GANs");
    world.now = new Date(world.now.getTime() + 25 * 3_600_000);
    expect(await text()).not.toContain("Open GANs");
  });

  it("names who voted only where that is wanted", async () => {
    await world.path();
    const [one = ""] = await world.post("C1", [pictured("Open GANs")]);
    await world.app.store.votes.toggle(world.workspace.id, "U1", one, world.now);
    world.adapter.members.set("U1", { ...(await namedMember("U1", "Anna <Admin>")) });
    await world.describe();
    expect(await text()).not.toContain("Anna");
    await world.type("settings names on");
    await world.describe();
    expect(await text()).toContain("<strong>1 vote</strong> (Anna &lt;Admin&gt;)");
    await world.type("settings names off");
    await world.describe();
    expect(await text()).not.toContain("Anna");
    expect((await world.app.store.reading.names(world.workspace.id)).size).toBe(0);
  });

  it("tells that a paper was saved only if at least three members did", async () => {
    await world.path();
    const [one = ""] = await world.post("C1", [pictured("Open GANs")]);
    await world.describe();
    for (const [place, member] of ["U1", "U2", "U3"].entries()) {
      expect((await text()).includes("saved by"), `${place}`).toBe(false);
      await world.app.store.saves.add(world.workspace.id, member, one, world.now);
    }
    expect(await text()).toContain("saved by 3");
  });

  it("shows hostile texts literally, everywhere", async () => {
    await world.path();
    const hostile = `<script>alert(1)</script> "onmouseover=x ' & ]]> <img src=x onerror=y> {{7*7}} ${"A".repeat(300)}`;
    const link = "javascript:alert(1)";
    const facts = pictured(hostile, { abstract: hostile, authors: [hostile], organization: hostile, codeUrl: link });
    await world.post("C1", [facts, pictured("مرحبا بالعالم"), pictured("第一篇论文", { thumbnailUrl: link })], {
      title: hostile,
      why: [{ text: hostile, link }],
    });
    await world.app.store.workspaces.ensure(world.workspace, hostile, null);
    world.adapter.channels.set("C1", { name: hostile, open: true });
    await world.describe();
    for (const file of ["", "topics", "search", `search?q=${encodeURIComponent(hostile)}`, "feed.atom"]) {
      const body = await text(file);
      expect(body, file).not.toMatch(/<script|<img src=x|javascript:|onmouseover=x(?!\S* )/);
    }
    expect(await text()).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &quot;onmouseover=x");
    expect(await text("feed.json")).toContain("<script>alert(1)</script>".slice(1));
  });

  it("may load nothing but its stylesheet and pictures, and tells nobody where a reader came from", async () => {
    await world.path();
    const { headers } = await world.get();
    const policy = headers.get("content-security-policy");
    expect(policy).toMatch(/^default-src 'none'; style-src 'self'; img-src https: data:; form-action 'self'/);
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    const page = await text();
    expect(page.match(/<link rel="stylesheet"/g)).toHaveLength(1);
    expect(page).not.toMatch(/<style|style=|<script|\son[a-z]+=/);
  });

  it("answers 304 to a reader that has it", async () => {
    await world.path();
    await world.post("C1", [pictured("Open GANs")]);
    await world.describe();
    for (const file of ["", "2026-W34", "topics", "style.css", "feed.atom", "feed.json"]) {
      const etag = (await world.get(file)).headers.get("etag") ?? "";
      const again = await world.get(file, { headers: { "if-none-match": `"other", W/${etag}` } });
      expect([again.status, await again.text()], file).toEqual([304, ""]);
      expect((await world.get(file, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
    }
  });

  it("has weeks from Monday to Sunday of the workspace's zone, and leads from one to the next", async () => {
    await world.path();
    await world.type("settings timezone Asia/Tokyo");
    world.now = new Date("2026-08-16T14:59:00Z");
    await world.post("C1", [pictured("On Sunday")]);
    world.now = new Date("2026-08-16T15:01:00Z");
    await world.post("C1", [pictured("On Monday")]);
    await world.describe();
    const [before, after] = [await text("2026-W33"), await text("2026-W34.html")];
    expect([before.includes("On Sunday"), before.includes("On Monday")]).toEqual([true, false]);
    expect([after.includes("On Sunday"), after.includes("On Monday")]).toEqual([false, true]);
    expect(before).toContain('href="2026-W34.html"');
    expect(after).toContain('href="2026-W33.html"');
    expect(await text()).toBe(await text("2026-W34"));
    expect((await world.get("2026-W35")).status).toBe(404);
  });

  it("finds papers by words of title, abstract and authors, and says when it finds none", async () => {
    await world.path();
    await world.post("C1", [
      pictured("StyleGAN and beyond"),
      pictured("Diffusion", { abstract: "Better than any GAN." }),
      pictured("Other work", { authors: ["Grace Hopper"] }),
    ]);
    await world.describe();
    const found = await text("search?q=gans");
    expect(found.indexOf("StyleGAN")).toBeGreaterThan(0);
    expect(found.indexOf("StyleGAN")).toBeLessThan(found.indexOf("Diffusion</a>".slice(0, 9)));
    expect(found).not.toContain("Other work");
    expect(await text("search?q=hopper")).toContain("Other work");
    expect(await text("search?q=quantum+computer")).toContain("No paper that the team had has all these words");
    expect(await text("search")).toContain("Other work");
  });

  it("plots topics by week", async () => {
    await world.path();
    const [one = ""] = await world.post("C1", [pictured("One"), pictured("Two")]);
    await world.describe();
    const page = await text("topics");
    expect(page).toContain(`<a href="2026-W34.html#${one}" dir="auto">One</a>`);
    expect(page).toMatch(/<svg viewBox="[\d ]+" role="img" aria-label="Papers by week and topic/);
    expect(page.match(/<rect\s+class="c0"/g)).toHaveLength(1);
    expect(page).toContain("17 – 23 Aug 2026: Shared by members, 2");
    expect(page).toMatch(/<summary>The same numbers as a table<\/summary>[^]*<table>[^]*<td>2<\/td>[^]*<\/table>/);
  });

  it("comes as files with the same bytes, which any web server serves", async () => {
    await world.path();
    await world.post("C1", [pictured("Open GANs")]);
    world.now = new Date(world.now.getTime() - 14 * 86_400_000);
    await world.post("C1", [pictured("Older GANs")]);
    world.now = new Date(world.now.getTime() + 14 * 86_400_000);
    await world.describe();
    const { folder, remove } = temporaryFolder();
    await writeWeek(world.app, readArguments(["week", "--workspace", "T1", "--out", folder]));
    const names = readdirSync(folder).sort();
    expect(names).toEqual([
      "2026-W32.html",
      "2026-W34.html",
      "feed.atom",
      "feed.json",
      "index.html",
      "search.html",
      "style.css",
      "topics.html",
    ]);
    for (const name of names) expect(readFileSync(join(folder, name), "utf8"), name).toBe(await text(name));
    remove();
  });

  it("is written for the one workspace there is, or asks which", async () => {
    const { folder, remove } = temporaryFolder();
    const write = (...words: string[]) => writeWeek(world.app, readArguments(["week", "--out", folder, ...words]));
    expect((await write()).exitCode).toBe(0);
    await world.app.store.workspaces.ensure({ platform: "discord", workspace: "77" }, "Guild", null);
    await expect(write()).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(/slack\/T1 \(Vision Lab\), discord\/77 \(Guild\)/) as unknown,
    });
    await expect(write("--workspace", "T9")).rejects.toMatchObject({ code: "usage" });
    expect((await write("--workspace", "77")).exitCode).toBe(0);
    await expect(write("2026-W99", "--workspace", "T1")).rejects.toMatchObject({ code: "usage" });
    await expect(write("2026-W01", "--workspace", "T1")).rejects.toMatchObject({ code: "not_found" });
    remove();
  });

  it("of a terminal holds what its member voted for, saved and submitted", async () => {
    const { store } = world.app;
    const local = await store.workspaces.ensure({ platform: "terminal", workspace: "local" });
    const [saved] = await store.papers.save([paperFacts({ origin: "json", title: "Kept paper" })], world.now);
    await store.saves.add(local.id, "local", saved?.id ?? "", world.now);
    const { folder, remove } = temporaryFolder();
    await writeWeek(world.app, readArguments(["week", "--workspace", "local", "--out", folder]));
    expect(readFileSync(join(folder, "index.html"), "utf8")).toContain("Kept paper");
    remove();
  });
});

const namedMember = async (id: string, name: string) => ({
  id,
  name,
  timezone: null,
  mayConfigure: true,
  isAdmin: false,
  isBot: false,
  isGuest: false,
});
