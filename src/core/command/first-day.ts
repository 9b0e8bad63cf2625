import { anyNumberInLetters, numbersInLetters } from "./day-words.ts";
import { readTypedDay } from "./days.ts";

// Whether a text is a day does not depend on the present one.
const anyTime = new Date("2026-01-01");

/** Whether a text names a day or a span, be it one that cannot be used: `last week`, `7 nov`, `q2 2026`, `may to july`. */
export const saysDay = (text: string): boolean => readTypedDay(text, anyTime) !== null;

const anyNumber = `\\d{1,3}|${numbersInLetters.join("|")}`;
const howMany = `(?:\\d{1,3}|${anyNumberInLetters}|a (?:few|couple of)|few|couple of|several|an?)`;
const monthName =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const quarter =
  "[qh][1-4] \\d{4}|\\d{4} [qh][1-4]|(?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half)(?: (?:of )?\\d{4})?|(?:this|last) quarter";

/** What stands between a topic and its days: `gan since last week`, `gan from may to july`, `gan newer than 7 days`. */
const beforeDays =
  /\s(since|after|starting|from|between|before|until|till|up to|on|(?:newer|younger|more recent|(?:no|not) older) than)\s+/gi;
/** `3d` and "day" are days behind "since" alone: meshes are made from 3D. */
const alsoNoDay = /\b\d{1,4}[a-z]\b|^(?:the )?(?:day|week|month|year)$/i;
/** What can only be a day, though it cannot be read: it is refused then, and no topic. */
const onlyADay = new RegExp(
  `^\\d{1,4}[ ./-]\\d|\\b(?:${monthName}|[a-z]{3,6}days?(?= ago)|next [a-z]{3,6}day)\\b`,
  "i",
);
const wholeWeekday = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
/** What is a day behind "on" too: models are trained on 24 hours of speech, and on March. */
const oneCalendarDay = new RegExp(
  `^(?:(?:last |this )?${wholeWeekday}|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}|(?:\\d{1,2}(?:st|nd|rd|th|\\.)? (?:of )?${monthName}|${monthName} \\d{1,2}(?:st|nd|rd|th)?)(?:,? \\d{4})?)$`,
  "i",
);

const isDayBehind = (word: string, days: string): boolean => {
  if (word === "on") return oneCalendarDay.test(days);
  if (word === "since" || word.endsWith("than")) return saysDay(days) || onlyADay.test(days);
  return saysDay(days) && !alsoNoDay.test(days);
};

/** A topic and the days said behind it. */
interface DaysSaid {
  before: string;
  since: string;
}

/** Days behind one of the words before days. */
function daysAtEnd(text: string): DaysSaid | null {
  for (const { 0: link, 1: word = "", index } of text.matchAll(beforeDays)) {
    const days = text.slice(index + link.length).replace(/[?!.]$/, "");
    const kind = word.toLowerCase();
    if (index === 0 || !isDayBehind(kind, days)) continue;
    return {
      before: text.slice(0, index),
      since: /^(?:before|until|till|up to)$/.test(kind) ? `${kind} ${days}` : days,
    };
  }
  return null;
}

const lastOrPast = "(?:the )?(?:this )?(?:last|past|previous)";
const recentSpan = [
  `(?:(?:the )?this|${lastOrPast}) (?:${howMany} )?(?:hours?|days?|weeks?|weekend|months?|quarter|years?)`,
  `${lastOrPast} (?:\\d{1,3} ?(?:h|d|w|m|y|hrs?|wks?|mos?|yrs?)|${monthName}|${wholeWeekday}|night)`,
  `${howMany} (?:hours?|days?|weeks?|months?|years?) (?:ago|back)`,
  "this (?:morning|afternoon|evening)|yesterday|today",
].join("|");
const ofSomeYear = "(?:of )?(?:20\\d\\d|(?:this|last) year)";
/** `gan this week`, `gan from yesterday`, `gan in july`, `gan published in 2026`, `gan july 2026`, `gan papers 2026`. */
const spanAtEnd = new RegExp(
  `^(.*?\\S)\\s+(?:(?:(?:from|of|in|over|during|within|for) )?(${recentSpan})(?: so far)?|within ((?:an?|one|the) (?:day|week|month))|(?:in|from|of|during) (${monthName}(?: (?:\\d{4}|${ofSomeYear}))?|20\\d\\d(?:-?w\\d\\d)?|week \\d{1,2}|q[1-4]|${quarter})|(${monthName} ${ofSomeYear}|20\\d\\d-?w\\d\\d|(?<=papers )20\\d\\d)|\\((20\\d\\d)\\))[?!.]?$`,
  "i",
);
/** Months that are no other word before a topic. */
const clearMonth =
  "(?:january|february|april|june|july|august|september|october|november|december|(?:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec|march|may)(?= \\d{4}))";
