import { typoDistance } from "../../src/core/command/typo-distance.ts";
import { numbersInLetters } from "../../src/core/command/day-words.ts";
import { saysDay } from "../../src/core/command/first-day.ts";

const hourInLetters = `(?:${numbersInLetters.join("|")})`;
const clockTime = String.raw`\d{1,2}(?:[:.h]\d\d)?`;
const half = String.raw`\s?[ap]\.?m\b`;
/** A day's name or what it is cut to, where that is no other word: not `sat` and `sun`. */
const clearDay = String.raw`(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|wed|thurs?|thu|fri)\b`;
const somePart = "(?:morning|afternoon|evening|night)s?";
const meal = "(?:lunch(?:time)?|breakfast|dinner|noon|midnight|cob)";

/** Words that mean a schedule where they stand in a topic. */
const anywhere = [
  String.raw`\b(?:every|each)\b`,
  String.raw`\bat ${clockTime}(?:$|${half}|\s+(?:and|on|every|each|in)\b)`,
  // A time that is written as one: `9:00`, `9am`.
  String.raw`(?<![\w.:])(?:\d{1,2}:\d\d(?!\d|:\d)|\d{1,2}(?:[:.]\d\d)?${half})`,
  String.raw`\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\bMWF$`,
  // Cron's stars and names.
  String.raw`(?:^|\s)(?:cron\b|rrule\b|\*(?:/\d+)?(?=\s|$)|@?(?:hourly|daily|weekly|monthly|yearly)$)`,
];

const lastWords = [
  String.raw`\bat (?:\d{3,4}|${hourInLetters}(?: ?(?:am|pm|o['’]?clock))?|\d{1,2} o clock|(?:half|quarter) .*)`,
  String.raw`\b0\d[0-5]\d(?: ?h(?:(?:ou)?rs?)?)?|\b\d{1,2} o['’ ]?clock|\bat \d{1,2} ?(?:hrs?|hours)`,
  String.raw`\b(?:an?|per) (?:day|week|month)`,
  String.raw`\b(?:between|from) ${clockTime} (?:and|to) ${clockTime}`,
  String.raw`\b(?:seven|7|five|5|all) days(?: an? week)?|\b24/7|\b(?:frequently|often|regularly)`,
  String.raw`\b(?:at|over|during|for) (?:the |a )?(?:week|weekends?|working hours|office hours)`,
  String.raw`\b(?:tz|time ?zone) \S+`,
  String.raw`\b(?:1?\d|2[0-3])h`,
  String.raw`\b(?:except|but not)(?: on)?`,
  String.raw`\b(?:hourly|nightly|monthly|quarterly|yearly|annually|bi-?weekly|fortnightly|alternate days)`,
  String.raw`\b(?:once|twice|thrice|(?:\d+|one|two|three|four|five|six|several|a few|many|multiple) ?(?:x|times))(?: |(?=/))(?:an?|per|each|in an?|/) ?\w+`,
  String.raw`\b(?:mornings|afternoons|evenings|nights|in the (?:morning|afternoon|evening)|at night|of the month|on the \d{1,2}(?:st|nd|rd|th)(?:(?:,| and) (?:the )?\d{1,2}(?:st|nd|rd|th))*)`,
  String.raw`(?:^|\s)(?:${clearDay}|m/?w/?f|tu?/?th)(?: ${somePart})?`,
  String.raw`\b(?:before|after|around|until|till|starting|beginning|from|on|by|next|this|coming) (?:next )?(?:${clearDay}|week|weekend|month|tomorrow|today|sat(?:urday)?|sunday|${clockTime}(?:${half}\.?)?)`,
  String.raw`\b(?:tomorrow|today|tonight|now|asap|immediately|right away|eod|end of (?:the )?(?:day|week|month))(?: ${somePart})?`,
  String.raw`\b(?:at|before|after|around|by|over|during) ${meal}`,
].map((words) => `(?:${words})(?: (?:digest|roundup|summary|newsletter|updates?|only))?$`);

/** A first word that is a day: no paper's title starts with one. */
const firstWords = [
  String.raw`^(?:${clearDay}|weekdays?|workdays?|weekends?|daily|weekly|hourly|monthly)\b[,:]?\s+\S`,
  String.raw`^(?:at ${clockTime}|${clockTime}${half})\.?\s`,
];

const scheduleSigns = new RegExp([...anywhere, ...lastWords, ...firstWords].join("|"), "i");

/** Whether words of a topic mean a schedule, wherever they stand. */
export const meansSchedule = (topic: string): boolean =>
  scheduleSigns.test(topic) || endsWithDate(topic) || endsWithMisspeltDay(topic);

const dayNames = "monday tuesday wednesday thursday friday saturday sunday weekdays".split(" ");

function endsWithMisspeltDay(topic: string): boolean {
  const last = /(?:^|\s)([a-z]{6,11})$/i.exec(topic)?.[1]?.toLowerCase();
  return last !== undefined && dayNames.some((day) => typoDistance(last.replace(/s$/, ""), day) === 1);
}

const monthNamed = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*";
const date = new RegExp(
  String.raw`(?:^|\s)(\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?${monthNamed}|${monthNamed} \d{1,2}(?:st|nd|rd|th)?)$`,
  "i",
);

function endsWithDate(topic: string): boolean {
  const [, day] = date.exec(topic) ?? [];
  return day !== undefined && saysDay(day);
}
