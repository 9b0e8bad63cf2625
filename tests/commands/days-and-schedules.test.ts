import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { calendarDay, dayTyped } from "../../src/core/command/days.ts";
import { parseText } from "../../src/core/command/parse-text.ts";
import { withScheduleOfTopic } from "../../commands/parts/schedule-in-topic.ts";
import { longDay, shortDay } from "../../src/core/messages/dates.ts";
import { paperFacts } from "../../src/core/papers/paper.ts";
import { plainText } from "../../src/core/messages/plain-text.ts";
import { type CommandsWorld, commandsWorld } from "../support/commands-world.ts";

// A Wednesday.
const now = new Date("2026-11-25T10:00:00Z");

describe("a typed day", () => {
  it.each([
    ["last week", "2026-11-18"],
    ["the last 2 weeks", "2026-11-11"],
    ["3 days ago", "2026-11-22"],
    ["7d", "2026-11-18"],
    ["2025", "2025-01-01"],
    ["2025-11", "2025-11-01"],
    ["friday", "2026-11-20"],
    ["last wed", "2026-11-18"],
    ["7 nov", "2026-11-07"],
    ["Dec 24", "2025-12-24"],
    ["November 7th, 2024", "2024-11-07"],
    ["7th of November", "2026-11-07"],
    ["a week ago", "2026-11-18"],
    ["two weeks", "2026-11-11"],
    ["48 hours", "2026-11-23"],
    ["6mo", "2026-05-29"],
    ["the day before yesterday", "2026-11-23"],
    ["nov 2025", "2025-11-01"],
    ["december", "2025-12-01"],
    ["2025/11/7", "2025-11-07"],
    ["7.11.2025", "2025-11-07"],
    ["20251107", "2025-11-07"],
    ["2026-W01", "2025-12-29"],
    ["2026w30", "2026-07-20"],
    // Wednesday is the third day of its week.
    ["this week", "2026-11-23"],
    ["this month", "2026-11-01"],
    ["this year", "2026-01-01"],
    ["last weekend", "2026-11-21"],
    ["last night", "2026-11-24"],
    ["this morning", "2026-11-25"],
    ["a couple of days ago", "2026-11-23"],
    ["a few weeks", "2026-11-04"],
    ["a fortnight ago", "2026-11-11"],
    ["half a year", "2026-05-29"],
    ["48hrs", "2026-11-23"],
    ["2 wks", "2026-11-11"],
    ["7-nov-2025", "2025-11-07"],
    ["13/11/2025", "2025-11-13"],
    ["11/13/2025", "2025-11-13"],
    ["7.12.", "2025-12-07"],
    ["7.11.25", "2025-11-07"],
    ["11/2025", "2025-11-01"],
    ["2025-11-07T10:00:00Z", "2025-11-07"],
    ["2025年11月7日", "2025-11-07"],
  ])("%s is %s", (text, day) => expect(dayTyped("since", text, now)).toBe(day));

  it.each(["2026-02-31", "2026-W54", "31 feb", "soon", "last", "constructor", "11/07/2025", "2025-13-01"])(
    "%s is refused",
    (text) => expect(() => dayTyped("since", text, now)).toThrow("`since` takes a day like"),
  );

  it.each(["week", "gan", "2025", "may be"])("%s is no day of the calendar", (text) =>
    expect(calendarDay(text, now)).toBeNull(),
  );

  it.each([
    ["gan since:last week", { topic: "gan", since: "last week" }],
    ["gan since:3 days ago limit:5", { topic: "gan", since: "3 days ago", limit: "5" }],
    ["gan since:2025 week", { topic: "gan week", since: "2025" }],
    ["gan at:9 am", { topic: "gan", at: "9 am" }],
    ["gan since:a week ago", { topic: "gan", since: "a week ago" }],
    ["gan since:7 nov 2025 limit=5", { topic: "gan", since: "7 nov 2025", limit: "5" }],
    ["gan since:this month limit:5", { topic: "gan", since: "this month", limit: "5" }],
    ["gan since:a few days ago", { topic: "gan", since: "a few days ago" }],
    ["gan since last week", { topic: "gan", since: "last week" }],
    ["gan since 2025-11", { topic: "gan", since: "2025-11" }],
    ["since the war", { topic: "since the war" }],
    ["gan on:mon, wed at:9 o'clock", { topic: "gan", on: "mon, wed", at: "9 o'clock" }],
    ["gan on:every weekday tz:New York", { topic: "gan", on: "every weekday", tz: "New York" }],
  ])("%s is read without quotes", (text, values) =>
    expect(parseText(text, ["topic", "since", "limit", "at", "on", "tz"])).toEqual({ ok: true, values }),
  );

  it("shows its year only where it is another one", () => {
    expect([shortDay("2026-11-07", now), shortDay("2025-11-07", now)]).toEqual(["Sat 7 Nov", "Fri 7 Nov 2025"]);
    expect(longDay("2025-11-07", now)).toBe("Friday 7 November 2025");
  });
});

