import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buttonsOf, person, textOf, type Person } from "../support/fake-slack/person.ts";
import { startFakeSlack, type FakeSlack } from "../support/fake-slack/fake-slack.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

let slack: FakeSlack;
let bot: TestBot;
let ada: Person;
beforeEach(async () => {
  slack = await startFakeSlack();
  const env = { SLACK_BOT_TOKEN: slack.team("T1").token, SLACK_API_URL: slack.apiUrl, SLACK_APP_TOKEN: slack.appToken };
  bot = await startTestBot(env, { papers: knownPapers });
  await bot.bot.connected;
  ada = person(slack, { kind: "socket" }, "U2");
});
afterEach(async () => {
  await bot.remove();
  await slack.close();
});

const gan = knownPapers.find(({ title }) => title.includes("StyleGAN"))?.arxivId ?? "";
const link = `https://arxiv.org/abs/${gan}`;
const unfurls = (channel = "C1") => slack.channel(channel).unfurls;
const until = (count: number, channel?: string) =>
  slack.until(() => unfurls(channel).length === count, `${count} lines under links`);
/** Events are worked on in turn: when an answer to this one is there, the ones before it have been handled. */
const settled = async () => void (await ada.slash("help"));

/** Posts the papers about GANs in a channel; once the votes show on the post, the bot knows it. */
async function shareAndVote(channel: string): Promise<void> {
  await ada.press(await ada.slash("topic gan", channel), "Share", channel);
  await slack.until(() => slack.messages(channel).length === 1, "the shared list");
  const [post] = slack.messages(channel);
  if (!post) throw new Error("nothing was shared");
  for (const nth of [0, 1, 2]) {
    await ada.press(post, "▲", channel, nth);
    await slack.until(() => buttonsOf(post.blocks).filter(({ label }) => label === "▲ 1").length > nth, "the vote");
  }
}

describe("a link to a paper that somebody pastes in Slack", () => {
  it("gets the title and two buttons where the team never had it, once in half an hour", async () => {
    await ada.paste([link]);
    await until(1);
    const [first] = unfurls();
    expect(first?.url).toBe(link);
    expect(textOf(first?.blocks)).toContain("StyleGAN");
    expect(buttonsOf(first?.blocks).map(({ label }) => label)).toEqual(["▲", "Save"]);
    await ada.paste([`https://huggingface.co/papers/${gan}`]);
    await settled();
    expect(unfurls()).toHaveLength(1);
  });

  it("gets one line with the day and the votes where the team had it", async () => {
    await shareAndVote("C1");
    await ada.paste([link]);
    await until(1);
    expect(textOf(unfurls()[0]?.blocks)).toMatch(/^Your team had this on .* · ▲ 1\n$/);
  });

  it("says nothing of a private channel in another one", async () => {
    slack.channel("C2").isPrivate = true;
    await shareAndVote("C2");
    await ada.paste([link]);
    await until(1);
    expect(textOf(unfurls()[0]?.blocks)).not.toContain("had this");
    await ada.paste([link], "C2");
    await until(1, "C2");
    expect(textOf(unfurls("C2")[0]?.blocks)).toContain("Your team had this on");
  });

  it("gets nothing in a draft, among three links, or after `settings unfurl off`", async () => {
    await ada.paste([link], "C1", "composer");
    await ada.paste([link, `${link}v2`, "https://arxiv.org/abs/2511.00002"]);
    await ada.paste(["https://arxiv.org/list/cs.CL/recent"]);
    await person(slack, { kind: "socket" }, "U1").slash("settings unfurl off");
    await ada.paste([link]);
    await settled();
    expect(unfurls()).toEqual([]);
  });
});
