import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { openStore } from "../../src/core/store/sqlite/open.ts";
import { type FakeDiscord, startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { buttonsOf, readText } from "../support/fake-discord/looks.ts";
import type { Interaction } from "../support/fake-discord/state.ts";
import type { Component } from "../support/fake-discord/world.ts";
import { type FakeSlack, startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { buttonsOf as slackButtonsOf, person } from "../support/fake-slack/person.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startProgram } from "./program.ts";

/** How many people vote at once. */
export const people = 50;

/** The post as it is drawn in answer to one person's press. */
export interface Redrawn {
  afterMs: number;
  /** The votes on its first button. */
  votes: number;
}

/** Fifty people before a list of papers that the program has posted. */
export interface Crowd {
  platform: string;
  /** All of them press ▲ of the first paper at the same moment; what each gets to see. */
  press(): Promise<Redrawn[]>;
  /** Resolves when the post shows so many votes. */
  shows(votes: number): Promise<unknown>;
}

/** The program, running on a database of its own with a crowd on each platform. */
export interface Crowds {
  all: Crowd[];
  close(): Promise<void>;
}

const votesOn = (label: string | undefined): number => Number(/\d+/.exec(label ?? "")?.[0] ?? 0);

/** Starts the program against a fake Slack and a fake Discord, and shares a list in each. */
export async function startCrowds(): Promise<Crowds> {
  const [slack, discord] = [await startFakeSlack(), await startFakeDiscord()];
  discord.guild("Lab");
  const folder = mkdtempSync(join(tmpdir(), "crowds-"));
  const file = join(folder, "papers.db");
  const store = await openStore(`file:${file}`);
  await store.papers.save(knownPapers, new Date());
  await store.close();
  const nowhere = "http://127.0.0.1:9";
  const program = await startProgram({
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    DATABASE_URL: `file:${file}`,
    HUGGINGFACE_URL: nowhere,
    ARXIV_URL: nowhere,
    ARXIV_RSS_URL: nowhere,
    ARXIV_CATEGORIES: "",
    SLACK_BOT_TOKEN: slack.team("T1").token,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  });
  const all = [await slackCrowd(slack), await discordCrowd(discord)];
  await postsRecorded(file, all.length);
  return {
    all,
    async close() {
      await program.end("SIGTERM");
      await Promise.all([slack.close(), discord.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A press on a post that is not recorded yet would be answered privately. */
async function postsRecorded(file: string, count: number): Promise<void> {
  const database = new Sqlite(file, { readonly: true });
  const posts = database.prepare("select count(*) from posts").pluck();
  while ((posts.get() as number) < count) await sleep(10);
  database.close();
}

async function slackCrowd(slack: FakeSlack): Promise<Crowd> {
  const ids = Array.from({ length: people }, (_, n) => `U${100 + n}`);
  for (const id of ids) slack.team("T1").users.set(id, { id, name: id, tz: "UTC" });
  const ada = person(slack, { kind: "socket" }, "U2");
  await ada.press(await ada.slash("topic gan"), "Share");
  await slack.until(() => slack.messages("C1").length > 0, "the shared list");
  const [post] = slack.messages("C1");
  if (!post) throw new Error("nothing was shared");
  const votes = (blocks: readonly unknown[] | undefined) => votesOn(slackButtonsOf(blocks)[0]?.label);
  return {
    platform: "Slack",
    press: () =>
      Promise.all(
        ids.map(async (id) => {
          const mine = () => slack.redraws.filter(({ user }) => user === id);
          const before = mine().length;
          const started = performance.now();
          await person(slack, { kind: "socket" }, id).press(post, "▲");
          await slack.until(() => mine().length > before, `the post redrawn for ${id}`);
          return { afterMs: performance.now() - started, votes: votes(mine().at(-1)?.blocks) };
        }),
      ),
    shows: (count) => slack.until(() => votes(post.blocks) === count, `${count} votes`),
  };
}

async function discordCrowd(discord: FakeDiscord): Promise<Crowd> {
  const members = Array.from({ length: people }, (_, n) => discord.member(`${1_000 + n}`));
  const ada = discord.member("42");
  const { message } = await ada.slash("papers", "topic", { words: "gan" });
  if (!message) throw new Error("nothing was answered");
  await ada.press(message, "Share");
  const isShared = () => [...discord.world.messages.values()].find((one) => readText(one).includes("Shared by"));
  const post = await discord.until(isShared);
  const redrawnFor = ({ token }: Interaction) =>
    discord.requests.find(({ path, body }) => path.includes(token) && componentsIn(body) !== null);
  return {
    platform: "Discord",
    press() {
      const [label = ""] = buttonsOf(post);
      return Promise.all(
        members.map(async (member) => {
          const started = performance.now();
          const { interaction } = await member.press(post, label);
          const { body } = await discord.until(() => redrawnFor(interaction));
          const components = componentsIn(body) ?? [];
          return { afterMs: performance.now() - started, votes: votesOn(buttonsOf({ components })[0]) };
        }),
      );
    },
    shows: (count) => discord.until(() => votesOn(buttonsOf(post)[0]) === count),
  };
}

/** The components of the message that an answer to an interaction draws; null for an acknowledgement alone. */
function componentsIn(body: unknown): Component[] | null {
  const { data, components = data?.components } = body as {
    data?: { components?: Component[] };
    components?: Component[];
  };
  return components ?? null;
}
