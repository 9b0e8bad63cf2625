import { describe, expect, it } from "vitest";
import { dayTyped } from "../../../src/core/command/days.ts";
import { parseText } from "../../../src/core/command/parse-text.ts";

// A Wednesday.
const now = new Date("2026-11-25T10:00:00Z");

describe("a typed day", () => {
  it.each([
    ["since monday", "2026-11-23"],
    ["in 2024", "2024-01-01"],
    ["previous week", "2026-11-18"],
    ["previous quarter", "2026-07-01"],
    ["twelve days ago", "2026-11-13"],
    ["1.5 weeks", "2026-11-14"],
    ["-7d", "2026-11-18"],
    ["2 weeks back", "2026-11-11"],
    ["year to date", "2026-01-01"],
    ["2026-W30", "2026-07-20"],
    ["week 53 of 2020", "2020-12-28"],
    // Without a year the last one that has begun.
    ["w50", "2025-12-08"],
    ["KW 30", "2026-07-20"],
    ["2025-W01", "2024-12-30"],
    ["Fri, 7 Nov 2025", "2025-11-07"],
    ["friday, november 7", "2026-11-07"],
    ["nov. 2025", "2025-11-01"],
    ["nov '25", "2025-11-01"],
    ["2025年6月", "2025-06-01"],
    ["13/1/25", "2025-01-13"],
    ["1/13/25", "2025-01-13"],
    ["31/12", "2025-12-31"],
    ["5/5/2026", "2026-05-05"],
    // The last one that was.
    ["29 feb", "2024-02-29"],
    ["start of last week", "2026-11-16"],
    ["the beginning of last month", "2026-10-01"],
    ["early last year", "2025-01-01"],
    ["2026-03-14,", "2026-03-14"],
    ["14.03.2026.", "2026-03-14"],
    ["30d;", "2026-10-26"],
    ["'past month'", "2026-10-26"],
    ["2026-Mar-14", "2026-03-14"],
    ["2026 March 14", "2026-03-14"],
    ["2026-mar", "2026-03-01"],
    ["mar-2026", "2026-03-01"],
    ["14 mar 26", "2026-03-14"],
    ["weds", "2026-11-18"],
    ["thurs", "2026-11-19"],
    // The last one that is over.
    ["last november", "2025-11-01"],
    ["last june", "2026-06-01"],
    ["june last year", "2025-06-01"],
    ["the 3rd", "2026-11-03"],
    ["the 31st", "2026-10-31"],
    ["nineteen days ago", "2026-11-06"],
    ["this past fortnight", "2026-11-11"],
    ["tuesday last week", "2026-11-17"],
    ["monday of this week", "2026-11-23"],
    // The year last is the later day.
    ["13/11/25", "2025-11-13"],
    // Already that day east of UTC.
    ["2026-11-26", "2026-11-26"],
  ])("%s is %s", (text, day) => expect(dayTyped("since", text, now)).toBe(day));

  it.each([
    ["feb 30", "which no calendar has"],
    ["2025-02-29", "which no calendar has"],
    ["2026-W54", "which no calendar has"],
    ["6/1/25", "which may be 2025-01-06 or 2025-06-01"],
    ["06-01-2025", "which may be 2025-01-06 or 2025-06-01"],
    ["24/10/09", "which may be 2009-10-24 or 2024-10-09"],
    ["friday this week", "which is still to come"],
    ["jan-march", "which has a last day"],
    ["tomorrow", "which is still to come"],
    ["next monday", "which is still to come"],
    ["2027-01-01", "which is still to come"],
    ["june 2027", "which is still to come"],
    ["may to july", "which has a last day"],
    ["between 2024 and 2025", "which has a last day"],
    ["2025-11-07..2025-11-10", "which has a last day"],
    ["2025-11-10 to 2025-11-07", "which has a last day"],
    ["until june", "which has a last day"],
  ])("%s is refused with the reason", (text, why) =>
    expect(() => dayTyped("since", text, now)).toThrow(`got \`${text}\`, ${why}`),
  );
});

describe("days behind a topic", () => {
  it.each([
    ["gan since the day before yesterday", "the day before yesterday"],
    ["gan since 2025/06/01", "2025/06/01"],
    ["gan since 01.06.2025", "01.06.2025"],
    ["gan since last 3 weeks", "last 3 weeks"],
    ["gan since end of june", "end of june"],
    ["gan since:the beginning of the year", "the beginning of the year"],
    ["gan since:2025-11-07 to 2025-11-10", "2025-11-07 to 2025-11-10"],
    ["gan from may to july", "may to july"],
    ["gan between 2024 and 2025", "2024 and 2025"],
    ["gan before 2024", "before 2024"],
    ["gan in week 30", "week 30"],
    ["gan previous week", "previous week"],
    ["gan that was uploaded yesterday", "yesterday"],
    ["gan which have appeared in 2026", "2026"],
    ["gan first released on 7 nov", "7 nov"],
    ["gan coming out this quarter", "this quarter"],
    ["gan past 48h", "past 48h"],
    ["gan over the last twenty weeks", "the last twenty weeks"],
    ["gan within one month", "one month"],
    ["gan no older than 3 weeks", "3 weeks"],
    ["gan (this year)", "this year"],
    ["gan [published since march]", "march"],
    ["gan last weekend", "last weekend"],
    ["gan on tuesday", "tuesday"],
    ["gan a month ago", "a month ago"],
    ["gan this past year", "this past year"],
    ["gan in june last year", "june last year"],
    ["gan last june", "last june"],
    ["gan since : 2024", "2024"],
    ["this month in gan", "this month"],
  ])("%s", (text, since) =>
    expect(parseText(text, ["words", "since"])).toEqual({ ok: true, values: { words: "gan", since } }),
  );

  it.each([
    ["last month vision papers", { words: "vision papers", since: "last month" }],
    ["october vision papers", { words: "vision papers", since: "october" }],
    ["vision papers 2024", { words: "vision papers", since: "2024" }],
    ["2024 papers on vision", { words: "papers on vision", since: "2024" }],
  ])("%s", (text, values) => expect(parseText(text, ["words", "since"])).toEqual({ ok: true, values }));

  it.each([
    "few-shot last layer",
    "survival within 30 days",
    "speech models trained on 24 hours",
    "march madness papers",
    "models (used this year)",
    "vision 2024",
    "the last of us",
    "trained on may",
  ])("are not seen in %s", (words) =>
    expect(parseText(words, ["words", "since"])).toEqual({ ok: true, values: { words } }),
  );

  it.each(["meshes from 3d", "from 2d to 3d", "gan after chatgpt", "learning from the day", "before and after"])(
    "are not seen in %s",
    (words) => expect(parseText(words, ["words", "since"])).toEqual({ ok: true, values: { words } }),
  );

  it.each(["gan since ever", "gan since the beginning", "gan ever"])("%s has no first day", (text) =>
    expect(parseText(text, ["words", "since"])).toEqual({ ok: true, values: { words: "gan" } }),
  );

  it("a title with the name of the first option before a colon is a title", () => {
    const words = "An image is worth 16x16 words: transformers";
    expect(parseText(words, ["words", "since"])).toEqual({ ok: true, values: { words } });
  });
});