describe("a schedule typed behind a topic", () => {
  it.each([
    ["rl every monday at 9", { topic: "rl", on: "mon", at: "09:00" }],
    ["rl every day at 9:30 pm", { topic: "rl", on: "daily", at: "21:30" }],
    ["gan, diffusion weekdays at 8", { topic: "gan, diffusion", on: "weekdays", at: "08:00" }],
    ["rl on mondays and thursdays", { topic: "rl", on: "mon,thu" }],
    ["every friday", { topic: "", on: "fri" }],
    ["learning at test time", { topic: "learning at test time" }],
    ['"weekly forecasts"', { topic: '"weekly forecasts"' }],
    ["rl mondays 9:00", { topic: "rl", on: "mon", at: "09:00" }],
    ["rl at 9am on mondays", { topic: "rl", on: "mon", at: "09:00" }],
    ["rl mon-fri at 9", { topic: "rl", on: "weekdays", at: "09:00" }],
    ["rl mon, wed, fri at 18h", { topic: "rl", on: "mon,wed,fri", at: "18:00" }],
    ["rl every working day at noon", { topic: "rl", on: "weekdays", at: "12:00" }],
    ["rl weekly on friday.", { topic: "rl", on: "fri" }],
    ["rl every weekend please", { topic: "rl", on: "sat,sun" }],
    ["rl every day at 9 Europe/Kyiv", { topic: "rl", on: "daily", at: "09:00", tz: "Europe/Kyiv" }],
    ["rl every day at 9 o'clock", { topic: "rl", on: "daily", at: "09:00" }],
    ["rl from monday to friday at 9", { topic: "rl", on: "weekdays", at: "09:00" }],
    ["rl mon 9", { topic: "rl", on: "mon", at: "09:00" }],
    ["rl (weekly)", { topic: "rl", on: "weekly" }],
    ["rl at 8 in berlin", { topic: "rl", at: "08:00", tz: "Europe/Berlin" }],
    ["rl at 9 (Berlin)", { topic: "rl", at: "09:00", tz: "Europe/Berlin" }],
    ["rl daily digest, thanks!", { topic: "rl", on: "daily" }],
    ["rl once per day", { topic: "rl", on: "daily" }],
    ["rl every week day at 9", { topic: "rl", on: "weekdays", at: "09:00" }],
    ["please send me papers about rl every day", { topic: "rl", on: "daily" }],
    ["whats new in rl", { topic: "rl" }],
    ["for rl", { topic: "rl" }],
    ["stuff about rl weekly", { topic: "rl", on: "weekly" }],
    ["on policy rl every day", { topic: "on policy rl", on: "daily" }],
    ["post training every day", { topic: "post training", on: "daily" }],
    ['"every layer matters"', { topic: '"every layer matters"' }],
    ['"each token counts" on mondays', { topic: '"each token counts"', on: "mon" }],
    ["models (small)", { topic: "models (small)" }],
    ["attention at 4 bits", { topic: "attention at 4 bits" }],
    ['"friday harbor"', { topic: '"friday harbor"' }],
  ])("%s", (topic, terms) => expect(withScheduleOfTopic({ topic })).toEqual(terms));

  it.each([
    "rl every other day",
    "rl every monday at 25",
    "rl each full moon",
    "rl every day except sunday",
    "rl except weekends",
    "rl monthly",
    "rl at 9 and 17",
    "rl at nine",
    "rl in the morning",
    "mondays: rl",
    "9am rl",
    "rl tomorrow at 9",
    "rl by 9am",
    "rl weekdays before 9",
    "rl nightly",
    "rl first monday of the month",
    "rl sunday nights at 8",
    "every monday about rl",
  ])("%s is asked about", (topic) =>
    expect(() => withScheduleOfTopic({ topic })).toThrow("tell the topic from the schedule"),
  );

  it.each([
    "rl täglich um 9",
    "rl Mo Mi Fr 9 Uhr",
    "rl chaque lundi à 9h",
    "rl cada lunes a las 9",
    "rl каждый день",
    "rl 毎日9時",
    "rl 每周一",
  ])("in another language is asked about: %s", (topic) =>
    expect(() => withScheduleOfTopic({ topic })).toThrow("in English only. Write it like"),
  );

  it.each(["the jeder problem", "quotidian scenes", "diffusion um die ecke", "每个像素"])(
    "is not seen in %s",
    (topic) => expect(withScheduleOfTopic({ topic })).toEqual({ topic }),
  );

  it("is asked about where an option says something else", () => {
    expect(() => withScheduleOfTopic({ topic: "rl every monday", on: "fri" })).toThrow("on:mon");
  });
});

