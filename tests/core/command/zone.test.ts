import { describe, expect, it } from "vitest";
import { readZone } from "../../../src/core/command/zone.ts";

describe("a typed zone", () => {
  it.each([
    ["Europe/Berlin", "Europe/Berlin"],
    ["europe/berlin", "Europe/Berlin"],
    ["america/new york", "America/New_York"],
    ["utc", "UTC"],
    ["Europe/Kyiv", "Europe/Kyiv"],
    ["asia/kolkata", "Asia/Kolkata"],
    ["America/Nuuk", "America/Nuuk"],
    ["Asia/Saigon", "Asia/Saigon"],
    ["berlin", "Europe/Berlin"],
    ["New York", "America/New_York"],
    ["San Francisco", "America/Los_Angeles"],
    ["JST", "Asia/Tokyo"],
    ["Eastern Time", "America/New_York"],
    ["US Pacific", "America/Los_Angeles"],
    ["berlin time", "Europe/Berlin"],
    ["L.A.", "America/Los_Angeles"],
    ["Cambridge, UK", "Europe/London"],
    ["Cambridge, MA", "America/New_York"],
    ["Göteborg", "Europe/Stockholm"],
    ["Japan", "Asia/Tokyo"],
    ["서울", "Asia/Seoul"],
    ["AEDT", "Australia/Sydney"],
    ["Z", "UTC"],
    ["UTC+0", "UTC"],
    ["MIT", "America/New_York"],
    ["IST (India)", "Asia/Kolkata"],
    ["Mountain Time (US)", "America/Denver"],
    ["PST/PDT", "America/Los_Angeles"],
    ["(UTC+01:00) Amsterdam, Berlin", "Europe/Amsterdam"],
    ["Europe/Munich", "Europe/Berlin"],
    ["Łódź", "Europe/Warsaw"],
    ["sri lanka", "Asia/Colombo"],
    ["Iceland", "Atlantic/Reykjavik"],
    ["met", "MET"],
  ])("%j is %j", (text, zone) => expect(readZone(text)).toEqual({ zone }));

  it.each([
    ["IST", "`Asia/Kolkata`, `Europe/Dublin` or `Asia/Jerusalem`"],
    ["CST", "`America/Chicago`, `Asia/Shanghai` or"],
    ["GMT+2", "knows no summer time"],
    ["UTC-5", "knows no summer time"],
    ["Etc/GMT+5", "the wrong way round"],
    ["Europe/Berln", "did you mean `Europe/Berlin`?"],
    ["Mars/Olympus", "a time zone like"],
    ["+02:00", "knows no summer time"],
    ["Cambridge", "`America/New_York` or `Europe/London`"],
    ["EST", "`America/New_York` or `Australia/Sydney`"],
    ["usa", "`America/New_York`, `America/Chicago`, `America/Denver` or `America/Los_Angeles`"],
    ["Kazakhstan", "that one has `Asia/Almaty`,"],
    // What old Java calls so is in New Zealand and in the Pacific.
    ["NST", "a time zone like"],
    ["SST", "a time zone like"],
    ["constructor", "a time zone like"],
    ["", "a time zone like"],
  ])("%j is asked about", (text, says) =>
    expect(readZone(text)).toEqual({ says: expect.stringContaining(says) as string }),
  );
});
