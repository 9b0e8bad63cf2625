// The same 10,000 roundups by the program itself, running when they come due, against the fake Slack and the fake Discord
// on real sockets; seconds are counted from the moment they are due.
// The fakes share the machine with it: what they count late through load looks like haste of the bot.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "../../src/core/store/sqlite/open.ts";
import { startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { fakeSource, status } from "../support/fake-source.ts";
import { atom } from "../support/source-bodies.ts";
import { type FakeSlack, startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { type Crowd, fillDue } from "./due-roundups.ts";
import { startProgram } from "./program.ts";

const dead = "DEAD";
const minuteMs = 60_000;
const longestMs = 240_000;
/** Seconds that the platforms' limits ask for. */
const floor = { slack: 60, discord: 100 };

const named = (workspace: string, channels: number): Crowd => ({
  platform: "slack",
  workspace,
  channels: Array.from({ length: channels }, (_, i) => `C${workspace}x${i}`),
});
const teams = [...Array.from({ length: 10 }, (_, i) => named(`S${i}`, 490)), named(dead, 100)];
const slack = await startFakeSlack();
for (const { workspace, channels } of teams) for (const channel of channels) slack.channel(channel, workspace);
const met = meter(slack);

const discord = await startFakeDiscord({ specification: false, enforceLimits: true });
const servers = Array.from({ length: 50 }, (_, g) => {
  const known = new Set(discord.world.channels.keys());
  const { id } = discord.guild(`Lab ${g}`, { channels: Array.from({ length: 100 }, (_, i) => `c${i}`) });
  const made = [...discord.world.channels.values()].filter((one) => one.type === 0 && !known.has(one.id));
  return { platform: "discord" as const, workspace: id, channels: made.map((one) => one.id) };
});
const subscribed = new Set(servers.flatMap(({ channels }) => channels));
const roundups = () =>
  discord.state.requests.filter(
    ({ method, path, at }) => method === "POST" && at.getTime() >= began && subscribed.has(path.split("/")[2] ?? ""),
  );

const [huggingFace, arxiv] = await Promise.all([fakeSource(), fakeSource()]);
huggingFace.respond(status(200, "[]", { "content-type": "application/json" }));
arxiv.respond(status(200, atom([]), { "content-type": "application/atom+xml" }));

const folder = mkdtempSync(join(tmpdir(), "roundups-"));
const url = `file:${join(folder, "papers.db")}`;
const env = {
  PATH: process.env["PATH"],
  HOME: process.env["HOME"],
  DATABASE_URL: url,
  HUGGINGFACE_URL: huggingFace.url,
  ARXIV_URL: arxiv.url,
  ARXIV_RSS_URL: arxiv.url,
  ARXIV_CATEGORIES: "",
  SLACK_CLIENT_ID: "1.1",
  SLACK_CLIENT_SECRET: "client-secret",
  SLACK_STATE_SECRET: "state-secret",
  SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef",
  SLACK_AUTHORIZE_URL: `${slack.base}/oauth/v2/authorize`,
  SLACK_API_URL: slack.apiUrl,
  ENCRYPTION_KEY: Buffer.alloc(32, 5).toString("base64"),
  PORT: "0",
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.apiUrl,
};

const installing = await startProgram(env);
for (const { workspace } of teams) await install(installing.url, workspace);
await installing.end("SIGTERM");
const store = await openStore(url);
// While it is filled, and the bot started, nothing is due yet.
const due = new Date(Math.ceil((Date.now() + 45_000) / minuteMs) * minuteMs);
await fillDue(store, [...teams, ...servers], due);
await store.close();
const bot = await startProgram(env);
const began = due.getTime();
const refusedBefore = discord.state.rateLimits.tooMany;
const refusedNow = () => discord.state.rateLimits.tooMany - refusedBefore;
await sleep(began - Date.now());
let seen = 0;
while ((met.times.length < 4_900 || seen < 5_000) && Date.now() - began < longestMs) {
  await sleep(1_000);
  seen = roundups().length - refusedNow();
}
const last = { slack: met.times.at(-1) ?? began, discord: roundups().at(-1)?.at.getTime() ?? began };
const count = { slack: met.times.length, discord: seen };
const refused = { slack: met.refused, discord: refusedNow() };
for (const name of ["slack", "discord"] as const) {
  const took = (last[name] - began) / 1_000;
  const part = (took / floor[name]).toFixed(3);
  console.log(
    `${name}: ${count[name]} in ${took.toFixed(1)} s; the limits allow ${floor[name]} s (× ${part}); 429s: ${refused[name]}`,
  );
}
await bot.end("SIGTERM");
await Promise.all([slack.close(), discord.stop(), huggingFace.close(), arxiv.close()]);
rmSync(folder, { recursive: true, force: true });

/** Slack's limits as they are counted where posts arrive, and the workspace that never answers. */
function meter(at: FakeSlack): { times: number[]; refused: number } {
  const counted = { times: [] as number[], refused: 0 };
  const windows = new Map<string, number[]>();
  const within = (key: string, ms: number, now: number) => {
    const last = (windows.get(key) ?? []).filter((time) => time > now - ms);
    windows.set(key, last);
    return last;
  };
  at.faults = (method, { channel }) => {
    const workspace = /^C(\w+)x\d+$/.exec(String(channel))?.[1];
    if (method !== "chat.postMessage" || workspace === undefined) return null;
    if (workspace === dead) return { kind: "silence", commit: false };
    const now = Date.now();
    const [ofChannel, ofTeam] = [within(String(channel), 1_000, now), within(workspace, 60_000, now)];
    if (ofChannel.length >= 1 || ofTeam.length >= 300) {
      counted.refused++;
      return { kind: "status", status: 429, commit: false, headers: { "retry-after": "1" } };
    }
    for (const times of [ofChannel, ofTeam, counted.times]) times.push(now);
    return null;
  };
  return counted;
}

async function install(at: string, team: string): Promise<void> {
  const page = await fetch(`${at}/slack/install`);
  const cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
  const link = /href="([^"]*authorize[^"]*)"/.exec(await page.text())?.[1]?.replaceAll("&amp;", "&") ?? "";
  const state = new URL(link).searchParams.get("state") ?? "";
  slack.codes.set(`code-${team}`, { team: slack.team(team), user: "U1" });
  const done = `${at}/slack/oauth_redirect?code=code-${team}&state=${encodeURIComponent(state)}`;
  const { status } = await fetch(done, { headers: { cookie } });
  if (status !== 200) throw new Error(`the install of ${team} ended with ${status}`);
}
