import { PermissionFlagsBits as P } from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nextSlot } from "../../src/core/delivery/schedule.ts";
import { textMessage } from "../../src/core/messages/message.ts";
import type { WorkspaceRef } from "../../src/core/platform.ts";
import { usualTerms } from "../../commands/parts/subscriptions.ts";
import { type FakeDiscord, startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import type { Channel } from "../support/fake-discord/world.ts";
import { type FakeSlack, startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { person, textOf } from "../support/fake-slack/person.ts";
import { addChannel } from "../support/fake-slack/state.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

/** What the private channel's roundup is about; no paper has these words. */
const secretTopic = "merger plans";
const openTopic = "open plans";
const secretChannel = "board";
const paper = "2511.00002";

/** Who asks, always in the channel that everybody is in, and what they may know. */
const roles = {
  insider: { sees: true, changes: true },
  outsider: { sees: false, changes: false },
  "outside admin": { sees: false, changes: false },
  "guest outside": { sees: false, changes: false },
  "guest inside": { sees: true, changes: false },
} as const;
type Role = keyof typeof roles;

/** What is typed, and whether its answer needs sight of the channel alone or the right to change its roundup too. */
const commands = {
  subscriptions: { typed: ["subscriptions", {}], needs: "sees" },
  status: { typed: ["status", {}], needs: "sees" },
  preview: { typed: ["preview", { number: 1 }], needs: "sees" },
  edit: { typed: ["edit", { number: 1, at: "10:30" }], needs: "changes" },
  pause: { typed: ["pause", { number: 1 }], needs: "changes" },
  resume: { typed: ["resume", { number: 1 }], needs: "changes" },
  unsubscribe: { typed: ["unsubscribe", { number: 1 }], needs: "changes" },
} as const satisfies Record<string, { typed: [string, Record<string, string | number>]; needs: "sees" | "changes" }>;

/** A platform with a private channel that has a roundup and a post, and people who ask from elsewhere. */
interface House {
  type(role: Role, command: string, values: Record<string, string | number>): Promise<string>;
  /** Everything a member is shown without typing a command: the bot's page, or proposals. */
  unasked(role: Role): Promise<string>;
  /** Whether the platform says that everybody sees these channels: the private one, the open one, and one that is not there. */
  open(): Promise<(boolean | null)[]>;
  /** What the private channel hears. */
  heard(): string[];
  close(): Promise<void>;
}

async function furnish(bot: TestBot, where: WorkspaceRef, secret: string, open: string): Promise<void> {
  const { store } = bot.app;
  const workspace = await store.workspaces.ensure(where);
  const terms = { ...usualTerms, tz: "UTC" };
  for (const [channel, topic] of [
    [secret, secretTopic],
    [open, openTopic],
  ] as const) {
    const made = { channel, to: "here" as const, madeBy: "maker", createdAt: new Date(), baselineDay: null };
    await store.subscriptions.add(workspace.id, {
      ...terms,
      ...made,
      topics: [topic],
      next: nextSlot(terms, new Date()),
    });
  }
  const id = (await store.papers.byArxivId(paper))?.id ?? "";
  const post = { ...where, channel: secret, thread: null, message: "1.5" };
  await store.posts.record(workspace.id, post, [id], textMessage("a post"), new Date());
}

async function openChannels({ app }: TestBot, where: WorkspaceRef, channels: string[]): Promise<(boolean | null)[]> {
  const adapter = app.adapters.get(where.platform);
  const facts = await Promise.all(channels.map(async (channel) => adapter?.channel(where, channel)));
  return facts.map((one) => one?.open ?? null);
}

async function onSlack(): Promise<House> {
  const slack: FakeSlack = await startFakeSlack();
  const signingSecret = "0123456789abcdef0123456789abcdef";
  const team = slack.team("T1");
  const env = {
    SLACK_BOT_TOKEN: team.token,
    SLACK_API_URL: slack.apiUrl,
    SLACK_SIGNING_SECRET: signingSecret,
    PORT: "0",
  };
  const bot = await startTestBot(env, { papers: knownPapers });
  await bot.bot.connected;
  team.users.set("U5", { id: "U5", name: "insider", tz: "UTC" });
  team.users.set("U6", { id: "U6", name: "guest inside", tz: "UTC", is_restricted: true });
  team.channels.get("C1")?.members.add("U5").add("U6");
  const board = addChannel(team, "CBOARD", [team.botUser, "U5", "U6"], true);
  await furnish(bot, { platform: "slack", workspace: "T1" }, board.id, "C1");
  const ids: Record<Role, string> = {
    insider: "U5",
    outsider: "U2",
    "outside admin": "U1",
    "guest outside": "U3",
    "guest inside": "U6",
  };
  const reach = { kind: "http", url: `${bot.url}/slack/events`, signingSecret } as const;
  const named = (text: string) => text.replaceAll(board.id, secretChannel);
  const write = ([key, value]: [string, string | number]) => `${key}:${value}`;
  return {
    async type(role, command, values) {
      const words = [command, ...Object.entries(values).map(write)].join(" ");
      const seen = await person(slack, reach, ids[role]).slash(words);
      return named(textOf(seen.blocks) + JSON.stringify(seen.blocks));
    },
    unasked: async (role) => named(JSON.stringify(await person(slack, reach, ids[role]).openHome())),
    open: () => openChannels(bot, { platform: "slack", workspace: "T1" }, [board.id, "C1", "C404"]),
    heard: () => board.messages.map(({ text }) => text),
    async close() {
      await bot.remove();
      await slack.close();
    },
  };
}

async function onDiscord(): Promise<House> {
  const discord: FakeDiscord = await startFakeDiscord();
  const guild = discord.guild("Lab");
  const bot = await startTestBot(
    { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    { papers: knownPapers },
  );
  const manager = P.ManageChannels;
  const people = {
    insider: discord.member("51", { permissions: manager }),
    outsider: discord.member("52", { permissions: manager }),
    // Manage Server opens no channel that is denied, unlike Administrator.
    "outside admin": discord.member("53", { permissions: P.ManageGuild }),
    "guest outside": discord.member("54"),
    "guest inside": discord.member("55"),
  };
  const general = [...discord.world.channels.values()].find(({ type }) => type === 0)?.id ?? "";
  const board: Channel = discord.channel(guild, "board");
  const allow = (id: string) => ({ id, type: 1 as const, allow: P.ViewChannel, deny: 0n });
  board.overwrites = [
    { id: guild.id, type: 0, allow: 0n, deny: P.ViewChannel },
    ...[discord.world.bot.id, "51", "55"].map(allow),
  ];
  await bot.bot.connected;
  await furnish(bot, { platform: "discord", workspace: guild.id }, board.id, general);
  const named = (text: string) => text.replaceAll(board.id, secretChannel);
  return {
    type: async (role, command, values) => named((await people[role].slash("papers", command, values, general)).text),
    unasked: async (role) =>
      JSON.stringify(await people[role].autocomplete("papers", "topic", "words", "plans", general)),
    open: () => openChannels(bot, { platform: "discord", workspace: guild.id }, [board.id, general, "404"]),
    heard: () => discord.texts(board),
    async close() {
      await bot.remove();
      await discord.stop();
    },
  };
}

const houses = { Slack: onSlack, Discord: onDiscord };

describe.each(Object.keys(houses) as (keyof typeof houses)[])("a private channel on %s", (platform) => {
  let house: House;
  beforeAll(async () => {
    house = await houses[platform]();
  });
  afterAll(() => house.close());

  const cells = (Object.keys(commands) as (keyof typeof commands)[]).flatMap((name) =>
    (Object.keys(roles) as Role[]).map((role) => [name, role] as const),
  );

  it.each(cells)("%s tells %s what they may know of it, and of the open channel's roundup", async (name, role) => {
    const { typed, needs } = commands[name];
    const [command, values] = typed;
    const answer = await house.type(role, command, values);
    const knows = roles[role].sees;
    if (!knows) {
      expect(answer).not.toContain(secretTopic);
      expect(answer).not.toContain(secretChannel);
    } else if (roles[role][needs]) expect(answer).toContain(secretTopic);
    if ("number" in values && !knows) expect(answer).toContain("There is no roundup 1 here");
    if ("number" in values && knows && !roles[role][needs])
      expect(answer).toMatch(/Only members who may|Guests cannot use/);
    if (!("number" in values)) expect(answer).toContain(openTopic);
  });

  it.each(Object.keys(roles) as Role[])("show tells %s of a post there only if they see it", async (role) => {
    const answer = await house.type(role, "show", { paper });
    if (roles[role].sees) expect(answer).toMatch(/Posted in/);
    else expect(answer).not.toMatch(/Posted/);
    expect(answer.includes(secretChannel)).toBe(roles[role].sees);
  });

  it.each(Object.keys(roles) as Role[])("what %s sees without typing names it only if they see it", async (role) => {
    expect((await house.unasked(role)).includes(secretTopic)).toBe(roles[role].sees);
  });

  it("is not open for the team's page, as the other one is", async () => {
    expect(await house.open()).toEqual([false, true, null]);
  });

  it("hears who changes its roundup from another channel", async () => {
    const before = house.heard().length;
    await house.type("insider", "edit", { number: 1, at: "10:30" });
    await expect.poll(() => house.heard().slice(before).join("\n")).toContain("changed roundup 1 here");
  });
});