describe("in a chat", () => {
  let world: CommandsWorld;
  beforeEach(async () => (world = await commandsWorld("2026-11-25T10:00:00Z")));
  afterEach(() => world.close());
  const said = async (words: string) => {
    const { message } = await world.type(words);
    return message ? plainText(message) : "";
  };

  it("a subscription has the days, the hour and the zone that were typed", async () => {
    expect(await said("subscribe rl every monday at 9 tz:Europe/Kyiv")).toContain(
      "about rl: Mondays at 09:00 Europe/Kyiv",
    );
    expect(await said("subscribe gan tz:IST")).toContain("that one may be Asia/Kolkata");
    expect(await said("settings timezone mumbai")).toContain("timezone is now Asia/Kolkata.");
    expect(await said("settings timezone:Europe/Paris")).toContain("timezone is now Europe/Paris.");
    expect(await said("settings timezone zürich")).toContain("timezone is now Europe/Zurich.");
    expect(await said("settings timezone us/pacific")).toContain("timezone is now US/Pacific.");
    expect(await said("settings timezone munich, germany")).toContain("timezone is now Europe/Berlin.");
    expect(await said("settings timezone GMT+2")).toContain("knows no summer time.");
  });

  it("a changed subscription and a preview read a schedule behind the topic too", async () => {
    await said("subscribe gan at:08:00");
    expect(await said('edit 1 topic:"rl every monday at 9"')).toContain("Mondays at 09:00");
    expect(await said("subscriptions")).toMatch(/\brl\b.*Mondays at 09:00/);
    expect(await said("preview rl every monday at 9")).toContain("about rl just now");
  });

  it("today takes a day beside a topic, a number and for whom", async () => {
    const list = ["One gan", "Two gans", "SAT solvers"].map((title) =>
      paperFacts({ origin: "hugging-face", title, listedOn: ["2026-11-23"] }),
    );
    await world.store.papers.save(list, world.now());
    for (const typed of ["gan 2026-11-23", "gan on 23 nov", "2026-11-23 gan", "gan monday"])
      expect(await said(`today ${typed}`), typed).toMatch(/Monday 23 November · 2 papers/);
    expect(await said("today sat solvers")).toMatch(/1 paper/);
    expect((await world.type("today 2")).json).toMatchObject({ topic: null, total: 3 });
    for (const typed of ["papers", "what's new", "papers please"])
      expect((await world.type(`today ${typed}`)).json, typed).toMatchObject({ topic: null, total: 3 });
    expect((await world.type("today top 2 please")).json).toMatchObject({ topic: null, total: 3 });
    for (const typed of ["limit 2", "max 2", "2 papers", "the top 2 papers", "limit 2 papers", "2 papers monday"])
      expect((await world.type(`today ${typed}`)).json, typed).toMatchObject({
        topic: null,
        total: 3,
        papers: [{}, {}],
      });
    for (const typed of ["gan limit 1", "gan top 1", "top 1 gan", "gan monday top 1"])
      expect((await world.type(`today ${typed}`)).json, typed).toMatchObject({ topic: "gan", total: 2, papers: [{}] });
    expect(await said("today limit 500")).toContain("limit takes a number of papers, 1 to 100");
    expect((await world.type("today for me")).json).toMatchObject({ topic: null, for: "me" });
  });

  it("today of a day that is none, or still to come, says so", async () => {
    expect(await said("today feb 30")).toContain("got feb 30, which no calendar has.");
    expect(await said("today tomorrow")).toContain("got tomorrow, which is still to come.");
    expect(await said("today next monday")).toContain("got next monday, which is still to come.");
    expect(await said("today date:2030-01-01")).toContain("which is still to come.");
    expect(await said("today for yesterday")).toContain("for Tuesday 24 November.");
  });

  it("a day without papers is named with its year", async () => {
    expect(await said("today 7 nov 2025")).toContain("No Daily Papers are known for Friday 7 November 2025.");
  });
});

describe("an option in words behind a topic", () => {
  it.each([
    ["rl top 5", "Write `limit:5`"],
    ["top 5 robots", "Write `limit:5`"],
    ["5 papers on robots", "Write `limit:5`"],
    ["robots year:2026", "is no part of a topic"],
    ["rl limit 3", "Write `limit:3`"],
    ["rl min votes 2", "Write `minvotes:2`"],
    ["rl excluding surveys", "Write `exclude:surveys`"],
    ["rl to my DMs", "Write `to:dm`"],
    ["rl by e-mail", "Write `to:email`"],
    ["rl min-votes=3", "Write `minvotes:3`"],
    ["rl only for me", "Write `to:dm`"],
    ["rl in this channel", "Write `to:here`"],
  ])("is asked for as an option: %s", (topic, says) => expect(() => withScheduleOfTopic({ topic })).toThrow(says));

  it.each(["learning to rank", "top 5", "learning without forgetting", '"rl top 5"', "sim to real"])(
    "is not seen in %s",
    (topic) => expect(withScheduleOfTopic({ topic })).toEqual({ topic }),
  );
});
