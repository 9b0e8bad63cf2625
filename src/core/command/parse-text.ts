import { saysDay, takeFromEnds } from "./first-day.ts";
import { repeatable } from "./repeatable.ts";
import { typoDistance } from "./typo-distance.ts";
import { isZone } from "./zone.ts";
import { oneLine, plainDigits, plainQuotes } from "../papers/text.ts";

/** Values by option name, or the problem as part of a sentence. */
export type ParsedText =
  { ok: true; values: Record<string, string> } | { ok: false; problem: string; option: string | null };

/** Longer text is cut; people sometimes paste a whole page. */
const longestText = 4_000;

/** ASCII as East Asian keyboards type it: `limit：５`. */
const fullWidth = /[\uff01-\uff5e]/g;

/** Typed text on one line, with straight quotes, letters and digits of usual width, Slack's `<url|text>` unwrapped, and at most 4,000 characters. */
export function cleanText(text: string): string {
  return plainQuotes(
    oneLine(text.slice(0, 2 * longestText))
      .slice(0, longestText)
      .toWellFormed(),
  )
    .replace(fullWidth, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/<(https?:\/\/[^\s<>|]+)(?:\|[^<>]*)?>/g, "$1");
}

/** One typed word; `key` is the part before the first colon outside quotes. */
interface TypedWord {
  raw: string;
  key: string | null;
  /** What follows the key, without the quotes that group it. */
  value: string;
}

const wordPattern = /(?:([A-Za-z]{1,32})[:=])?("[^"]*"?|[^\s"]+(?:"[^"]*"?[^\s"]*)*)?/y;

function splitWords(text: string): TypedWord[] {
  const words: TypedWord[] = [];
  const pattern = new RegExp(wordPattern);
  let at = 0;
  while (at < text.length) {
    if (text[at] === " ") {
      at++;
      continue;
    }
    pattern.lastIndex = at;
    const [raw = "", key = null, value = ""] = pattern.exec(text) ?? [];
    const length = Math.max(1, raw.length);
    words.push({ raw: text.slice(at, at + length), key: key?.toLowerCase() ?? null, value: value.replaceAll('"', "") });
    at += length;
  }
  return words;
}

/** Splits what follows `/papers` into the subcommand and the rest. */
export function splitCommand(text: string): { name: string; rest: string } {
  const [, name = "", rest = ""] = /^\/?(\S*)\s*(.*)$/s.exec(cleanText(text)) ?? [];
  return { name: name.toLowerCase(), rest };
}

/** Words → option values: bare words fill the first option, only declared names are keys, quotes group. */
export function parseText(text: string, options: readonly string[]): ParsedText {
  const values = new Map<string, string>();
  const bare: string[] = [];
  // `--limit 3` is how a shell's options look, and `limit : 3` has a blank before the colon too.
  const written = cleanText(text).replace(
    /(?<!\S)(?:--([a-z]+)[ =]|([a-z]+) [:=] ?)(?=\S)/gi,
    (typed, flag, spacious) => {
      const name = String(flag ?? spacious).toLowerCase();
      return options.includes(name) && (flag !== undefined || name !== options[0]) ? `${name}:` : typed;
    },
  );
  const words = splitWords(written);
  for (let i = 0; i < words.length; i++) {
    const word = inUsualName(words[i], options);
    if (!word) break;
    // A title may have the first option's name before a colon: "Worth 16x16 Words: Transformers".
    const isInTitle = word.key === options[0] && bare.length > 0 && word.value === "";
    if (word.key === null || !options.includes(word.key) || isInTitle) {
      const meant = options.find((option) => isSlip(word, option));
      if (meant !== undefined) return misspelt(word, meant);
      if (word.key !== null && lastDays.has(word.key) && options.includes("since") && namesADay(word.value))
        return noLastDay(word);
      bare.push(word.raw);
      continue;
    }
    // People also type a blank after the colon: `at: 09:00`.
    const next = words[i + 1];
    const borrowed = word.value === "" && /[:=]$/.test(word.raw) && next ? next.raw.replaceAll('"', "") : null;
    if (borrowed !== null) i++;
    if (values.has(word.key)) return givenTwice(word.key);
    const isWholeText = freeTexts.has(word.key) && bare.length === (options[0] === "number" ? 1 : 0);
    const more = isWholeText
      ? wordsUntilKey(words.slice(i + 1), options).map(({ raw }) => raw)
      : wordsThatFollow(word.key, borrowed ?? word.value, wordsUntilKey(words.slice(i + 1, i + 7), options));
    i += more.length;
    const value = plainDigits([borrowed ?? word.value, ...more].join(" "));
    values.set(word.key, freeTexts.has(word.key) ? value : withoutTrailing(word.key, value));
    // `rl at:9am Berlin`: behind a time a place is its zone.
    const place =
      word.key === "at" && options.includes("tz") && bare.length > 0 ? leadingZone(words.slice(i + 1, i + 4)) : [];
    i += place.length;
    if (place.length > 0) values.set("tz", place.join(" "));
  }
  const rest = options.includes("since") ? takeFromEnds(values, bare.join(" ")) : bare.join(" ");
  return withBareWords(values, rest, options[0]);
}

/** Other names that people give an option. */
const otherOptionNames: Readonly<Record<string, string>> = {
  timezone: "tz",
  zone: "tz",
  time: "at",
  day: "on",
  days: "on",
  when: "on",
  every: "on",
  schedule: "on",
  freq: "on",
  frequency: "on",
  hour: "at",
  max: "limit",
  count: "limit",
  without: "exclude",
  after: "since",
};
/** What people call a first day, before a digit: `year:2026`, but `from:stanford`. */
const namesOfDay: ReadonlySet<string> = new Set(["from", "year", "date", "published"]);

