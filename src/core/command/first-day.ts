import { numbersInLetters } from "./day-words.ts";
import { readTypedDay } from "./days.ts";

// Whether a text is a day does not depend on the present one.
const anyTime = new Date("2026-01-01");

/** Whether a text names a day or a span, be it one that cannot be used: `last week`, `7 nov`, `q2 2026`, `may to july`. */
export const saysDay = (text: string): boolean => readTypedDay(text, anyTime) !== null;

const anyNumber = `\\d{1,3}|${numbersInLetters.join("|")}`;
const howMany = `(?:${anyNumber}|a (?:few|couple of)|few|couple of|several|an?)`;
const monthName =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const quarter =
  "[qh][1-4] \\d{4}|\\d{4} [qh][1-4]|(?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half)(?: (?:of )?\\d{4})?|(?:this|last) quarter";

/** What stands between a topic and its days: `gan since last week`, `gan from may to july`. */
const beforeDays =
  /\s(?:(?:published|released|posted) )?(since|after|starting|from|between|before|until|till|up to)\s+/gi;
/** `3d` and "day" are days behind "since" alone: meshes are made from 3D. */
const alsoNoDay = /\b\d{1,4}[a-z]\b|^(?:the )?(?:day|week|month|year)$/i;
/** What can only be a day, though it cannot be read: it is refused then, and no topic. */
const onlyADay = new RegExp(
  `^\\d{1,4}[ ./-]\\d|\\b(?:${monthName}|[a-z]{3,6}days?(?= ago)|next [a-z]{3,6}day)\\b`,
  "i",
);

/** A topic and the days said behind it, where one of the words before days stands between them. */
function daysAtEnd(text: string): { before: string; since: string } | null {
  for (const { 0: link, 1: word = "", index } of text.matchAll(beforeDays)) {
    const days = text.slice(index + link.length).replace(/[?!.]$/, "");
    const kind = word.toLowerCase();
    const known = saysDay(days) ? kind === "since" || !alsoNoDay.test(days) : kind === "since" && onlyADay.test(days);
    if (!known || index === 0) continue;
    return {
      before: text.slice(0, index),
      since: /^(?:before|until|till|up to)$/.test(kind) ? `${kind} ${days}` : days,
    };
  }
  return null;
}

const recentSpan = `(?:the )?(?:this|last|past|previous) (?:${howMany} )?(?:hours?|days?|weeks?|months?|quarter|years?)|this (?:morning|afternoon|evening)|yesterday|today`;
/** `gan this week`, `gan from yesterday`, `gan in july`, `gan published in 2026`, `gan july 2026`, `gan (2026)`. */
const spanAtEnd = new RegExp(
  `^(.*?\\S)\\s+(?:(?:(?:from|of|in|over|during|within|for) )?(${recentSpan})(?: so far)?|(?:(?:published|released) )?(?:in|from|of|during) (${monthName}(?: \\d{4})?|20\\d\\d(?:-?w\\d\\d)?|week \\d{1,2}|q[1-4]|${quarter})|(${monthName} 20\\d\\d|20\\d\\d-?w\\d\\d)|\\((20\\d\\d)\\))[?!.]?$`,
  "i",
);
/** `this week's gan papers`, `2026 gan papers`. */
const spanAtStart = new RegExp(
  `^(?:the )?(?:(${recentSpan}|${monthName})['’]s (?:best |top |new |latest )?|(20\\d\\d) (?=.* papers$))(\\S.*)$`,
  "i",
);
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
  const said = daysAtEnd(rest);
  if (said !== null) values.set("since", said.since);
  if (said !== null) return said.before;
  const [, before, ...days] = spanAtEnd.exec(rest) ?? [];
  const [, named, year, behind] = before === undefined ? (spanAtStart.exec(rest) ?? []) : [];
  const day = [...days, named, year].find((one) => one !== undefined);
  if (day !== undefined) values.set("since", day);
  return before ?? behind ?? rest;
}

function takeLimit(values: Map<string, string>, typed: string): string {
  const [, before, last] = limitAtEnd.exec(typed) ?? [];
  const [, asking = "", ...found] = before === undefined ? (limitAtStart.exec(typed) ?? []) : [];
  const behind = found.pop();
  const count = last ?? found.find((one) => one !== undefined)?.toLowerCase();
  if (count === undefined) return typed;
  const place = numbersInLetters.indexOf(count);
  values.set("limit", place === -1 ? count : `${place + 1}`);
  return before ?? `${asking}${behind ?? ""}`;
}
