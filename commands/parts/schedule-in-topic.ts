import { parseDays, parseTime } from "../../src/core/delivery/schedule.ts";
import { readZone } from "../../src/core/delivery/zone.ts";
import { repeatable } from "../../src/core/command/parse-text.ts";
import { withoutAsking } from "../../src/core/search/topics/asking.ts";
import { UserError } from "../../src/errors.ts";
import { refuseOptionInTopic } from "./option-in-topic.ts";
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
const range = String.raw`(?:from\s+)?${oneName}\s*(?:-|–|\bto\b|\bthrough\b)\s*${oneName}`;
const dayList = String.raw`(?:${range}|${oneName}(?:${between}${oneName})*)`;
const dayGroup = "(?:single )?(?:day|week ?day|workday|working day|business day|weekend|week|morning)s?";
const partOfDay = String.raw`(?:\s+mornings?)?`;

const saidDays = new RegExp(
  String.raw`^(.*?)(?:^|[\s,]+)(?:every|each|on|once (?:an?|per)|weekly on|every week on)\s+(${dayList}|${dayGroup})${partOfDay}$`,
  "i",
);
const oneWord =
  /^(.*?)(?:^|[\s,]+)(daily|every[ -]?day|weekdays|workdays|weekends|weekly|m-f|mo-fr)(?:\s+(?:digest|roundup|summary|newsletter|updates?))?$/i;
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

const clockTime = String.raw`\d{1,2}(?:[:.h]\d\d)?`;
const half = String.raw`\s?[ap]\.?m\b`;
/** Words that mean a schedule, wherever the one they belong to could not be read. */
const meansSchedule = new RegExp(
  [
    String.raw`\b(?:every|each)\b`,
    String.raw`\bat ${clockTime}(?:$|${half}|\s+(?:and|on|every|each|in)\b)`,
    String.raw`^(?:at ${clockTime}|${clockTime}${half})\.?\s`,
    String.raw`\bat (?:\d{4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:half|quarter) .*)$`,
    String.raw`\b(?:except|but not)(?: on)?$`,
    String.raw`\b(?:hourly|nightly|monthly|quarterly|yearly|annually|bi-?weekly|fortnightly|alternate days|twice an? \w+)$`,
    String.raw`\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|MWF$)`,
    String.raw`\b(?:mornings|afternoons|evenings|nights|in the (?:morning|afternoon|evening)|of the month|on the \d{1,2}(?:st|nd|rd|th))$`,
    String.raw`\b(?:before|after|around|until|starting) (?:${oneName}|${clockTime}(?:${half}\.?)?)$`,
  ].join("|"),
  "i",
);
/** Words before a schedule that belong to it and say more than it can hold. */
const leftover =
  /\b(?:today|tomorrow|tonight|from|starting|until|till|by|about|around|before|after|first|second|last|nights?|evenings?|afternoons?)$/i;

/** Moves a schedule typed behind a topic (`rl every monday at 9`) to its options; throws a `UserError` for one it cannot read. */
export function withScheduleOfTopic<Typed extends WithSchedule>(typed: Typed): Typed {
  const topic = (typed.topic ?? "").replace(/(?:[\s.!]|,?\s+(?:please|thanks|thank you|thx))+$/i, "");
  refuseOptionInTopic(topic);
  if (saysScheduleElsewhere(withoutQuoted(topic)))
    throw unclear(`\`${repeatable(topic)}\` seems to say when, and I read days and times in English only.`);
  const inside = readSchedule(topic.replace(/\s*[([]([^()[\]]+)[)\]]$/, " $1"));
  const { before, schedule, zone } = Object.keys(inside.schedule).length > 0 ? inside : readSchedule(topic);
  const found = Object.keys(schedule).length > 0;
  const isTwice = Object.keys(schedule).some((option) => typed[option as keyof WithSchedule] !== undefined);
  const says = (text: string) => meansSchedule.test(withoutQuoted(text));
  if (says(before) || isTwice || (found && leftover.test(before)) || (zone && schedule.at === undefined && says(topic)))
    throw unclear(`I can't tell the topic from the schedule in \`${repeatable(topic)}\`.`);
  return found ? { ...typed, topic: withoutAsking(before), ...schedule } : typed;
}

const unclear = (what: string): UserError =>
  new UserError(
    "usage",
    `${what} Write it like \`subscribe rl on:mon at:09:00\`, or put the topic in quotes.`,
    "subscribe",
  );

/** What stands in quotes is a topic, whatever it says. */
const withoutQuoted = (text: string): string => text.replace(/"[^"]*"?/g, '""');

function readSchedule(text: string) {
  const zone = endingZone(text);
  const { before, ...found } = endingSchedule(zone?.before ?? text);
  return { before, schedule: { ...found, ...(found.at && zone && { tz: zone.value }) }, zone };
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
  const days = before === undefined ? null : (endingDays(before) ?? endingOneDay(before));
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
  const value = parseDays(days.replace(/^(?:single|from)\s+/i, ""));
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