function inUsualName(word: TypedWord | undefined, options: readonly string[]): TypedWord | undefined {
  if (!word?.key || options.includes(word.key)) return word;
  const name = namesOfDay.has(word.key) && /^\d/.test(word.value) ? "since" : otherOptionNames[word.key];
  return name !== undefined && options.includes(name) && /^\w/.test(word.value) ? { ...word, key: name } : word;
}

/** Options whose value is a text of any words: where no other words are expected, all that follow belong to it. */
const freeTexts: ReadonlySet<string> = new Set(["topic", "exclude", "like"]);

function wordsUntilKey(words: readonly TypedWord[], options: readonly string[]): readonly TypedWord[] {
  const end = words.findIndex((word) => options.includes(inUsualName(word, options)?.key ?? ""));
  return words.slice(0, end === -1 ? words.length : end);
}

/** What stands behind a value and is no part of it: `limit:5 papers`, `since:7d,`. */
const withoutTrailing = (key: string, value: string): string =>
  value.replace(/(?<=.)[,;]+$/, "").replace(key === "limit" ? /(?<=^\d+) papers?$/i : /$/, "");

const weekdayWord = "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}";
/** Names of days alone, where no sign joins them: "monitoring" begins like one. */
const strictDay =
  "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|weds?|thurs?|thu|fri|sat|sun|weekdays|weekends)";
const someDays = new RegExp(
  `^(?:(?:every|each) )?(?:(?:working |business )?(?:week|work)?days?|weekends?|week|${weekdayWord})(?:(?:,| and| &| \\+)+ (?:${weekdayWord}|weekends?))*$|^(?:from )?${strictDay}(?:(?: -| –| to| through)? ${strictDay})+$`,
  "i",
);
const someTime =
  /^(?:(?:about|around) )?\d{1,2}(?:[:.]\d\d)?(?:(?: ?[ap]\.?m\.?| o['’]?\s?clock| hrs?| uhr)?(?: in the (?:morning|afternoon|evening)| at night)?| noon| midday| midnight)[,;]?$|^\d{4} (?:hrs?|hours)$/i;

/** Values of more than one word that people write without quotes, by option. */
const spaced: Record<string, (text: string) => boolean> = {
  since: saysDay,
  date: saysDay,
  at: (text) => someTime.test(text),
  on: (text) => someDays.test(text),
  tz: isZone,
  limit: (text) => /^\d+ papers?[,;]?$/i.test(text),
};

/** What ends in a sign or a word that another day follows. */
const anotherDayFollows = /(?:[,&+–-]|\b(?:and|to|through))$/i;

/** The next words that are one value with the word behind a key: `since:last week`. */
function wordsThatFollow(key: string, value: string, next: readonly TypedWord[]): string[] {
  const isValue = Object.hasOwn(spaced, key) ? spaced[key] : undefined;
  for (let count = Math.min(next.length, 5); isValue && value !== "" && count > 0; count--) {
    const more = next.slice(0, count).map(({ raw }) => raw);
    const behind = next[count];
    // "On:mon sat solvers": before other words SAT is no day.
    if (
      /^(?:sat|sun)$/i.test(more.at(-1) ?? "") &&
      key === "on" &&
      behind !== undefined &&
      !anotherDayFollows.test(more.at(-2) ?? value)
    )
      continue;
    if (isValue([value, ...more].join(" "))) return more;
  }
  return [];
}

/** The longest beginning of these words that names a time zone; empty when none does. */
function leadingZone(next: readonly TypedWord[]): string[] {
  const words = next.map(({ raw }) => raw.replace(/^\(|[)]$/g, ""));
  for (let count = words.length; count > 0; count--)
    if (isZone(words.slice(0, count).join(" "))) return words.slice(0, count);
  return [];
}

function withBareWords(values: Map<string, string>, bare: string, first: string | undefined): ParsedText {
  if (bare !== "") {
    if (first === undefined)
      return { ok: false, problem: `nothing is needed after it; got \`${repeatable(bare)}\``, option: null };
    if (values.has(first)) return givenTwice(first);
    // `edit #3` is edit 3.
    values.set(first, first === "number" ? bare.replace(/^#(?=\d+$)/, "") : bare);
  }
  return { ok: true, values: Object.fromEntries(values) };
}

/** `limt:5`: one letter wrong, or two swapped. */
const isSlip = ({ key, value }: TypedWord, option: string): boolean =>
  key !== null && key.length > 3 && option.length > 3 && /^\w/.test(value) && typoDistance(key, option) === 1;

const misspelt = ({ raw, value }: TypedWord, option: string): ParsedText => ({
  ok: false,
  problem: `there is no \`${repeatable(raw)}\`; write \`${option}:${repeatable(value)}\``,
  option,
});

/** What people take for the option of a last day, which there is not. */
const lastDays: ReadonlySet<string> = new Set(["until", "before", "to", "till"]);

const namesADay = (text: string): boolean => /^\d{4}/.test(text) || (saysDay(text) && !/^\d+[a-z]$/i.test(text));

const noLastDay = ({ raw }: TypedWord): ParsedText => ({
  ok: false,
  problem: `there is no \`${repeatable(raw)}\`: papers are listed from the day of \`since\` to the newest`,
  option: "since",
});

const givenTwice = (option: string): ParsedText => ({ ok: false, problem: `\`${option}\` is given twice`, option });
