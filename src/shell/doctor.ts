import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { isPausedByMember } from "../../commands/pause.ts";
import type { ReadTxt } from "../adapters/email/check.ts";
import type { Config } from "../config/config.ts";
import type { Finding, Platform } from "../core/platform.ts";
import type { Store } from "../core/store/store.ts";
import { dayMs } from "../durations.ts";
import { UserError } from "../errors.ts";
import type { Log } from "../log.ts";
import { openDatabase } from "../open-database.ts";
import { programVersion } from "../program.ts";
import type { ShellAnswer } from "./import.ts";

const fine = (part: string, says: string): Finding => ({ part, ok: true, says, mend: null });
const wrong = (part: string, says: string, mend: string): Finding => ({ part, ok: false, says, mend });

/** `doctor`: checks settings, database, sources, tokens and permissions; each fault with how to mend it. */
export async function examine(read: () => Config, log: Log, now: Date, readTxt?: ReadTxt): Promise<ShellAnswer> {
  const findings = await findingsOf(read, { log, now, readTxt });
  const faults = findings.filter(({ ok }) => !ok);
  const lines = findings.map(({ ok, says, mend }) => `${ok ? "ok   " : "WRONG"} ${says}${mend ? ` ${mend}` : ""}`);
  const end = faults.length === 0 ? "All is well." : `${faults.length} to mend.`;
  const json = { version: programVersion, ok: faults.length === 0, findings };
  return { text: [...lines, end].join("\n"), json, exitCode: faults.length === 0 ? 0 : 1 };
}

/** What the doctor asks with; `readTxt` asks DNS. */
interface Instruments {
  log: Log;
  now: Date;
  readTxt: ReadTxt | undefined;
}

async function findingsOf(read: () => Config, instruments: Instruments): Promise<Finding[]> {
  let config: Config;
  try {
    config = read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message.split("\n").map((line) => wrong("settings", line, ""));
  }
  const settings = fine("settings", "The settings can be used.");
  const unset =
    config.slack || config.discord || config.mail
      ? []
      : [
          wrong(
            "settings",
            "No chat is connected, and no e-mail.",
            "Set the keys of Slack or Discord, as the README says.",
          ),
        ];
  let store: Store;
  try {
    store = await openDatabase(config);
  } catch (error) {
    const says = error instanceof UserError ? error.message : "The database cannot be opened.";
    return [settings, ...unset, wrong("database", says, "")];
  }
  try {
    return [
      settings,
      ...unset,
      ...pageSettings(config),
      ...(await databaseFindings(config, store)),
      ...(await sourceFindings(store, instruments.now)),
      ...(await platformFindings(config, store, instruments)),
    ];
  } finally {
    await store.close();
  }
}

function pageSettings({ port, publicUrl }: Config): Finding[] {
  if (publicUrl === null || port !== null) return [];
  return [wrong("settings", "PUBLIC_URL is set, and PORT is not: nothing can be reached there.", "Set PORT too.")];
}

const leastFreeBytes = 500_000_000;

async function databaseFindings({ databaseUrl, searchFolder }: Config, store: Store): Promise<Finding[]> {
  const trouble = store.trouble();
  const papers = await store.papers.count();
  const database = trouble
    ? wrong("database", `The database ${trouble}.`, "Free space, or give the bot's user the right to write there.")
    : fine("database", `The database can be read and written: ${papers} papers.`);
  const folder = databaseUrl.startsWith("file:") ? dirname(databaseUrl.replace(/^file:(\/\/)?/, "")) : searchFolder;
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= leastFreeBytes) return [database];
  return [
    database,
    wrong("database", `Only ${Math.round(free / 1e6)} MB are free in ${folder}.`, "Free some, or move the database."),
  ];
}

async function sourceFindings(store: Store, now: Date): Promise<Finding[]> {
  const known = await store.sources.all();
  if (known.length === 0)
    return [wrong("sources", "No source was read yet.", "Start the bot, or read them with `papers sync`.")];
  return known.map(({ source, lastSuccessAt, failures, lastError }) => {
    const age = lastSuccessAt ? Math.floor((now.getTime() - lastSuccessAt.getTime()) / dayMs) : null;
    // arXiv has no reading of its own where no categories are set, and is asked for topics alone.
    if (failures === 0 && age === null) return fine("sources", `${source} has nothing to be read regularly.`);
    if (failures === 0 && age !== null && age < 4)
      return fine("sources", `${source} was read ${age === 0 ? "within a day" : `${age} days ago`}.`);
    const says = `${source} was ${age === null ? "never read" : `read ${age} days ago`}${lastError ? `: ${lastError}` : ""}.`;
    return wrong("sources", says, "Try `papers sync`; look at the network and HTTPS_PROXY if it fails.");
  });
}

async function platformFindings(
  { slack, discord, mail }: Config,
  store: Store,
  { log, readTxt }: Instruments,
): Promise<Finding[]> {
  const { places, paused } = await findRoundups(store);
  const at = (platform: Platform) => places.filter((place) => place.platform === platform);
  const asked: Finding[] = [];
  if (slack) {
    const { checkSlack } = await import("../adapters/slack/check.ts");
    asked.push(...(await checkSlack(slack, at("slack"), store.installations, log)));
  }
  if (discord) {
    const { checkDiscord } = await import("../adapters/discord/check.ts");
    const channels = at("discord").map(({ workspace, channel }) => ({ guild: workspace, channel }));
    asked.push(...(await checkDiscord(discord, channels)));
  }
  if (mail) asked.push(...(await (await import("../adapters/email/check.ts")).checkEmail(mail, readTxt)));
  return [...asked, ...paused];
}

/** The channels that roundups go to, each once, and the roundups that are paused. */
async function findRoundups(store: Store): Promise<{ places: ChannelOfRoundups[]; paused: Finding[] }> {
  const places = new Map<string, ChannelOfRoundups>();
  const paused: Finding[] = [];
  for (const { id, platform, workspace } of await store.workspaces.all()) {
    for (const { number, channel, to, pausedBecause } of await store.subscriptions.list(id)) {
      if (pausedBecause)
        paused.push(pausedFinding(platform, `Roundup ${number} of ${workspace}`, number, pausedBecause));
      else if (to === "here") places.set(`${platform} ${channel}`, { platform, workspace, channel });
    }
  }
  return { places: [...places.values()], paused };
}

/** A roundup that a member paused is as it should be; other reasons mostly say themselves what to do before it is resumed. */
function pausedFinding(platform: Platform, roundup: string, number: number, because: string): Finding {
  const resume = `/papers resume ${number}`;
  if (isPausedByMember(because)) return fine(platform, `${roundup} is paused ${because}.`);
  return wrong(platform, `${roundup} is paused: ${because}.`, because.includes(resume) ? "" : `Then type ${resume}.`);
}

/** A channel of a workspace. */
interface ChannelOfRoundups {
  platform: Platform;
  workspace: string;
  channel: string;
}
