import type { Platform } from "../../src/core/platform.ts";
import { encodeButton } from "../../src/core/command/button.ts";
import { eventually } from "./eventually.ts";
import { startFakeDiscord, type FakeDiscord } from "./fake-discord/fake-discord.ts";
import type { Message as DiscordMessage, User } from "./fake-discord/world.ts";
import { person } from "./fake-slack/person.ts";
import { startFakeSlack, type FakeSlack } from "./fake-slack/fake-slack.ts";
import type { FakeMessage } from "./fake-slack/state.ts";
import { knownPapers } from "./known-papers.ts";
import { startTestBot, type TestBot } from "./test-bot.ts";

/** One of the two posts on a platform, as its people see it. */
export interface Votable {
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

/** One bot on both platforms, with members who react there. */
export interface VotesWorld {
  slack: FakeSlack;
  discord: FakeDiscord;
  bot: TestBot;
  /** The Discord server's id. */
  guild: string;
  /** Stops the bot and starts it again on the same database, after what happens while it is away. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** Shares a list of three and a list of one on a platform. */
  posts(platform: "slack" | "discord"): Promise<Votable[]>;
  /** Presses ▲ on a post. */
  press(post: Votable, member: string, paper: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Members by platform; the last of each is a bot. */
export const voters = {
  slack: ["U1", "U2", "U3", "U5", "U6", "U7", "U4"],
  discord: ["1001", "1002", "1003", "1005", "1006", "1007", "9000"],
};

/** Starts a bot on a fake Slack and a fake Discord. */
export async function votesWorld(): Promise<VotesWorld> {
  const [slack, discord] = [await startFakeSlack(), await startFakeDiscord()];
  for (const id of voters.slack.slice(0, -1)) slack.team("T1").users.set(id, { id, name: id, tz: "UTC" });
  const { id: guild } = discord.guild("Lab");
  for (const id of voters.discord) discord.member(id, { bot: id === "9000" });
  const channel = [...discord.world.channels.values()].find(({ type }) => type === 0)?.id ?? "";
  const env = {
    SLACK_BOT_TOKEN: slack.team("T1").token,
    SLACK_API_URL: slack.apiUrl,
    SLACK_APP_TOKEN: slack.appToken,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  };
  const started = await startTestBot(env, { papers: knownPapers });
  await started.bot.connected;

  const recorded = async (where: { platform: Platform; workspace: string; channel: string; message: string }) => {
    const workspace = await world.bot.app.store.workspaces.ensure(where);
    const post = await eventually(() => world.bot.app.store.posts.find(workspace.id, where.channel, where.message));
    return post.papers;
  };
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
            event_ts: slack.nextTs(),
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

  const world: VotesWorld = {
    slack,
    discord,
    bot: started,
    guild,
    async restart(meanwhile = async () => undefined) {
      await world.bot.stop();
      await meanwhile();
      world.bot = await startTestBot(env, { folder: started.folder });
      await world.bot.bot.connected;
    },
    posts: (platform) => (platform === "slack" ? slackPosts() : discordPosts()),
    press: (post, member, paper) =>
      world.bot.app.host.command({
        platform: post.platform,
        workspace: post.workspace,
        channel: { id: post.channel, thread: null, direct: false },
        caller: { id: member, profile: async () => null },
        request: { kind: "button", id: encodeButton("vote", { paper }) },
        message: post.message,
      }),
    async close() {
      await world.bot.remove();
      await Promise.all([slack.close(), discord.stop()]);
    },
  };
  return world;
}
