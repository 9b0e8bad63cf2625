const howMany =
  "(?:\\d{1,3}|a (?:few|couple of)|few|couple of|several|an?|one|two|three|four|five|six|seven|eight|nine|ten)";
const span = `(?:the )?(?:(?:last|past|this) (?:${howMany} )?|${howMany} )(?:hours?|days?|weeks?|fortnights?|weekend|months?|years?|night|morning|[a-z]{3,6}day)(?: ago)?|half a year(?: ago)?`;
const monthName =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const dayInLetters = `\\d{1,2}(?:st|nd|rd|th)? (?:of )?${monthName}(?:,? \\d{4})?|${monthName} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|${monthName} \\d{4}`;
const quarter =
  "[qh][1-4] \\d{4}|\\d{4} [qh][1-4]|(?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half)(?: (?:of )?\\d{4})?|(?:this|last) quarter";
const startOf = `(?:early|mid|(?:the )?(?:start|beginning) of) (?:(?:the|this) (?:week|month|quarter|year)|\\d{4}|${monthName}(?: \\d{4})?)`;

/** A day or span of several words that people write without quotes: `last week`, `7 nov`, `q2 2026`, `start of 2026`. */
export const spacedDay = new RegExp(
  `^(?:${span}|${quarter}|${startOf}|${dayInLetters}|(?:the )?day before yesterday)$`,
  "i",
);

/** `gan since last week`, without the colon. */
const sinceAtEnd = new RegExp(
  `^(.*\\S)\\s+(?:since|after)\\s+(${span}|${quarter}|${startOf}|[qh][1-4]|\\d{4}-?[qh][1-4]|${dayInLetters}|(?:the )?(?:day before )?yesterday|[a-z]{3,6}day|${monthName}|\\d{1,3}[dwmy]|\\d{4}(?:-\\d\\d(?:-\\d\\d)?)?)[?!.]?$`,
  "i",
);
const recentSpan = `(?:the )?(?:this|last|past) (?:${howMany} )?(?:hours?|days?|weeks?|months?|quarter|years?)|this (?:morning|afternoon|evening)|yesterday|today`;
/** `gan this week`, `gan from yesterday`, `gan in july`, `gan published in 2026`, `gan july 2026`, `gan (2026)`. */
const spanAtEnd = new RegExp(
  `^(.*?\\S)\\s+(?:(?:(?:from|of|in|over|during|within|for) )?(${recentSpan})(?: so far)?|(?:(?:published|released) )?(?:in|from|of|during) (${monthName}(?: \\d{4})?|20\\d\\d|q[1-4]|${quarter})|(${monthName} 20\\d\\d)|\\((20\\d\\d)\\))[?!.]?$`,
  "i",
);
/** `this week's gan papers`, `2026 gan papers`. */
const spanAtStart = new RegExp(
  `^(?:the )?(?:(${recentSpan}|${monthName})['’]s (?:best |top |new |latest )?|(20\\d\\d) (?=.* papers$))(\\S.*)$`,
  "i",
);
/** `gan limit 3`, `gan top 3`. */
const limitAtEnd = /^(.*\S)\s+(?:limit|max|top)\s+(\d{1,3})(?:\s+papers)?$/i;
/** `gan of all time` has no first day. */
const everAtEnd = /^(.*\S)\s+(?:of all time|ever)$/i;
const thanks = /,?\s+(?:please|pls|plz|thx|thanks|thank you)\W*$/i;

/** Takes a number of papers and a first day from the ends of a topic, and returns what is left. */
export function takeFromEnds(values: Map<string, string>, typed: string): string {
  const polite = typed.replace(thanks, "");
  const [, listed, count] = (!values.has("limit") && limitAtEnd.exec(polite)) || [];
  if (count !== undefined) values.set("limit", count);
  const rest = listed ?? polite;
  const ever = everAtEnd.exec(rest)?.[1];
  if (values.has("since") || ever !== undefined) return ever ?? rest;
  const [, before, ...days] = sinceAtEnd.exec(rest) ?? spanAtEnd.exec(rest) ?? [];
  const [, named, year, behind] = before === undefined ? (spanAtStart.exec(rest) ?? []) : [];
  const day = [...days, named, year].find((one) => one !== undefined);
  if (day !== undefined) values.set("since", day);
  return before ?? behind ?? rest;
}
