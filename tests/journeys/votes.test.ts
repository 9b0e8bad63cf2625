import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Platform } from "../../src/core/platform.ts";
import { encodeButton } from "../../src/core/command/button.ts";
import { startFakeDiscord, type FakeDiscord } from "../support/fake-discord/fake-discord.ts";
import type { Message as DiscordMessage, User } from "../support/fake-discord/world.ts";
import { person } from "../support/fake-slack/person.ts";
import { startFakeSlack, type FakeSlack } from "../support/fake-slack/fake-slack.ts";
import { directMessages, type FakeMessage } from "../support/fake-slack/state.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

/** 10,000 with `VOTE_OPERATIONS=10000`; fewer by default, because every event crosses a socket four times. */
const operations = Number(process.env["VOTE_OPERATIONS"] ?? 1_500);
const batch = 50;

/** What each emoji votes for on the list of three and on the list of one, by place; null for nothing. */
const meanings: Record<Platform, Record<string, [onList: number | null, onOne: number | null]>> = {
  slack: {
    one: [0, 0],
    two: [1, null],
    three: [2, null],
    four: [null, null],
    "+1": [null, 0],
    "+1::skin-tone-2": [null, 0],
    "+1::skin-tone-6": [null, 0],
    heart: [null, 0],
    fire: [null, 0],
    tada: [null, 0],
    eyes: [null, null],
  },
  discord: {
    "1️⃣": [0, 0],
    "2️⃣": [1, null],
    "3️⃣": [2, null],
    "🔟": [null, null],
    "👍": [null, 0],
    "👍🏻": [null, 0],
    "👍🏿": [null, 0],
    "❤️": [null, 0],
    "⬆️": [null, 0],
    "🎉": [null, 0],
    "👀": [null, null],
  },
  terminal: {},
};

/** The same operations every time: a linear congruential generator. */
function dice(seed: number) {
  let state = seed;
  const upTo = (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
  const one = <Item>(items: readonly Item[]): Item => items[upTo(items.length)] as Item;
  const shuffled = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, place: upTo(1_000_000) }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  return { upTo, one, shuffled };
}

/** One of the two posts on a platform, as its people see it. */
interface Votable {
  platform: Platform;
  workspace: string;
  channel: string;
  message: string;
  papers: string[];
  /** Sets or takes back a reaction on the platform; its event, to be told as often as wanted. */
  react(member: string, emoji: string): () => Promise<unknown>;
  /** Members by emoji, as the platform has them. */
  reactions(): [string, string[]][];
}

let slack: FakeSlack;
let discord: FakeDiscord;
let bot: TestBot & { folder: string };
let guild: string;
let channel: string;
const slackMembers = ["U1", "U2", "U3", "U5", "U6", "U7"];
const discordMembers = ["1001", "1002", "1003", "1005", "1006", "1007"];

const start = async (folder?: string) => {
  bot = await startTestBot(
    {
      SLACK_BOT_TOKEN: slack.team("T1").token,
      SLACK_API_URL: slack.apiUrl,
      SLACK_APP_TOKEN: slack.appToken,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
    },
    folder ? { folder } : { papers: knownPapers },
  );
  await bot.bot.connected;
};

beforeEach(async () => {
  [slack, discord] = [await startFakeSlack(), await startFakeDiscord()];
  for (const id of slackMembers) slack.team("T1").users.set(id, { id, name: id, tz: "UTC" });
  const lab = discord.guild("Lab");
  guild = lab.id;
  for (const id of discordMembers) discord.member(id);
  discord.member("9000", { bot: true });
  channel = [...discord.world.channels.values()].find(({ type }) => type === 0)?.id ?? "";
  await start();
});
afterEach(async () => {
  await bot.remove();
  await Promise.all([slack.close(), discord.stop()]);
});

async function slackPosts(): Promise<Votable[]> {
  const ada = person(slack, { kind: "socket" }, "U2");
  for (const typed of ["topic gan", "search StyleGAN limit:1"]) {
    const before = slack.messages("C1").length;
    await ada.press(await ada.slash(typed), "Share");
    await slack.until(() => slack.messages("C1").length > before, "a shared list");
  }
  return Promise.all(slack.messages("C1").map(slackPost));
}

