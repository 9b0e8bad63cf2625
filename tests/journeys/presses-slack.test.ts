import { beforeEach, describe, expect, it } from "vitest";
import type { FakeMessage } from "../support/fake-slack/state.ts";
import { buttonsOf, person, pressables, textOf, type Person } from "../support/fake-slack/person.ts";
import { eventually } from "../support/eventually.ts";
import type { TestBot } from "../support/test-bot.ts";
import { slack, socket, start, useSlack } from "../support/slack-bot.ts";

useSlack();
let ada: Person;
let bot: TestBot;
beforeEach(async () => {
  bot = await start(socket());
  await bot.bot.connected;
  ada = person(slack, { kind: "socket" }, "U2");
});

const labels = (blocks: readonly unknown[] | undefined) => buttonsOf(blocks).map(({ label }) => label);
const choices = (blocks: readonly unknown[]) =>
  pressables(blocks).flatMap(({ label, value }) => (value === null ? [] : [label]));
const titles = (blocks: readonly unknown[] | undefined) =>
  textOf(blocks).match(/\d+ {2}(?:StyleGAN variant|Diffusion study) number \d+/g);
const edited = (post: FakeMessage, times: number) => slack.until(() => post.edits >= times, `${times} edits`);

async function shared(): Promise<FakeMessage> {
  await ada.press(await ada.slash("topic gan"), "Share");
  await slack.until(() => slack.messages("C1").length === 1, "the shared list");
  const [post] = slack.messages("C1");
  if (!post) throw new Error("nothing was shared");
  const { id } = await bot.app.store.workspaces.ensure({ platform: "slack", workspace: "T1" });
  await eventually(() => bot.app.store.posts.find(id, "C1", post.ts));
  return post;
}

describe("a press in Slack is answered where it was made", () => {
  it("a vote in a private list keeps the list's order and says that it is the caller's own", async () => {
    const list = await ada.slash("today");
    await ada.press(list, "▲", "C1", 6);
    const voted = await ada.next(1);
    expect(voted.replaces).toBe(true);
    expect(titles(voted.blocks)).toEqual(titles(list.blocks));
    expect(labels(voted.blocks)).toContain("▲ 1 · you");
    await ada.press(voted, "▲ 1 · you");
    expect(labels((await ada.next(2)).blocks)).not.toContain("▲ 1 · you");
  });

  it("a list of one paper stays on it, whatever others vote for", async () => {
    const one = await ada.slash("today limit:1");
    const bo = person(slack, { kind: "socket" }, "U1");
    await bo.press(await bo.slash("today"), "▲", "C1", 5);
    await ada.press(one, "▲");
    expect(titles((await ada.next(1)).blocks)).toEqual(titles(one.blocks));
  });

  it("a vote on a post redraws the post itself, for everybody and without the voter's own mark", async () => {
    const post = await shared();
    // What redraws posts later on must not do it for the press.
    slack.faults = (method) => (method === "chat.update" ? { kind: "status", status: 500, commit: false } : null);
    await ada.press(post, "▲");
    await edited(post, 1);
    expect(labels(post.blocks)[0]).toBe("▲ 1");
    await ada.press(post, "▲");
    await edited(post, 2);
    expect(labels(post.blocks)[0]).toBe("▲");
  });

  it("Save turns into Unsave in a private list, and answers privately on a post", async () => {
    const list = await ada.slash("topic gan");
    await ada.press(list, "Save");
    const saved = await ada.next(1);
    expect(choices(saved.blocks)[3]).toMatch(/^Unsave: 1 /);
    await ada.press(saved, "Unsave");
    expect(choices((await ada.next(2)).blocks)[3]).toMatch(/^Save: 1 /);
    const post = await shared();
    await ada.press(post, "Save");
    const answer = await ada.next(4);
    expect(answer).toMatchObject({ type: "ephemeral", replaces: false });
    expect(textOf(answer.blocks)).toContain("Saved");
    expect(post.edits).toBe(0);
  });

  it("in the details, on Home and in direct messages too", async () => {
    const post = await shared();
    await ada.press(post, "Details");
    await slack.until(() => slack.team("T1").views.length === 1, "the details");
    const [opened] = slack.team("T1").views;
    if (!opened) throw new Error("no dialog");
    await ada.pressIn(opened.view, "▲");
    await slack.until(() => opened.view.updates === 1, "the redrawn details");
    await ada.pressIn(opened.view, "Save");
    await slack.until(() => opened.view.updates === 2, "the saved paper");
    expect(labels(opened.view.blocks)).toEqual([
      "▲ 1 · you",
      "Unsave",
      "Share",
      "More like this",
      "Follow Ada Lovelace",
    ]);
    await ada.pressIn(opened.view, "Share");
    await slack.until(() => slack.messages("C1").length === 2, "the shared paper");
    const [title = "?"] = /(?:StyleGAN variant|Diffusion study) number \d+/.exec(textOf(opened.view.blocks)) ?? [];
    expect(slack.messages("C1")[1]?.text).toContain(title);

    const home = await ada.openHome();
    expect(labels(home)).toContain("▲ 1 · you");
    await ada.pressIn("home", "▲ 1 · you");
    await slack.until(() => !labels(homeOf("U2")).includes("▲ 1 · you"), "the redrawn Home");

    await ada.write("topic gan");
    const mine = () => slack.messages("DT1U2").find(({ text }) => text.includes("3 papers about gan"));
    await slack.until(() => mine() !== undefined, "the direct answer");
    const direct = mine();
    if (!direct) throw new Error("no answer");
    await ada.press(direct, "▲", "DT1U2");
    await edited(direct, 1);
    expect(labels(direct.blocks)[0]).toBe("▲ 1 · you");
  });
});

const homeOf = (user: string) => (slack.team("T1").homes.get(user) as { blocks: unknown[] } | undefined)?.blocks;

describe("a list in Slack shows that there is more", () => {
  it("always when there is more, with numbers that go on, and Share shares the page that is seen", async () => {
    const first = await ada.slash("today limit:5");
    expect(labels(first.blocks)).toContain("7 more");
    await ada.press(first, "7 more");
    const second = await ada.next(1);
    expect(titles(second.blocks)?.map((title) => title.split(" ")[0])).toEqual(["6", "7", "8", "9", "10"]);
    await ada.press(second, "2 more");
    const last = await ada.next(2);
    expect(titles(last.blocks)).toHaveLength(2);
    expect(labels(last.blocks).filter((label) => label.endsWith("more"))).toEqual([]);
    await ada.press(second, "Share");
    await slack.until(() => slack.messages("C1").length === 1, "the shared page");
    expect(titles(slack.messages("C1")[0]?.blocks)).toEqual(titles(second.blocks));
  });

  it("no vote moves a paper from one page to another", async () => {
    const first = await ada.slash("today limit:5");
    await ada.press(first, "7 more");
    await ada.press(await ada.next(1), "▲", "C1", 4);
    await ada.next(2);
    await ada.press(first, "7 more");
    expect(titles((await ada.next(3)).blocks)).toHaveLength(5);
    const shown = [first, await ada.next(3)].flatMap(
      ({ blocks }) => titles(blocks)?.map((t) => t.slice(3).trim()) ?? [],
    );
    expect(new Set(shown).size).toBe(10);
  });
});
