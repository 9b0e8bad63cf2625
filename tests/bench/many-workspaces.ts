// One roundup due at one minute in each of 10,000 workspaces, by two programs on one PostgreSQL, against a fake platform
// on real sockets: `node tests/bench/many-workspaces.ts slack|discord|both [none|kill|stop] [workspaces]`; `both` is Slack and a
// tenth as many Discord servers. `kill` takes the leader away in the middle, as a machine that loses power (the other program
// cannot see that its process has ended; needs root), `stop` by SIGTERM.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../../src/config/config.ts";
import type { Store } from "../../src/core/store/store.ts";
import { openDatabase } from "../../src/open-database.ts";
import { seal } from "../../src/seal.ts";
import { startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { fakeSource, status } from "../support/fake-source.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { atom } from "../support/source-bodies.ts";
import { type Crowd, fillDue } from "./due-roundups.ts";
import { elsewhere, startProgram } from "./program.ts";

const [platform = "slack", event = "none", size = "10000"] = process.argv.slice(2);
const slackSize = platform === "discord" ? 0 : Number(size);
const discordSize = platform === "both" ? Number(size) / 10 : Number(size) - slackSize;
const workspaces = slackSize + discordSize;
const minuteMs = 60_000;
/** Longer than filling the database and starting two programs takes. */
const preparingMs = 15_000 + workspaces * 12;
const longestMs = 400_000;
const key = Buffer.alloc(32, 5);

/** When each request to post came, and in which channel. */
const arrivals: { at: number; channel: string }[] = [];

/** A fake platform with its workspaces. */
interface Crowded {
  env: Record<string, string>;
  crowds: Crowd[];
  refused(): number;
  prepare(store: Store): Promise<unknown>;
  stop(): Promise<void>;
}

async function crowdedSlack(): Promise<Crowded> {
  const slack = await startFakeSlack();
  const crowds = Array.from({ length: slackSize }, (_, i) => {
    const crowd: Crowd = { platform: "slack", workspace: `S${i}`, channels: [`C${i}`] };
    slack.channel(`C${i}`, crowd.workspace);
    return crowd;
  });
  slack.faults = (method, { channel }) => {
    if (method === "chat.postMessage") arrivals.push({ at: Date.now(), channel: String(channel) });
    return null;
  };
  return {
    crowds,
    refused: () => 0,
    env: {
      SLACK_CLIENT_ID: "1.1",
      SLACK_CLIENT_SECRET: "client-secret",
      SLACK_STATE_SECRET: "state-secret",
      SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef",
      SLACK_API_URL: slack.apiUrl,
      ENCRYPTION_KEY: key.toString("base64"),
    },
    prepare: (store) =>
      Promise.all(
        crowds.map((where) => {
          const { token, botUser, botId } = slack.team(where.workspace);
          const kept = JSON.stringify({ token, botUser, botId, installer: null });
          return store.installations.put(where, seal(kept, key, where.workspace));
        }),
      ),
    stop: () => slack.close(),
  };
}

async function crowdedDiscord(): Promise<Crowded> {
  const discord = await startFakeDiscord({ specification: false, enforceLimits: true });
  const guilds = Array.from({ length: discordSize }, (_, i) => discord.guild(`Lab ${i}`, { channels: ["papers"] }).id);
  const channelOf = new Map([...discord.world.channels.values()].map(({ id, guild }) => [guild, id]));
  discord.faults.decide = ({ method, path }) => {
    const channel = method === "POST" ? /^\/channels\/(\d+)\/messages$/.exec(path)?.[1] : undefined;
    if (channel !== undefined) arrivals.push({ at: Date.now(), channel });
    return null;
  };
  return {
    crowds: guilds.map((id) => ({ platform: "discord", workspace: id, channels: [channelOf.get(id) ?? ""] })),
    refused: () => discord.state.rateLimits.tooMany,
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    prepare: () => Promise.resolve(),
    stop: () => discord.stop(),
  };
}

const server = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), "workspaces-"));
const [huggingFace, arxiv] = await Promise.all([fakeSource(), fakeSource()]);
huggingFace.respond(status(200, "[]", { "content-type": "application/json" }));
arxiv.respond(status(200, atom([]), { "content-type": "application/atom+xml" }));
const places = [...(slackSize > 0 ? [await crowdedSlack()] : []), ...(discordSize > 0 ? [await crowdedDiscord()] : [])];
const refused = () => places.reduce((sum, place) => sum + place.refused(), 0);
const env: Record<string, string> = {
  PATH: process.env["PATH"] ?? "",
  HOME: process.env["HOME"] ?? "",
  DATABASE_URL: server.url,
  SEARCH_DIR: folder,
  HUGGINGFACE_URL: huggingFace.url,
  ARXIV_URL: arxiv.url,
  ARXIV_RSS_URL: arxiv.url,
  ARXIV_CATEGORIES: "",
  LOG_LEVEL: "info",
  PORT: "0",
};
for (const place of places) Object.assign(env, place.env);
const due = new Date(Math.ceil((Date.now() + preparingMs) / minuteMs) * minuteMs);
const store = await openDatabase(readConfig(env));
await fillDue(
  store,
  places.flatMap(({ crowds }) => crowds),
  due,
);
for (const place of places) await place.prepare(store);
const leader = await startProgram(env, event === "kill" ? elsewhere : []);
const standby = await startProgram(env);
console.log(
  `${workspaces} workspaces, ready ${((due.getTime() - Date.now()) / 1_000).toFixed(0)} s before they are due`,
);
await sleep(due.getTime() - Date.now());
const worked = processorTimes();
const began = due.getTime();
const refusedBefore = refused();
const refusedNow = () => refused() - refusedBefore;
const isOver = () => new Set(arrivals.map(({ channel }) => channel)).size >= workspaces;
const until = async (holds: () => boolean) => {
  while (!holds() && Date.now() - began < longestMs) await sleep(20);
};