async function slackPost(message: FakeMessage): Promise<Votable> {
  const where = { platform: "slack" as const, workspace: "T1", channel: "C1", message: message.ts };
  return {
    ...where,
    papers: await recorded(where),
    react(member, emoji) {
      const users = message.reactions.get(emoji) ?? [];
      const added = !users.includes(member);
      message.reactions.set(emoji, added ? [...users, member] : users.filter((user) => user !== member));
      const body = {
        token: "x",
        team_id: "T1",
        api_app_id: "A1",
        type: "event_callback",
        event_id: `Ev${slack.nextTs()}`,
        event_time: 1,
        event: {
          type: added ? "reaction_added" : "reaction_removed",
          user: member,
          reaction: emoji,
          item: { type: "message", channel: "C1", ts: message.ts },
        },
      };
      return () => slack.deliver({ kind: "socket" }, body, "json");
    },
    reactions: () => [...message.reactions].map(([emoji, users]) => [emoji, users.filter((user) => user !== "U4")]),
  };
}

async function discordPosts(): Promise<Votable[]> {
  const ada = discord.member("1001");
  const welcomes = discord.messages(channel).length;
  for (const [sub, values] of [
    ["topic", { words: "gan" }],
    ["search", { words: "StyleGAN", limit: 1 }],
  ] as const) {
    const before = discord.messages(channel).length;
    const seen = await ada.slash("papers", sub, values);
    if (!seen.message) throw new Error("nothing was answered");
    await ada.press(seen.message, "Share");
    await discord.until(() => discord.messages(channel).length > before);
  }
  return Promise.all(discord.messages(channel).slice(welcomes).map(discordPost));
}

async function discordPost(message: DiscordMessage): Promise<Votable> {
  const where = { platform: "discord" as const, workspace: guild, channel, message: message.id };
  return {
    ...where,
    papers: await recorded(where),
    react(member, emoji) {
      const who = discord.world.users.get(member) as User;
      const users = message.reactions.get(emoji) ?? [];
      const added = !users.some(({ id }) => id === member);
      const left = added ? [...users, who] : users.filter(({ id }) => id !== member);
      if (left.length > 0) message.reactions.set(emoji, left);
      else message.reactions.delete(emoji);
      return async () => discord.reactionEvent(who, message, emoji, added);
    },
    reactions: () =>
      [...message.reactions].map(([emoji, users]) => [emoji, users.filter((user) => !user.bot).map(({ id }) => id)]),
  };
}

