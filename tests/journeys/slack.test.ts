import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Overrides } from "../../src/app.ts";
import { commands } from "../../commands/index.ts";
import { buttonsOf, person, pressables, textOf, type Person } from "../support/fake-slack/person.ts";
import { startFakeSlack, type FakeSlack, type Reach } from "../support/fake-slack/fake-slack.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

const signingSecret = "0123456789abcdef0123456789abcdef";

describe.each(["http", "socket"] as const)("Slack by %s", (kind) => {
  let slack: FakeSlack;
  let bot: TestBot & { folder: string };
  let reach: Reach;
  let ada: Person;
  const env = (): Record<string, string> => ({
    SLACK_BOT_TOKEN: slack.team("T1").token,
    SLACK_API_URL: slack.apiUrl,
    ...(kind === "http" ? { SLACK_SIGNING_SECRET: signingSecret, PORT: "0" } : { SLACK_APP_TOKEN: slack.appToken }),
  });
  const start = async (folder?: string, overrides: Overrides = {}) => {
    bot = await startTestBot(env(), { ...overrides, ...(folder ? { folder } : { papers: knownPapers }) });
    await bot.bot.connected;
    reach = kind === "http" ? { kind, url: `${bot.url}/slack/events`, signingSecret } : { kind };
    ada = person(slack, reach, "U2");
  };
  beforeEach(async () => {
    slack = await startFakeSlack();
    await start();
  });
  afterEach(async () => {
    await bot.remove();
    await slack.close();
  });
  const seenBy = (user: string) => slack.answers.filter((answer) => answer.user === user);

  it("answers today and topic privately, with a page of ten and buttons", async () => {
    const today = await ada.slash("today limit:12");
    expect(today.type).toBe("ephemeral");
    expect(textOf(today.blocks)).toContain("Friday 7 November");
    const labels = pressables(today.blocks).map(({ label }) => label);
    expect(labels.filter((label) => label.startsWith("Details: "))).toHaveLength(10);
    expect(labels).toContain("Share");
    const topic = await ada.slash("topic gan");
    expect(textOf(topic.blocks)).toMatch(/3 papers about gan/);
  });

  it("shows the rest behind More", async () => {
    const today = await ada.slash("today limit:12");
    await ada.press(today, "2 more");
    expect(textOf((await ada.next(1)).blocks)).toContain("12  Diffusion study number 12");
  });

  it("says that it looks when an answer takes seconds, and puts the answer in its place", async () => {
    await bot.stop();
    await start(bot.folder, { patienceMs: 10 });
    const { search } = bot.app.store;
    const find = search.topic.bind(search);
    search.topic = async (...asked) => {
      await slack.until(() => slack.waiting.length > 0, "the notice");
      return find(...asked);
    };
    const found = await ada.slash("topic gan");
    expect(found).toMatchObject({ replaces: true, text: expect.stringContaining("3 papers about gan") as string });
    expect(slack.waiting).toEqual(["U2"]);
  });

  it("is friendly and private about what it does not know", async () => {
    expect(textOf((await ada.slash("gan")).blocks)).toContain("Did you mean /papers topic gan?");
    expect(textOf((await ada.slash("")).blocks)).toContain("/papers");
    expect(seenBy("U2").every(({ seen }) => seen.type === "ephemeral")).toBe(true);
  });

  it("counts a vote on a private answer and redraws it", async () => {
    const topic = await ada.slash("topic gan");
    await ada.press(topic, "▲");
    const redrawn = await ada.next(1);
    expect(redrawn.replaces).toBe(true);
    expect(buttonsOf(redrawn.blocks)[0]?.label).toBe("▲ 1 · you");
    await ada.press(redrawn, "▲ 1");
    expect(buttonsOf((await ada.next(2)).blocks)[0]?.label).toBe("▲");
  });

  it("posts once and says so when Slack's answer to a shared message is lost", async () => {
    const list = await ada.slash("topic gan");
    slack.faults = (method) => (method === "chat.postMessage" ? { kind: "reset", commit: true } : null);
    const told = await ada.press(list, "Share").then(() => ada.next(1));
    expect(told.type).toBe("ephemeral");
    expect(textOf(told.blocks)).toContain("Look in the channel before you try again");
    expect(slack.messages("C1")).toHaveLength(1);
  });

  it("shares to the channel, where all its buttons work, also after a restart", async () => {
    const today = await ada.slash("today limit:12");
    await ada.press(await ada.slash("topic gan"), "Share");
    await slack.until(() => slack.messages("C1").length === 1, "the shared list");
    const [post] = slack.messages("C1");
    if (!post) throw new Error("nothing was shared");
    expect(post.text).toContain("StyleGAN");
    await bot.stop();
    await start(bot.folder);
    await ada.press(post, "▲");
    await slack.until(() => (slack.messages("C1")[0]?.edits ?? 0) > 0, "the redrawn count");
    expect(buttonsOf(slack.messages("C1")[0]?.blocks)[0]?.label).toBe("▲ 1");
    await ada.press(post, "Details");
    await slack.until(() => slack.team("T1").views.length === 1, "the dialog");
    expect(textOf(slack.team("T1").views[0]?.view.blocks)).toContain("Ada Lovelace");
    await ada.press(post, "Save");
    const saw = (text: string) =>
      slack.until(() => seenBy("U2").some(({ seen }) => textOf(seen.blocks).includes(text)), text);
    await saw("Saved");
    await ada.slash("saved");
    await saw("Saved by you");
    await ada.press(today, "2 more");
    await saw("12  Diffusion study number 12");
    await ada.press(today, "Share");
    await slack.until(() => slack.messages("C1").length === 2, "the other shared list");
  });

  it("says what a vote came to where the bot is not in the channel and cannot redraw", async () => {
    slack.channel("C9", "T1", ["U2"]);
    await ada.press(await ada.slash("topic gan", "C9"), "Share", "C9");
    const shared = await ada.next(1);
    expect(shared.type).toBe("in_channel");
    await ada.press(shared, "▲", "C9");
    expect(textOf((await ada.next(2)).blocks)).toMatch(/You voted for .+\. ▲ 1/);
    await ada.press(shared, "▲", "C9");
    expect(textOf((await ada.next(3)).blocks)).toMatch(/You took your vote back from .+\. ▲ 0/);
  });

  it("answers a mention in the thread, plain words in a direct message, and finds papers of a message", async () => {
    await ada.mention("topic gan", "C1", "111.1");
    await slack.until(() => slack.channel("C1").whispers.length === 1, "the answer in the thread");
    expect(slack.channel("C1").whispers[0]).toMatchObject({ user: "U2", thread_ts: "111.1" });
    await ada.write("topic gan");
    await slack.until(() => slack.messages("DT1U2").length === 1, "the direct answer");
    await ada.mention("what is new about <@UBOTT1> gan?", "C1", "111.1");
    await slack.until(() => slack.channel("C1").whispers.length === 2, "the search");
    expect(textOf(slack.channel("C1").whispers[1]?.blocks)).toContain(
      "Searched for what is new about gan?; help lists what else I can do.",
    );
    const answers = async (text: string) => {
      const from = slack.messages("DT1U2").length;
      await ada.write(text);
      await slack.until(() => slack.messages("DT1U2").length > from, `an answer to ${text}`);
      return textOf(slack.messages("DT1U2")[from]?.blocks);
    };
    expect(await answers("have you seen <https://arxiv.org/abs/2511.00002v1|this>?")).toContain("Ada Lovelace");
    expect(await answers("hf.co/papers/2511.00001 or 2511.00003")).toContain("Papers in this message");
    expect(await answers("Good morning!")).toBe(
      "Hello. Write a topic, a title or a link to a paper, or help for all I can do.\n",
    );
    expect(await answers("style nets")).toContain("Searched for style nets");
    expect(await answers("any papers on style nets since 2025-11-01?")).toContain(
      "Searched for any papers on style nets since 1 Nov 2025;",
    );
    expect((await answers("style nets top 1")).match(/StyleGAN variant/g)).toHaveLength(1);
    const found = await ada.shortcut("have you seen https://arxiv.org/abs/2511.00002v1 ?");
    expect(textOf(found.blocks)).toContain("StyleGAN variant number 2");
  });

  it("draws the home, greets once, and says hello once in a channel it is invited to", async () => {
    expect(textOf(await ada.openHome())).toMatch(/papers/i);
    await slack.until(() => slack.messages("DT1U2").length === 1, "the welcome");
    await ada.openHome();
    const joined = { type: "member_joined_channel", user: "UBOTT1", channel: "C1", event_ts: "1.1" };
    for (const id of ["EvA", "EvA", "EvB"]) {
      await slack.deliver(
        reach,
        { team_id: "T1", type: "event_callback", event_id: id, event: joined, authorizations: [{ team_id: "T1" }] },
        "json",
      );
    }
    await slack.until(() => slack.messages("C1").length === 1, "the line in the channel");
    expect(slack.messages("DT1U2")).toHaveLength(1);
  });

  it("answers every subcommand there is, inside Slack's limits", async () => {
    const admin = person(slack, reach, "U1");
    for (const { name, example } of commands.filter(({ reach: how }) => how === "typed")) {
      const from = seenBy("U1").length;
      await admin.slash(example.startsWith(name) ? example : name);
      const said = seenBy("U1")
        .slice(from)
        .map(({ seen }) => textOf(seen.blocks))
        .join("\n");
      expect(said, name).not.toBe("");
      expect(said, name).not.toMatch(/Something went wrong|There is no \/papers/);
    }
    const refused = slack.calls.filter(({ answer }) => answer["ok"] === false);
    expect(refused).toEqual([]);
    expect(bot.logged.filter((line) => /did not take a private answer|command failed/.test(line))).toEqual([]);
  });
});
