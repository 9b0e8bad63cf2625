import { describe, expect, it } from "vitest";
import { localDate, nextSlot, parseDays, parseTime } from "../../../src/core/delivery/schedule.ts";
import { oneSlotADay } from "./one-slot-a-day.ts";

describe("a time of day", () => {
  it.each([
    ["09:00", "09:00"],
    ["9:05", "09:05"],
    ["9", "09:00"],
    ["9am", "09:00"],
    ["9 AM", "09:00"],
    ["9:30 pm", "21:30"],
    ["12am", "00:00"],
    ["12pm", "12:00"],
    ["12:15 p.m.", "12:15"],
    ["17.45", "17:45"],
    ["0:00", "00:00"],
    ["18h", "18:00"],
    ["9h30", "09:30"],
    ["9 o'clock", "09:00"],
    ["Noon", "12:00"],
    ["midnight", "00:00"],
    ["25:99", null],
    ["24:00", null],
    ["13pm", null],
    ["0am", null],
    ["9m", null],
    ["nine", null],
    ["", null],
    ["-1", null],
  ])("%j is %j", (text, time) => expect(parseTime(text)).toBe(time));
});

describe("the days", () => {
  it.each([
    ["daily", "daily"],
    ["Weekdays", "weekdays"],
    ["weekly", "weekly"],
    ["mon,thu", "mon,thu"],
    ["Thursday and Mondays", "mon,thu"],
    ["thurs tues", "tue,thu"],
    ["sun,mon", "mon,sun"],
    ["mon,mon", "mon"],
    ["mon,tue,wed,thu,fri,sat,sun", "daily"],
    ["mon-fri", "weekdays"],
    ["Friday to Monday", "mon,fri,sat,sun"],
    ["mon/wed & fri", "mon,wed,fri"],
    ["every weekday", "weekdays"],
    ["weekends", "sat,sun"],
    ["hourly", null],
    ["mon-", null],
    ["mo", null],
    ["mon,xyz", null],
    ["", null],
    ["__proto__", null],
    ["constructor", null],
  ])("%j is %j", (text, days) => expect(parseDays(text)).toBe(days));
});

describe("the next slot", () => {
  it.each([
    ["strictly after", "09:00 daily UTC", "2026-11-23T09:00:00Z", "2026-11-24 2026-11-24T09:00:00Z"],
    ["later the same day", "09:00 daily UTC", "2026-11-23T08:59:59Z", "2026-11-23 2026-11-23T09:00:00Z"],
    ["over the weekend", "09:00 weekdays Europe/Berlin", "2025-11-07T09:00:00Z", "2025-11-10 2025-11-10T08:00:00Z"],
    ["on Monday", "09:00 weekly UTC", "2026-11-24T00:00:00Z", "2026-11-30 2026-11-30T09:00:00Z"],
    ["on named days", "09:00 mon,thu UTC", "2026-11-24T00:00:00Z", "2026-11-26 2026-11-26T09:00:00Z"],
    [
      "gap: first instant after it",
      "02:30 daily America/New_York",
      "2027-03-13T12:00:00Z",
      "2027-03-14 2027-03-14T07:00:00Z",
    ],
    ["gap at midnight", "00:00 daily America/Santiago", "2027-09-04T12:00:00Z", "2027-09-05 2027-09-05T04:00:00Z"],
    ["half-hour gap", "02:15 daily Australia/Lord_Howe", "2027-10-02T00:00:00Z", "2027-10-03 2027-10-02T15:30:00Z"],
    ["two-hour gap", "02:30 daily Antarctica/Troll", "2027-03-27T12:00:00Z", "2027-03-28 2027-03-28T01:00:00Z"],
    ["gap into the next day", "23:30 daily America/Nuuk", "2027-03-27T01:30:00Z", "2027-03-27 2027-03-28T01:00:00Z"],
    ["the day after such a gap", "23:30 daily America/Nuuk", "2027-03-28T01:00:00Z", "2027-03-28 2027-03-29T00:30:00Z"],
    ["such a gap, weekly", "23:30 sat America/Nuuk", "2027-03-25T00:00:00Z", "2027-03-27 2027-03-28T01:00:00Z"],
    ["ambiguous: the first", "01:30 daily America/New_York", "2027-11-07T05:29:00Z", "2027-11-07 2027-11-07T05:30:00Z"],
    [
      "ambiguous: not the second",
      "01:30 daily America/New_York",
      "2027-11-07T06:10:00Z",
      "2027-11-08 2027-11-08T06:30:00Z",
    ],
  ])("%s", (_what, schedule, after, expected) => {
    const [at = "", on = "", tz = ""] = schedule.split(" ");
    const slot = nextSlot({ at, on, tz }, new Date(after));
    expect(`${slot.date} ${slot.dueAt.toISOString().replace(".000", "")}`).toBe(expected);
  });
});

describe("the next slot, asked in any order", () => {
  it.each(["America/Nuuk", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"])("in %s", (tz) => {
    const schedule = { at: tz === "America/Nuuk" ? "23:30" : "02:15", on: "daily", tz };
    const slots = [nextSlot(schedule, new Date("2027-01-01T12:00:00Z"))];
    for (let i = 1; i < 400; i++) slots.push(nextSlot(schedule, slots.at(-1)?.dueAt ?? new Date(0)));
    const asked = slots.slice(1).flatMap((slot, i) => {
      const before = slots[i]?.dueAt.getTime() ?? 0;
      const due = slot.dueAt.getTime();
      return [before, before + 1, (before + due) / 2, due - 1].map((after) => ({ after, slot }));
    });
    const forth = asked.map(({ after }) => nextSlot(schedule, new Date(after)));
    const back = asked.toReversed().map(({ after }) => nextSlot(schedule, new Date(after)));
    expect(forth).toEqual(asked.map(({ slot }) => slot));
    expect(back.toReversed()).toEqual(forth);
  });
});

describe("every local day", () => {
  const odd = [
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "UTC",
  ];
  oneSlotADay(odd, 366);

  it("follows the date line", () => {
    expect(localDate(new Date("2026-11-23T11:00:00Z"), "Pacific/Kiritimati")).toBe("2026-11-24");
  });
});
