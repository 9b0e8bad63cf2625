/** The numbers from 1 to 12 in letters, in order. */
export const numbersInLetters = "one two three four five six seven eight nine ten eleven twelve".split(" ");

const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const spelledCounts: Record<string, number> = {
  ...Object.fromEntries(
    [...numbersInLetters, ..."thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ")].map(
      (word, before) => [word, before + 1],
    ),
  ),
  ...Object.fromEntries(tens.map((word, before) => [word, 10 * (before + 2)])),
};

/** Numbers in letters from 1 to 20, and the tens behind; a part of expressions. */
export const anyNumberInLetters = Object.keys(spelledCounts).join("|");

const spelledCount = new RegExp(`\\b(${anyNumberInLetters}|an?) (?=hour|day|week|fortnight|month|year)`, "g");

/** What else people call a day or a span. */
const otherWords: readonly [RegExp, string][] = [
  [/^(\d{4}-\d\d-\d\d)[t ]\d\d:.*$/, "$1"],
  [/^(\d{4})年(\d{1,2})月(\d{1,2})日?$/, "$1-$2-$3"],
  [/^(\d{4})年(\d{1,2})月$/, "$1-$2"],
  [/^(\d{1,2})月(\d{1,2})日?$/, "$2.$1."],
  [
    /^(?:early|(?:start|beginning|first day) of) (?:the )?(?:last|past|previous) (?=week$|month$|year$)/,
    "start of last ",
  ],
  [/^(?:this )?(?:past|previous|prior|preceding) |^this last /, "last "],
  [/^-(?=\d+ ?[a-z])/, ""],
  [/(?: back| earlier| before)$/, " ago"],
  [/(?<=[a-z])-(?=[a-z\d])|(?<=\d)-(?=[a-z]{3})/g, " "],
  [/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? (?=\d|[a-z]{3,9}\.? \d)/, ""],
  [/^(\d{4}) ((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?(?: (\d{1,2}))?$/, "$3 $2 $1"],
  [/^ /, ""],
  [/(?<=^[a-z]{3,9}\.? |\d [a-z]{3,9} )'(?=\d\d$)/, "20"],
  [/^(?:last night|yesterday (?:morning|afternoon|evening|night))$/, "yesterday"],
  [/^(?:tonight|(?:right |just )?now|this (?:morning|afternoon|evening))$/, "today"],
  [/^(?:start|beginning) of (?:(?:the|this) )?(?=(?:week|month|quarter|year)$)/, "this "],
  [/^(?:ytd|year to date)$/, "this year"],
  [/^(?:mtd|month to date)$/, "this month"],
  [/^(?:early|(?:start|beginning|first day) of) (?=\S)(?!last (?:week|month|year)$)/, ""],
  [/^mid (?=\d{4}$)/, "h2 "],
  [/^mid (?=\S)/, "15 "],
  [/\bweekend$/, "saturday"],
  [/^(?:(?:calendar )?week|[ck]w) ?(?=\d)|(?<=^\d{4}[ -]?)(?:week|kw) ?(?=\d)/, "w"],
  [/^half a year\b/, "6 months"],
  [/\ba? ?couple (?:of )?/, "2 "],
  [/\b(?:a )?(?:few|several) /, "3 "],
  [/\b(?:a )?fortnight\b/, "2 weeks"],
];

/** A typed day on one line in small letters, without the words before it, quotes around it and signs behind it. */
export const withoutFiller = (typed: string): string =>
  typed
    .trim()
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^(['‘])(.*)['’]$/, "$2")
    .replace(/[\s,;!?]+$/, "")
    // "7.12." ends with a sign of its own.
    .replace(/(?<!^\d{1,2}\. ?\d{1,2})\.+$/, "")
    .replace(
      /^(?:(?:since|from|on|starting|during|after|in(?= (?:the )?(?!\S+ (?:day|week|month|year)s?$))) )?(?:the )?/,
      "",
    );

/** A typed day in the words that are read. */
export const inUsualWords = (typed: string): string =>
  otherWords
    .reduce((text, [found, usual]) => text.replace(found, usual), withoutFiller(typed))
    .replace(spelledCount, (_, word: string) => `${spelledCounts[word] ?? 1} `);
