// Draws the README's pictures into docs/pictures with Chromium, from the program and invented papers: npm run pictures
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { describeForPages } from "../../src/core/team/describe.ts";
import { dayMs, hourMs } from "../../src/durations.ts";
import { programFolder } from "../../src/program.ts";
import { readArguments } from "../../src/shell/arguments.ts";
import { writeWeek } from "../../src/shell/week.ts";
import { chromiumArguments, chromiumPath } from "../support/chromium.ts";
import { fakeMember } from "../support/fake-adapter.ts";
import { mailWorld, type MailWorld } from "../support/mail-world.ts";
import { inventedPapers, inventedPicture, inventedTopics } from "./invented-papers.ts";

const firstMonday = Date.parse("2026-05-25T08:00:00Z");
const weeks = 13;
const members = ["anna", "ben", "chloe", "deniz"];

/** A lab that subscribed to three topics and one mail, voted for a quarter of a year, and turned its page on. */
async function inventedLab(): Promise<{ world: MailWorld; mail: string }> {
  const keys = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };
  const world = await mailWorld(new Date(firstMonday).toISOString(), keys);
  const { app, chat } = world;
  const now = () => world.now();
  const workspace = await app.store.workspaces.ensure({ platform: "slack", workspace: "W1" }, "Vision Lab", null);
  chat.channels.set("C1", { name: "reading", open: true });
  for (const id of members)
    chat.members.set(id, fakeMember(id, { name: id.replace(/^./, (letter) => letter.toUpperCase()), isAdmin: true }));
  for (const topic of inventedTopics) await world.type(`subscribe ${topic} at:09:00 tz:UTC`);
  await world.confirm("anna@lab.example");
  await world.type("subscribe diffusion, 3d reconstruction to:email on:weekly tz:UTC");
  await world.type("page");
  await world.type("settings names on");
  for (let day = 0; day < weeks * 5; day++) {
    const at = firstMonday + (Math.floor(day / 5) * 7 + (day % 5)) * dayMs;
    world.set(new Date(at));
    const saved = await app.store.papers.save(inventedPapers(day, new Date(at).toISOString().slice(0, 10)), now());
    for (let tick = 0; tick < 3; tick++) await world.tickAt(new Date(at + hourMs + tick * 1_000));
    for (const [place, { id }] of saved.entries())
      for (const member of members.slice(0, (day * 5 + place * 3) % 4))
        await app.store.votes.toggle(workspace.id, member, id, now());
  }
  for (let round = 0; round < 200; round++) await describeForPages({ ...app, now });
  const mail = world.mail.taken.findLast(({ parsed }) => parsed.headers.has("list"))?.parsed.html;
  return { world, mail: mail || "" };
}

interface Shot {
  file: string;
  name: string;
  height: number;
  colorScheme?: "dark";
}

async function take(browser: Browser, from: string, to: string, { file, name, height, colorScheme }: Shot) {
  const context = await browser.newContext({ viewport: { width: 800, height }, colorScheme: colorScheme ?? "light" });
  const page = await context.newPage();
  await page.route(/^https:/, (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: inventedPicture(route.request().url()) }),
  );
  await page.goto(pathToFileURL(join(from, file)).href, { waitUntil: "load" });
  await page.screenshot({ path: join(to, `${name}.png`) });
  await context.close();
}

const shots: Shot[] = [
  { file: "index.html", name: "page", height: 520 },
  { file: "index.html", name: "page-dark", height: 520, colorScheme: "dark" },
  { file: "topics.html", name: "topics", height: 470 },
  { file: "mail.html", name: "roundup-mail", height: 470 },
];

const site = mkdtempSync(join(tmpdir(), "papers-pictures-"));
const pictures = join(programFolder, "docs/pictures");
const { world, mail } = await inventedLab();
await writeWeek(world.app, readArguments(["week", "--out", site]));
writeFileSync(join(site, "mail.html"), mail);
const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArguments });
mkdirSync(pictures, { recursive: true });
for (const shot of shots) await take(browser, site, pictures, shot);
await browser.close();
await world.close();
if (process.argv[2] === "--keep") console.log(site);
else rmSync(site, { recursive: true });
