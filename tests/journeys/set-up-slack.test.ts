import { beforeEach, describe, expect, it } from "vitest";
import { buttonsOf, person, textOf, type Person } from "../support/fake-slack/person.ts";
import { http, signingSecret, slack, start, useSlack } from "../support/slack-bot.ts";
import type { TestBot } from "../support/test-bot.ts";

useSlack();
let bot: TestBot;
let ada: Person;
beforeEach(async () => {
  bot = await start(http());
  await bot.bot.connected;
  ada = person(slack, { kind: "http", url: `${bot.url}/slack/events`, signingSecret }, "U2");
});

const roundups = async () => {
  const { id } = await bot.app.store.workspaces.ensure({ platform: "slack", workspace: "T1" });
  return bot.app.store.subscriptions.list(id);
};
const opened = (count: number) => slack.until(() => slack.team("T1").views.length === count, "the dialog");

describe("a roundup set up in Slack without typing an option", () => {
  it("from Home, in a chosen channel; each fault is shown beside its field and nothing is lost", async () => {
    await ada.openHome();
    await ada.pressIn("home", "New roundup");
    await opened(1);
    const typed = { channel: "C1", topic: "gan", at: "10:30", on: "mon,thu", tz: "Europe/Berlin", layout: "cards" };
    for (const [field, wrong] of [
      ["tz", "Europe/Nowhere"],
      ["limit", "many"],
      ["minvotes", "-1"],
      ["exclude", "a,b,c,d,e,f,g,h,i,j,k"],
      ["topic", "a,b,c,d,e,f,g,h,i,j,k"],
    ] as const) {
      const answer = JSON.parse(await ada.submit({ ...typed, [field]: wrong })) as Record<string, unknown>;
      expect(answer["response_action"]).toBe("errors");
      expect(Object.keys(answer["errors"] as object)).toEqual([field]);
      expect(Object.values(answer["errors"] as object)).toEqual([expect.stringMatching(/^Takes [^`]*$/)]);
      expect(await roundups()).toEqual([]);
    }
    expect(await ada.submit(typed)).toBe("");
    await slack.until(() => slack.messages("C1").length === 1, "the line for the channel");
    expect(await roundups()).toMatchObject([
      { channel: "C1", topics: ["gan"], at: "10:30", on: "mon,thu", layout: "cards", limit: 5 },
    ]);
  });

  it("by /papers subscribe alone, and by edit and its number", async () => {
    const url = ada.slash("subscribe");
    await opened(1);
    await ada.submit({ topic: "gan" });
    expect(textOf((await url).blocks)).toContain("gets a roundup about gan: weekdays at 09:00");
    void ada.slash("edit 1");
    await opened(2);
    await ada.submit({ at: "11:00" });
    await slack.until(() => slack.messages("C1").length === 2, "the change");
    expect(await roundups()).toMatchObject([{ topics: ["gan"], at: "11:00", on: "weekdays" }]);
  });

  it("loses its topics, exclusions and least votes where their fields are emptied, and keeps a day at least", async () => {
    await ada.slash("subscribe gan exclude:survey minvotes:2");
    void ada.slash("edit 1");
    await opened(1);
    const [dialog] = slack.team("T1").views;
    expect(dialog?.view.blocks).toEqual(
      expect.arrayContaining([expect.objectContaining({ block_id: "on", optional: false })]),
    );
    await ada.submit({ topic: "", exclude: "", minvotes: "", limit: "" });
    await slack.until(() => slack.messages("C1").length === 2, "the change");
    expect(await roundups()).toMatchObject([{ topics: [], exclude: [], minvotes: 0, limit: 5, at: "09:00" }]);
  });

  it("is paused, resumed and ended in the list of roundups, which is redrawn", async () => {
    await ada.slash("subscribe gan");
    const list = await ada.slash("subscriptions");
    expect(buttonsOf(list.blocks).map(({ label }) => label)).toEqual([
      "Change",
      "Pause",
      "Preview",
      "End",
      "New roundup",
      "Taste",
    ]);
    await ada.press(list, "Pause");
    const paused = await ada.next(2);
    expect(paused.replaces).toBe(true);
    expect(buttonsOf(paused.blocks).map(({ label }) => label)).toContain("Resume");
    expect(textOf(paused.blocks)).toContain("paused");
    await ada.press(paused, "End");
    const asked = await ada.next(3);
    await ada.press(asked, "End it");
    expect((await ada.next(4)).replaces).toBe(true);
    expect(await roundups()).toEqual([]);
  });
});