if (event !== "none") {
  await until(() => arrivals.length >= workspaces / 2);
  const at = Date.now();
  const ending = leader.end(event === "kill" ? "SIGKILL" : "SIGTERM");
  const before = arrivals.length;
  await ending;
  const endedAt = Date.now();
  const stillSent = arrivals.length - before;
  await until(() => arrivals.length > before + stillSent);
  const took = (arrivals[before + stillSent]?.at ?? NaN) - at;
  console.log(`${event}: it ended after ${endedAt - at} ms and sent ${stillSent}; the other sends after ${took} ms`);
}
await until(isOver);
const memory = /VmHWM:\s+(\d+)/.exec(
  readFileSync(`/proc/${(event === "none" ? leader : standby).pid}/status`, "utf8"),
)?.[1];
const work = (event === "none" ? processorTimes() : []).map((seconds, i) => (seconds - (worked[i] ?? 0)).toFixed(1));
await sleep(3_000);
const took = (arrivals.at(-1)?.at ?? NaN) - began;
const channels = new Set(arrivals.map(({ channel }) => channel));
console.log(
  `${platform}: ${channels.size} roundups in ${(took / 1_000).toFixed(1)} s, ${(channels.size / took) * 1_000} a second`,
);
console.log(`repeated requests: ${arrivals.length - channels.size}, 429s: ${refusedNow()}`);
console.log(`most in a second: ${mostWithin(1_000)}; memory at most: ${Math.round(Number(memory) / 1024)} MB`);
if (event === "none")
  console.log(`seconds of processor: leader ${work[0]}, PostgreSQL ${work[1]}, platforms ${work[2]}`);
if (event === "none") await leader.end("SIGTERM");
await standby.end("SIGTERM");
const states = await store.deliveries.counts();
console.log(states.map(({ state, count }) => `${count} ${state}`).join(", "));
await store.close();
await Promise.all([...places, server].map((one) => one.stop()));
await Promise.all([huggingFace.close(), arxiv.close()]);
rmSync(folder, { recursive: true, force: true });

/** Seconds of processor that the leader, PostgreSQL and the fake platforms have used. */
function processorTimes(): number[] {
  const used = (pid: string | number) => {
    // The name before the closing parenthesis may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0) / 100;
  };
  const isServer = (pid: string) => readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("postgres");
  const servers = readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && isServer(name);
    } catch {
      return false;
    }
  });
  const { user, system } = process.cpuUsage();
  return [used(leader.pid), servers.reduce((sum, pid) => sum + used(pid), 0), (user + system) / 1e6];
}

/** The most requests in any window of that length. */
function mostWithin(ms: number): number {
  let first = 0;
  return arrivals.reduce((most, { at }, last) => {
    while ((arrivals[first]?.at ?? at) <= at - ms) first++;
    return Math.max(most, last - first + 1);
  }, 0);
}