async function recorded(where: { platform: Platform; workspace: string; channel: string; message: string }) {
  const workspace = await bot.app.store.workspaces.ensure(where);
  for (let tries = 0; tries < 500; tries++) {
    const post = await bot.app.store.posts.find(workspace.id, where.channel, where.message);
    if (post) return post.papers;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("a shared list was not recorded");
}

/** Presses ▲ on a post. */
const press = (post: Votable, member: string, paper: string) =>
  bot.app.host.command({
    platform: post.platform,
    workspace: post.workspace,
    channel: { id: post.channel, thread: null, direct: false },
    caller: { id: member, profile: async () => null },
    request: { kind: "button", id: encodeButton("vote", { paper }) },
    message: post.message,
  });

/** Members who should count for each paper: those on the platform's own lists, and those with a button mark. */
function expected(posts: Votable[], pressed: Set<string>): Map<string, number> {
  const voters = new Map<string, Set<string>>();
  const vote = (paper: string | undefined, member: string) => {
    if (paper !== undefined) voters.set(paper, (voters.get(paper) ?? new Set()).add(member));
  };
  for (const post of posts) {
    for (const [emoji, members] of post.reactions()) {
      const place = meanings[post.platform][emoji]?.[post.papers.length > 1 ? 0 : 1] ?? null;
      if (place !== null) for (const member of members) vote(post.papers[place], member);
    }
  }
  for (const press of pressed) {
    const [member = "", paper = ""] = press.split(" ");
    vote(paper, member);
  }
  return new Map([...voters].map(([paper, members]) => [paper, members.size]));
}

describe("votes on two posts of each platform", () => {
  it("end as the platform's own list with the button marks, whatever happened on the way", async () => {
    const posts = { slack: await slackPosts(), discord: await discordPosts() };
    const pressed = { slack: new Set<string>(), discord: new Set<string>() };
    const people = { slack: [...slackMembers, "U4"], discord: [...discordMembers, "9000"] };
    for (const [platform, workspace, own] of [
      ["slack", "T1", ":tada:"],
      ["discord", guild, "🎉"],
    ] as const)
      await bot.app.store.settings.set(
        (await bot.app.store.workspaces.ensure({ platform, workspace })).id,
        "emoji",
        own,
      );

    const { upTo, one, shuffled } = dice(20_251_107);
    const play = async (count: number, up: boolean) => {
      for (let done = 0; done < count; done += batch) {
        const events: (() => Promise<unknown>)[] = [];
        for (let place = 0; place < batch; place++) {
          const platform = one(["slack", "discord"] as const);
          const [post, member] = [one(posts[platform]), one(people[platform])];
          const isBot = member === "U4" || member === "9000";
          if (up && !isBot && upTo(8) === 0) {
            const paper = one(post.papers);
            await press(post, member, paper);
            const mark = `${member} ${paper}`;
            if (!pressed[platform].delete(mark)) pressed[platform].add(mark);
          } else events.push(post.react(member, one(Object.keys(meanings[platform]))));
        }
        if (up)
          await Promise.all(shuffled(events.flatMap((event) => [event, event, event, event])).map((tell) => tell()));
      }
    };
    await play(operations / 3, true);
    await bot.stop();
    await play(operations / 3, false);
    await start(bot.folder);
    await play(operations / 3, true);
    // Stopping finishes what is in flight; starting reads back.
    await bot.stop();
    await start(bot.folder);
    await bot.app.votes.reconcile();

    for (const [platform, workspace] of [
      ["slack", "T1"],
      ["discord", guild],
    ] as const) {
      const { id } = await bot.app.store.workspaces.ensure({ platform, workspace });
      const papers = [...new Set(posts[platform].flatMap((post) => post.papers))];
      const wanted = expected(posts[platform], pressed[platform]);
      expect(await bot.app.store.votes.tallies(id, papers), platform).toEqual(wanted);
      expect([...wanted.values()].reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
    }
    const top = await bot.app.store.votes.top(
      (await bot.app.store.workspaces.ensure({ platform: "slack", workspace: "T1" })).id,
      null,
      1,
    );
    await slack.until(
      () => JSON.stringify(slack.messages("C1")[0]?.blocks).includes(`▲ ${top[0]?.votes}"`),
      "the counts on the post",
    );
  }, 600_000);
});

describe("a member's own file", () => {
  it("comes privately: on Slack in their direct messages, on Discord with the answer", async () => {
    const ada = person(slack, { kind: "socket" }, "U2");
    await ada.slash("save 2511.00001");
    expect((await ada.slash("export format:ris")).type).toBe("ephemeral");
    await slack.until(() => directMessages(slack.team("T1"), "U2").files.length > 0, "the file");
    const [file] = directMessages(slack.team("T1"), "U2").files;
    expect([file?.name, file?.content]).toEqual([
      "papers-saved.ris",
      expect.stringContaining("StyleGAN variant number 1"),
    ]);

    const bea = discord.member("1001");
    await bea.slash("papers", "save", { paper: "2511.00001" });
    const seen = await bea.slash("papers", "export", { what: "saved", format: "bibtex" });
    expect(seen.ephemeral).toBe(true);
    const [attached] = seen.message?.attachments ?? [];
    expect([attached?.filename, attached?.text]).toEqual([
      "papers-saved.bib",
      expect.stringContaining("StyleGAN variant number 1"),
    ]);
  });
});