/** `this week's gan papers`, `2026 gan papers`, `last week gan papers`, `this week in gan`. */
const spanAtStart = new RegExp(
  `^(?:the )?(?:(${recentSpan}|${monthName})['’]s (?:best |top |new |latest )?|(20\\d\\d|${recentSpan}|${clearMonth}(?: \\d{4})?) (?=.* papers$|papers (?:on|about) )|((?:this|last|past) (?:week|month|year)|today) in )(\\S.*)$`,
  "i",
);
/** What people say of papers before a day: `gan that came out this week`. */
const publishedAtEnd =
  /(?:\s+(?:that|which))?(?:\s+(?:was|were|is|are|got|(?:has|have) been|(?:has|have)))?(?:\s+(?:first|just|newly|recently))?\s+(?:published|released|posted|announced|submitted|uploaded|presented|appear(?:ed|ing)|(?:came|come|coming|put) out)(?:\s+on (?:arxiv|hugging ?face))?,?$/i;

/** The days that a topic ends with, which may stand in brackets as a whole. */
function daysBehind(text: string): DaysSaid | null {
  const [, outside = "", inside] = /^(.*\S)\s*[([]([^()[\]]+)[)\]][?!.]?$/.exec(text) ?? [];
  const bare = withoutVerb(inside === undefined ? null : daysOrSpan(`${outside} ${inside}`));
  return bare?.before === outside ? bare : withoutVerb(daysOrSpan(text));
}

const withoutVerb = (said: DaysSaid | null): DaysSaid | null =>
  said && { ...said, before: said.before.replace(publishedAtEnd, "") };

function daysOrSpan(text: string): DaysSaid | null {
  const said = daysAtEnd(text);
  const [, before, ...days] = said ? [] : (spanAtEnd.exec(text) ?? []);
  const since = days.find((one) => one !== undefined);
  return before !== undefined && since !== undefined ? { before, since } : said;
}
/** `gan limit 3`, `gan top 3`, `gan -n 3`, `gan, 3 papers`. */
const limitAtEnd = /^(.*\S)(?:\s+(?:limit|max|top|-n)\s+|,\s*(?=\d+\s+papers$))(\d{1,3})(?:\s+papers)?$/i;
const papersAsked = "(?:(?:best|top|latest|newest|(?:most )?recent|new|good|important) )";
/** `top 5 robots`, `5 papers on gan`, `the three latest gan papers`; "top 5 accuracy" is a topic. */
const limitAtStart = new RegExp(
  `^((?:(?:show|give|get|find|send|list) (?:me |us )?)?(?:the )?(?:(?:latest|newest) )?)(?:top (${anyNumber}) (?!accurac|error|papers)|(?:(?:top|best|first)[ -])?(${anyNumber})(?= (?:${papersAsked}+(?:.* )?)?papers?(?: |$))) ?(.*)$`,
  "i",
);
/** `gan of all time` has no first day. */
const everAtEnd = /^(.*?\S)\s+(?:of all time|(?:since )?ever|since (?:always|the beginning))$/i;
/** How people end what they ask for; a part of expressions. */
export const politeWords = "(?:please|pls|plz|thx|thanks|thank you)";
const thanks = new RegExp(String.raw`,?\s+${politeWords}\W*$`, "i");

/** Takes a number of papers and a first day from the ends of a topic, and returns what is left. */
export function takeFromEnds(values: Map<string, string>, typed: string): string {
  const polite = typed.replace(thanks, "");
  const rest = values.has("limit") ? polite : takeLimit(values, polite);
  const ever = everAtEnd.exec(rest)?.[1];
  if (values.has("since") || ever !== undefined) return ever ?? rest;
  const said = daysBehind(rest);
  const [, named, first, inThat, behind] = said ? [] : (spanAtStart.exec(rest) ?? []);
  const day = said?.since ?? named ?? first ?? inThat;
  if (day !== undefined) values.set("since", day);
  return said?.before ?? behind ?? rest;
}

/** Takes a number of papers from an end of a topic, and returns what is left. */
export function takeLimit(values: Map<string, string>, typed: string): string {
  const [, before, last] = limitAtEnd.exec(typed) ?? [];
  const [, asking = "", ...found] = before === undefined ? (limitAtStart.exec(typed) ?? []) : [];
  const behind = found.pop();
  const count = last ?? found.find((one) => one !== undefined)?.toLowerCase();
  if (count === undefined) return typed;
  const place = numbersInLetters.indexOf(count);
  values.set("limit", place === -1 ? count : `${place + 1}`);
  return before ?? `${asking}${behind ?? ""}`;
}
