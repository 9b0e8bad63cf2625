import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withScheduleOfTopic } from "../../commands/parts/schedule-in-topic.ts";
import { plainText } from "../../src/core/messages/plain-text.ts";
import { type CommandsWorld, commandsWorld } from "../support/commands-world.ts";
import { fakeMember } from "../support/fake-adapter.ts";

describe("a schedule behind a topic", () => {
  // Without joining white space first, so many tabs take minutes: the search for a schedule begins at each one.
  it("is read behind any white space", () =>
    expect(withScheduleOfTopic({ topic: `rl${"\t".repeat(12_000)}weekly` })).toEqual({ topic: "rl", on: "weekly" }));

  it.each([
    // In any order, and with the zone behind the time wherever that stands.
    ["rl at 9am ET every monday", { topic: "rl", on: "mon", at: "09:00", tz: "America/New_York" }],
    ["rl 9am pacific time on mondays", { topic: "rl", on: "mon", at: "09:00", tz: "America/Los_Angeles" }],
    ["rl every monday at 9am in New York", { topic: "rl", on: "mon", at: "09:00", tz: "America/New_York" }],
    ["rl 9am são paulo", { topic: "rl", at: "09:00", tz: "America/Sao_Paulo" }],
    ["rl weekdays 9am, berlin time", { topic: "rl", on: "weekdays", at: "09:00", tz: "Europe/Berlin" }],
    ["rl at 9am my time", { topic: "rl", at: "09:00" }],
    // Days said twice.
    ["rl once a week on fridays", { topic: "rl", on: "fri" }],
    ["rl weekly, monday 9am", { topic: "rl", on: "mon", at: "09:00" }],
    ["rl business days", { topic: "rl", on: "weekdays" }],
    ["rl weekday mornings", { topic: "rl", on: "weekdays" }],
    ["rl monday morning", { topic: "rl", on: "mon" }],
    ["rl every monday, 9 o'clock", { topic: "rl", on: "mon", at: "09:00" }],
    ["rl at 9 in the evening", { topic: "rl", at: "21:00" }],
    ["rl at 9:00am sharp", { topic: "rl", at: "09:00" }],
    ["rl at midday", { topic: "rl", at: "12:00" }],
    ["rl daily@9", { topic: "rl", on: "daily", at: "09:00" }],
    // What stands between the two belongs to neither.
    ["rl with a daily digest", { topic: "rl", on: "daily" }],
    ["rl on workdays only", { topic: "rl", on: "weekdays" }],
    ["rl => weekly", { topic: "rl", on: "weekly" }],
    ["rl — only on mondays", { topic: "rl", on: "mon" }],
    ["rl all weekdays at 9", { topic: "rl", on: "weekdays", at: "09:00" }],
    // Hours with other signs.
    ["rl weekly midnight", { topic: "rl", on: "weekly", at: "00:00" }],
    ["rl mondays 17.30", { topic: "rl", on: "mon", at: "17:30" }],
    ["rl at 18:15:00", { topic: "rl", at: "18:15" }],
    ["rl weekdays at 7p", { topic: "rl", on: "weekdays", at: "19:00" }],
    ["rl daily 18utc", { topic: "rl", on: "daily", at: "18:00", tz: "UTC" }],
    ["rl fridays 9amJST", { topic: "rl", on: "fri", at: "09:00", tz: "Asia/Tokyo" }],
    ["rl at around 8", { topic: "rl", at: "08:00" }],
    ["rl weekly at 1830 hrs", { topic: "rl", on: "weekly", at: "18:30" }],
    ["rl 7 o clock", { topic: "rl", at: "07:00" }],
    ["rl at 12 at night", { topic: "rl", at: "00:00" }],
    ["rl at 12 midday", { topic: "rl", at: "12:00" }],
    // Days in other lists.
    ["rl tue+thu", { topic: "rl", on: "tue,thu" }],
    ["rl tu,th 9:00", { topic: "rl", on: "tue,thu", at: "09:00" }],
    ["rl weekly (thursday)", { topic: "rl", on: "thu" }],
    ["rl weekly friday", { topic: "rl", on: "fri" }],
    ["rl once daily", { topic: "rl", on: "daily" }],
    ["rl weekends and weekdays", { topic: "rl", on: "daily" }],
    ["rl weekdays and sundays", { topic: "rl", on: "mon,tue,wed,thu,fri,sun" }],
    ["rl on saturday", { topic: "rl", on: "sat" }],
    ["mamba 2.50", { topic: "mamba 2.50" }],
    ["recall@10", { topic: "recall@10" }],
    ["me to rl weekly", { topic: "rl", on: "weekly" }],
    ["to rl", { topic: "rl" }],
    ["the daily papers every day at 9", { topic: "", on: "daily", at: "09:00" }],
    ["everything", { topic: "" }],
  ])("%s", (topic, terms) => expect(withScheduleOfTopic({ topic })).toEqual(terms));

  it.each([
    ..."monday|mon|tomorrow|now|asap|next monday|this friday|next week|end of day|M/W/F|three times a week".split("|"),
    ..."2x per week|0 9 * * 1|0 9 * * MON-FRI|@daily|cron:0 9 * * 1|9h|0900|at 900|before lunch|at 9:60".split("|"),
    ..."not on weekends|without weekends|twice daily|7 days a week|monthly digest|on mondey|at nine am|between 9 and 10".split(
      "|",
    ),
    ..."per week|a day|Tu 9:00|Mi 9:00|(friday)|at 9 hours".split("|"),
    ..."on the 1st and 15th|on december 1|friday afternoon|9am mars time".split("|"),
  ])("rl %s is asked about", (when) =>
    expect(() => withScheduleOfTopic({ topic: `rl ${when}` })).toThrow("one time on days of the week"),
  );

  it.each(["weekly rl", "daily: rl", "monday rl", "weekdays 9am rl", "weekly roundup about rl"])(
    "%s is asked about",
    (topic) => expect(() => withScheduleOfTopic({ topic })).toThrow("tell the topic from the schedule"),
  );

  it.each(
    "um 9|a las 9|в 9 утра|周一9点|星期一|月曜日|평일 9시|lundi|montag|Mo, Mi, Fr|jedes Wochenende|une fois par semaine|einmal pro Woche|每两周".split(
      "|",
    ),
  )("rl %s is asked about in English", (when) =>
    expect(() => withScheduleOfTopic({ topic: `rl ${when}` })).toThrow("in English only"),
  );

  it.each([
    ["rl 9am PST", "`America/Los_Angeles` or `Asia/Manila`; got `PST`"],
    ["rl 9 EST", "`America/New_York` or `Australia/Sydney`; got `EST`"],
    ["rl at 9 GMT-3", "knows no summer time; got `GMT-3`"],
  ])("%s asks which zone is meant", (topic, says) => expect(() => withScheduleOfTopic({ topic })).toThrow(says));

  it.each([
    "rl since last week",
    "rl this week",
    "rl since:last week",
    "rl date:today",
    "rl starting tomorrow",
    "rl starting monday",
  ])("%s: a roundup has no first day", (topic) =>
    expect(() => withScheduleOfTopic({ topic })).toThrow("has no first day"),
  );

  it.each([
    "3 sat",
    "llama 3",
    "survey 2024",
    "wall-clock time",
    "day and night driving",
    "vision at work",
    "weakly supervised",
    "you only look once",
    "seven segment displays",
    "conv 1d",
  ])("%s is a topic", (topic) => expect(withScheduleOfTopic({ topic })).toEqual({ topic }));
});

