import { parseDays, parseTime } from "../../src/core/delivery/schedule.ts";
import { readZone } from "../../src/core/delivery/zone.ts";
import { repeatable } from "../../src/core/command/parse-text.ts";
import { UserError } from "../../src/errors.ts";
import { saysScheduleElsewhere } from "./schedule-languages.ts";

interface WithSchedule {
  topic?: string | undefined;
  at?: string | undefined;
  on?: string | undefined;
  tz?: string | undefined;
}

/** What a text ends with, and the text before it. */
interface Ending<Value> {
  before: string;
  value: Value;
}

const oneName = String.raw`(?:mon|tue|wed|thu|fri|sat|sun|tues|wednes|thur|thurs|satur)(?:day)?s?\.?`;
const between = String.raw`(?:\s*[,/&]\s*(?:and\s+)?|\s+and\s+|\s+)`;
const range = String.raw`${oneName}\s*(?:-|–|\bto\b|\bthrough\b)\s*${oneName}`;
const dayList = String.raw`(?:${range}|${oneName}(?:${between}${oneName})*)`;
const dayGroup = "(?:single )?(?:day|weekday|workday|working day|business day|weekend|week|morning)s?";
const partOfDay = String.raw`(?:\s+mornings?)?`;

const saidDays = new RegExp(
  String.raw`^(.*?)(?:^|[\s,]+)(?:every|each|on|once an?|weekly on|every week on)\s+(${dayList}|${dayGroup})${partOfDay}$`,
  "i",
);
const oneWord = /^(.*?)(?:^|[\s,]+)(daily|every ?day|weekdays|workdays|weekends|weekly|m-f|mo-fr)$/i;
/** Days without "every": several, a range, or a plural. One day alone may be a topic's last word. */
const bareDays = new RegExp(
  String.raw`^(.*?)(?:^|[\s,]+)(${range}|${oneName}(?:${between}${oneName})+|(?:mon|tues|wednes|thurs|fri|satur|sun)days)$`,
  "i",
);
const oneDay = new RegExp(String.raw`^(.+?)[\s,]+(${oneName})$`, "i");
const timeOfDay = String.raw`\d{1,2}(?:[:.h]\d\d)?(?:\s*(?:[ap]\.?m\.?|h|o['’]?clock))?|noon|midnight`;
const saidTime = new RegExp(String.raw`^(.*?)(?:^|[\s,]+)(?:at|@)\s*(${timeOfDay})$`, "i");
/** A time without "at" is one only by its sign, or behind days. */
const plainTime = /^(.*?)(?:^|[\s,]+)(\d{1,2}(?:[:h]\d\d|(?:[:.]\d\d)?\s*[ap]\.?m\.?))$/i;
const numberAlone = /^(.*?)\s+(\d{1,2})$/;

/** Words that mean a schedule, wherever the one they belong to could not be read. */
const meansSchedule =
  /\b(?:every|each)\b|\bat \d{1,2}(?:[:.h]\d\d)?(?:$|\s*[ap]\.?m\b|\s+(?:and|on|every|each)\b)|\bat (?:\d{4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:half|quarter) .*)$|\b(?:except|but not)(?: on)?$|\b(?:hourly|monthly|biweekly|fortnightly|twice an? \w+)$|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\bin the (?:morning|afternoon|evening)$/i;

/** Moves a schedule typed behind a topic (`rl every monday at 9`) to its options; throws a `UserError` for one it cannot read. */
export function withScheduleOfTopic<Typed extends WithSchedule>(typed: Typed): Typed {
  const topic = (typed.topic ?? "").replace(/[\s.!]+$|,?\s+please$/gi, "");
  if (saysScheduleElsewhere(topic))
    throw new UserError(
      "usage",
      `\`${repeatable(topic)}\` seems to say when, and I read days and times in English only. ` +
        "Write it like `subscribe rl on:mon at:09:00`.",
      "subscribe",
    );
  const zoned = endingZone(topic);
  const { before, ...found } = endingSchedule(zoned?.before ?? topic);
  const schedule = { ...found, ...(found.at && zoned && { tz: zoned.value }) };
  const isTwice = Object.keys(schedule).some((option) => typed[option as keyof WithSchedule] !== undefined);
  if (meansSchedule.test(before) || isTwice || (zoned && found.at === undefined && meansSchedule.test(topic)))
    throw new UserError(
      "usage",
      `I can't tell the topic from the schedule in \`${repeatable(topic)}\`. Write it like \`subscribe rl on:mon at:09:00\`.`,
      "subscribe",
    );
  return Object.keys(schedule).length === 0 ? typed : { ...typed, topic: before, ...schedule };
}

/** The days and the time that a text ends with, in any order. */
function endingSchedule(text: string): { before: string; on?: string; at?: string } {
  const first = endingDays(text) ?? undefined;
  if (first) {
    const time = endingTime(first.before);
    return { before: time?.before ?? first.before, on: first.value, ...(time && { at: time.value }) };
  }
  const time = endingTime(text);
  if (time) {
    const days = endingDays(time.before) ?? endingOneDay(time.before);
    return { before: days?.before ?? time.before, at: time.value, ...(days && { on: days.value }) };
  }
  const [, before, hour] = numberAlone.exec(text) ?? [];
  const days = before === undefined ? null : endingDays(before);
  const at = hour === undefined ? null : parseTime(hour);
  return days && at ? { before: days.before, on: days.value, at } : { before: text };
}

function endingDays(text: string): Ending<string> | null {
  for (const pattern of [saidDays, oneWord, bareDays]) {
    const read = daysIn(pattern.exec(text));
    if (read) return read;
  }
  return null;
}

const endingOneDay = (text: string): Ending<string> | null => daysIn(oneDay.exec(text));

function daysIn(match: RegExpExecArray | null): Ending<string> | null {
  const [, before = "", days] = match ?? [];
  if (days === undefined) return null;
  const value = parseDays(days.replace(/^single /i, ""));
  return value === null ? null : { before: before.replace(/[\s,:–-]+$/, ""), value };
}

function endingTime(text: string): Ending<string> | null {
  const [, before = "", written = ""] = saidTime.exec(text) ?? plainTime.exec(text) ?? [];
  const value = parseTime(written);
  return value === null ? null : { before: before.replace(/[\s,:–-]+$/, ""), value };
}

/** A time zone as the last word behind a time: `at 9 UTC`, `at 9 berlin time`. */
function endingZone(text: string): Ending<string> | null {
  const [, before, name] = /^(.*(?:\d|[ap]\.?m\.?|noon|midnight))\s+([A-Za-z][\w/+-]+)(?: time)?$/i.exec(text) ?? [];
  if (before === undefined || name === undefined || endingTime(before) === null) return null;
  const read = readZone(name);
  return "zone" in read ? { before, value: read.zone } : null;
}
