import { parseDays, parseTime } from "../../src/core/delivery/schedule.ts";
import { politeWords } from "../../src/core/command/first-day.ts";
import { isZone, readZone } from "../../src/core/command/zone.ts";
import { oneLine } from "../../src/core/papers/text.ts";
import { repeatable } from "../../src/core/command/repeatable.ts";
import { withoutAsking } from "../../src/core/search/topics/asking.ts";
import { UserError } from "../../src/errors.ts";
import { refuseOptionInTopic } from "./option-in-topic.ts";
import { refuseEmpty } from "./search-with-sources.ts";
import { saysScheduleElsewhere } from "./schedule-languages.ts";
import { meansSchedule } from "./schedule-signs.ts";

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

const oneName = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun|tues|weds|wednes|thur|thurs|satur)(?:day)?s?\.?|week(?:day|end)s?)`;
const between = String.raw`(?:\s*[,/&+]\s*(?:and\s+)?|\s+and\s+|\s+)`;
/** Days cut to two letters, where signs join several: `mo,we,fr`. */
const twoLetters = "(?:mo|tu|we|th|fr|sa|su)";
const cutList = String.raw`${twoLetters}(?:\s*[,/&+]\s*${twoLetters})+`;
const range = String.raw`(?:from\s+)?${oneName}\s*(?:-|–|\bto\b|\bthrough\b)\s*${oneName}`;
const dayList = String.raw`(?:${range}|${cutList}|${oneName}(?:${between}${oneName})*)`;
const workingDay = "(?:working|business|week|work)[ -]?days?";
const dayGroup = `(?:single )?(?:day|${workingDay}|weekend|week|morning)s?`;
const partOfDay = String.raw`(?:\s+mornings?)?(?:\s+only)?`;

const saidDays = new RegExp(
  String.raw`^(.*?)(?:^|[\s,]+)(?:every|each|on|once (?:an?|per)|weekly(?: on)?,?|every week on)\s+(${dayList}|${dayGroup})${partOfDay}$`,
  "i",
);
const oneWord = new RegExp(
  String.raw`^(.*?)(?:^|[\s,]+)(?:once )?(daily|every[ -]?day|(?:working|business|week|work)[ -]?days|weekends|weekly|m-f|mo-fr)${partOfDay}(?:\s+(?:digest|roundup|summary|newsletter|updates?))?$`,
  "i",
);
/** Days without "every": several, a range, a plural, or one with its morning. One day alone may be a topic's last word. */
const bareDays = new RegExp(
  String.raw`^(.*?)(?:^|[\s,]+)(${range}|${cutList}|${oneName}(?:${between}${oneName})+|(?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:week|mon|tues|wednes|thurs|fri|satur|sun)day(?=\s+mornings?(?:\s+only)?$))${partOfDay}$`,
  "i",
);
const oneDay = new RegExp(String.raw`^(.+?)[\s,]+(${oneName})$`, "i");
const ofDay = String.raw`(?:\s+(?:in the (?:morning|afternoon|evening)|at night))?`;
const namedHour = String.raw`(?:12(?:[:.]00)? )?(?:noon|midday|midnight)`;
const oClock = String.raw`o['’ ]?\s?clock`;
const timeOfDay = String.raw`\d{1,2}(?:[:.h]\d\d(?::00)?)?(?:\s*(?:[ap](?:\.?m\.?)?|h|${oClock}))?${ofDay}|\d{4}\s?(?:hrs?|hours|h)|${namedHour}`;
const roughly = "(?:(?:about|around|roughly|approximately|exactly)\\s+)?";
const saidTime = new RegExp(
  String.raw`^(.*?)(?:^|[\s,]+|(?<=day|days|ly)(?=@))(?:at|@)\s*${roughly}(${timeOfDay})$`,
  "i",
);
/** A time without "at" is one only by its sign, or behind days. */
const plainTime = new RegExp(
  String.raw`^(.*?)(?:^|[\s,]+)(\d{1,2}(?:[:h]\d\d|(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?|${oClock}))|\d{1,2}(?:[:.]\d\d)?\s+(?:in the (?:morning|afternoon|evening)|at night))$`,
  "i",
);
/** Behind days, or before a zone, it is no number of a topic. */
const hourAtEnd = new RegExp(String.raw`^(.*?)(?:^|[\s,]+)(\d{1,2}(?:\.\d\d)?|${namedHour})$`, "i");
/** A zone that stands close behind its time: `9utc`. */
const zoneClose =
  /(?<=(?:^|[\s@])\d{1,2}(?:[:.]\d\d)?(?:[ap]m)?)(?=(?:utc|gmt|z|[ecmp][sd]?t|ces?t|[iw]st|bst|jst)$)(?![ap]m$)/i;

/** Words before a schedule that belong to it and say more than it can hold. */
const leftover =
  /\b(?:today|tomorrow|tonight|from|starting|until|till|by|about|around|before|after|first|second|last|nights?|evenings?|afternoons?|not|no|without|never|twice|thrice)$/i;
/** A day cut to two letters before a time, which is written alike in German. */
const cutDay = /\s(?:[Mm]o|[Tt]u|[Tt]h|[Ff]r|[Ss]a|[Ss]u|We|Di|Mi|Do|So)\.?$/;
/** Small words and signs between a topic and its schedule: `rl with a daily digest`, `rl => weekly`. */
const joining = /(?:\s+(?:with|for|as|in|of|only|just|all|time|an?|the)|\s*[|—–=>:;,-]+)+$/i;
/** Words around the whole that say nothing more. */
const politeEnd = new RegExp(String.raw`(?:[\s.!]|,?\s+(?:${politeWords}|sharp))+$`, "i");
const toAtStart = /^(?:(?:me|us|this channel|here) )?(?:to|for) (?=\S)/i;
/** No topic at all: the Daily Papers. */
const dailyPapers = /^(?:(?:the |hugging ?face )*daily papers|everything|anything|all(?: (?:the )?papers)?)$/i;

/** Moves a schedule typed behind a topic (`rl every monday at 9`) to its options; throws a `UserError` for one it cannot read. */
export function withScheduleOfTopic<Typed extends WithSchedule>(typed: Typed): Typed {
  if (typed.topic === undefined) return typed;
  const topic = oneLine(typed.topic).replace(politeEnd, "").replace(toAtStart, "");
  if (dailyPapers.test(topic)) return { ...typed, topic: "" };
  refuseOptionInTopic(topic);
  refuseEmpty(topic);
  if (saysScheduleElsewhere(withoutQuoted(topic)))
    throw unclear(`\`${repeatable(topic)}\` seems to say when, and I read days and times in English only.`);
  const inside = readSchedule(lastBracketsOpened(topic));
  const { before: left, ...schedule } = Object.keys(inside).length > 1 ? inside : readSchedule(topic);
  const found = Object.keys(schedule).length > 0;
  const before = found ? left.replace(joining, "") : left;
  const isTwice = Object.keys(schedule).some((option) => typed[option as keyof WithSchedule] !== undefined);
  const isCut = found && (leftover.test(before) || cutDay.test(before));
  if (isTwice || isCut || [before, lastBracketsOpened(before)].some((text) => meansSchedule(withoutQuoted(text))))
    throw unclear(`I can't tell the topic from the schedule in \`${repeatable(topic)}\`.`);
  const rest = dailyPapers.test(before) ? "" : withoutAsking(before);
  return { ...typed, topic: rest, ...schedule };
}

const unclear = (what: string): UserError =>
  new UserError(
    "usage",
    `${what} Write it like \`subscribe rl on:mon at:09:00\`, one time on days of the week, or put the topic in quotes.`,
    "subscribe",
  );

/** A text whose last words do not stand in brackets. */
const lastBracketsOpened = (text: string): string => text.replace(/\s*[([]([^()[\]]+)[)\]]$/, " $1");

/** What stands in quotes is a topic, whatever it says. */
const withoutQuoted = (text: string): string => text.replace(/"[^"]*"?/g, '""');

interface TopicAndSchedule {
  before: string;
  on?: string;
  at?: string;
  tz?: string;
}

/** The days, the time and its zone that a text ends with, in any order. */
function readSchedule(text: string): TopicAndSchedule {
  let found: TopicAndSchedule = { before: text.replace(zoneClose, " ") };
  for (let more: TopicAndSchedule | null = found; more; more = withItsTime(found) ?? withItsDays(found)) found = more;
  return found;
}

function withItsTime({ before, at, ...days }: TopicAndSchedule): TopicAndSchedule | null {
  if (at !== undefined) return null;
  const zone = endingZone(before);
  const rest = zone?.before ?? before;
  const time = endingTime(rest) ?? (zone ? hourAlone(rest) : hourBehindDays(rest));
  return time && { ...days, before: time.before, at: time.value, ...(zone?.value && { tz: zone.value }) };
}

/** One day alone is a day of the schedule where a time or other days stand behind it. */
function withItsDays({ before, on, ...time }: TopicAndSchedule): TopicAndSchedule | null {
  const days = endingDays(before) ?? ((on ?? time.at) === undefined ? null : endingOneDay(before));
  const both = days && sameDays(days.value, on);
  return days && both ? { ...time, before: days.before, on: both } : null;
}

/** "Once a week, on Fridays" says one thing twice; null for days that differ. */
const sameDays = (some: string, others: string | undefined): string | null =>
  others === undefined || others === "weekly" || others === some ? some : some === "weekly" ? others : null;

function endingDays(text: string): Ending<string> | null {
  for (const pattern of [saidDays, bareDays, oneWord]) {
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

/** A time without a sign. */
function hourAlone(text: string): Ending<string> | null {
  const [, before = "", hour = ""] = hourAtEnd.exec(text) ?? [];
  const value = parseTime(hour);
  return value === null ? null : { before, value };
}

function hourBehindDays(text: string): Ending<string> | null {
  const hour = hourAlone(text);
  return hour && (endingDays(hour.before) ?? endingOneDay(hour.before)) ? hour : null;
}

const ownZone = /^(?:my|our|local)(?: own)?(?: time(?:zone)?)?$/i;

/** A time zone as the last words behind a time: `at 9 UTC`, `at 9 in New York`. The value is null for the caller's own; throws a `UserError` for a name of several. */
function endingZone(text: string): Ending<string | undefined> | null {
  const words = text.split(" ");
  for (let count = Math.min(3, words.length - 1); count > 0; count--) {
    const name = words
      .slice(-count)
      .join(" ")
      .replace(/^(?:in |\()/i, "")
      .replace(/\)$/, "");
    const before = words.slice(0, -count).join(" ").replace(/,$/, "");
    const isBehindTime =
      endingTime(before) !== null || (/^[A-Z]{1,4}T$|^(?:UTC|GMT|utc|gmt)/.test(name) && hourAlone(before) !== null);
    if (!isBehindTime) continue;
    if (ownZone.test(name)) return { before, value: undefined };
    if (!isZone(name)) continue;
    const read = readZone(name);
    if ("zone" in read) return { before, value: read.zone };
    throw new UserError("usage", `\`tz\` takes ${read.says}; got \`${repeatable(name)}\`.`, "subscribe");
  }
  return null;
}