describe("in a chat", () => {
  let world: CommandsWorld;
  beforeEach(async () => (world = await commandsWorld("2026-11-25T10:00:00Z")));
  afterEach(() => world.close());
  const said = async (words: string) => {
    const { message } = await world.type(words);
    return message ? plainText(message) : "";
  };

  it.each([
    ["rl at:9am Berlin", "about rl: weekdays at 09:00 Europe/Berlin"],
    ["rl at:09:00 CET on:mon", "about rl: Mondays at 09:00 CET"],
    ["rl tz:Pacific Time", "about rl: weekdays at 09:00 America/Los_Angeles"],
    ["rl tz:São Paulo, Brazil", "about rl: weekdays at 09:00 America/Sao_Paulo"],
    ["rl schedule:weekly", "about rl: Mondays at 09:00"],
    ["rl on:mon+thu", "about rl: Mondays and Thursdays at 09:00"],
    ["rl on:tue thu at:6 in the evening", "about rl: Tuesdays and Thursdays at 18:00"],
    ["rl on:from saturday to sunday at:12 midnight", "about rl: Saturdays and Sundays at 00:00"],
    ["rl at:8 uhr limit:4 papers", "about rl: weekdays at 08:00"],
  ])("subscribe %s takes the words that belong to an option", async (words, says) =>
    expect(await said(`subscribe ${words}`)).toContain(says),
  );

  it.each([
    ["subscribe rl to:Dm of:TRENDING layout:List", "You get a roundup about"],
    ["today for:ME", "no taste"],
    ["top Year", "year"],
    ["export saved format:BibTeX", "saved"],
    ["privacy Data", "data"],
    ["settings quiet Silent", "quiet is now silent"],
  ])("%s: a choice is read in letters of any case", async (words, says) => expect(await said(words)).toContain(says));

  it("a choice that there is not is refused as it was typed", async () =>
    expect(await said("subscribe rl to:Fax")).toContain("here or dm or email; got Fax"));

  it("a roundup is named by its topic too, in a sentence", async () => {
    await said("subscribe rl");
    await said("subscribe gan, diffusion");
    for (const words of ["rl", "from rl", "1 please", "roundup 1", "no. 1", "#1"])
      expect(await said(`unsubscribe ${words}`), words).toContain("End roundup 1 (rl)");
    expect(await said("pause diffusion")).toContain("Roundup 2 (gan, diffusion) is paused.");
    expect(await said("resume gan, diffusion")).toContain("Roundup 2 (gan, diffusion) goes on.");
    expect(await said("unsubscribe nothing")).toContain("There is no roundup nothing here. Name one by its number");
  });

  it("of two roundups about a topic the one in the channel is meant, else the numbers are said", async () => {
    await world.type("subscribe rl", { channel: "C1" });
    await world.type("subscribe rl", { channel: "C2" });
    expect(plainText((await world.type("unsubscribe rl", { channel: "C2" })).message!)).toContain("End roundup 2");
    expect(plainText((await world.type("unsubscribe rl", { channel: "C3" })).message!)).toContain(
      "2 roundups are about rl: 1, 2.",
    );
  });

  it("one that a member may not see is not found by its topic", async () => {
    await world.type("subscribe rl to:dm");

    const reply = await world.type("unsubscribe rl", { member: fakeMember("ben") });
    expect(plainText(reply.message!)).toContain("There is no roundup rl here.");
  });

  it("a schedule behind the number changes it", async () => {
    await said("subscribe rl");
    expect(await said("edit 1 every monday at 9")).toContain("about rl: Mondays at 09:00");
    expect(await said("edit 1 10:00")).toContain("about rl: Mondays at 10:00");
    expect(await said("edit 1 topic gan")).toContain("Write what changes as an option: edit 1 topic:gan");
    expect(await said("preview #1")).toContain("Nothing new about rl");
  });
});
