import { describe, expect, it } from "vitest";
import { buttonLimit, decodeButton, encodeButton } from "../../../src/core/command/button.ts";
import { dayTyped } from "../../../src/core/command/days.ts";

const now = new Date("2026-03-01T23:30:00Z");

describe("a day people type", () => {
  it.each([
    ["2025-11-07", "2025-11-07"],
    ["2025-11", "2025-11-01"],
    ["2025", "2025-01-01"],
    ["7d", "2026-02-22"],
    ["7 days", "2026-02-22"],
    ["2w", "2026-02-15"],
    ["3m", "2025-12-01"],
    ["1y", "2025-03-01"],
    ["today", "2026-03-01"],
    ["Yesterday", "2026-02-28"],
    ["last week", "2026-02-22"],
    ["the past month", "2026-01-30"],
    ["q2 2025", "2025-04-01"],
    ["2025-Q4", "2025-10-01"],
    ["2025Q3", "2025-07-01"],
    ["q1", "2026-01-01"],
    ["Q2", "2025-04-01"],
    ["h2 2025", "2025-07-01"],
    ["H1", "2026-01-01"],
    ["the second half of 2025", "2025-07-01"],
    ["3rd quarter", "2025-07-01"],
    ["this quarter", "2026-01-01"],
    ["start of 2025", "2025-01-01"],
    ["beginning of the year", "2026-01-01"],
    ["start of this week", "2026-02-23"],
    ["mid 2025", "2025-07-01"],
    ["mid-february", "2026-02-15"],
    ["early february", "2026-02-01"],
    ["last-month", "2026-01-30"],
    ["week", "2026-02-22"],
    ["last quarter", "2025-10-01"],
    ["1000d", "2023-06-05"],
  ])("%s", (typed, day) => expect(dayTyped("since", typed, now)).toBe(day));

  it.each(["soon", "2025-02-30", "2025-13", "1000x", "7x", "q5", "h3 2025", "quarter", "constructor", ""])(
    "%s is refused",
    (typed) => {
      expect(() => dayTyped("since", typed, now)).toThrow(/^`since` takes a day like 2025-11-07/);
    },
  );
});

describe("a button's id", () => {
  it("keeps a call, whatever its values hold", () => {
    const values = { words: "a&b=c:d#e ü", reply: "r1" };
    expect(decodeButton(encodeButton("more", values))).toEqual({ command: "more", values });
    expect(decodeButton(`${encodeButton("vote", { paper: "p1" })}#marker`)).toEqual({
      command: "vote",
      values: { paper: "p1" },
    });
  });

  it("leaves room for a marker, and is refused where it does not", () => {
    const fits = encodeButton("topic", { words: "x".repeat(buttonLimit - 24 - "v1:topic:words=".length) });
    expect(fits).toHaveLength(buttonLimit - 24);
    expect(() => encodeButton("topic", { words: "x".repeat(62) })).toThrow(/too long/);
  });
});
