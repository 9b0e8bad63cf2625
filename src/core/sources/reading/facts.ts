import { decodeHTML } from "entities";
import { authorEntries, plainSeparators } from "../../papers/authors/line.ts";
import { authorList } from "../../papers/authors/list.ts";
import { bound, nameOfParts } from "../../papers/authors/name.ts";
import { readableLatex } from "../../papers/latex.ts";
import { markupAsLatex } from "../../papers/markup.ts";
import type { PaperFacts } from "../../papers/paper.ts";
import { abstractLimit, cutText, oneLine, titleLimit } from "../../papers/text.ts";
import type { Warn } from "./document.ts";

const mostAuthors = 5_000;
const longestName = 200;
/** A name with its affiliations. */
const longestEntry = 2_000;
/** Longest text looked at, so that a hostile abstract of megabytes costs nothing. */
const longestRead = 4 * abstractLimit;

/** Whether a source writes character references into its text, to be decoded once, or not (XML is decoded already). */
export type Encoding = "references" | "plain";

/** Character references decoded exactly once: `&amp;lt;` becomes `&lt;`. */
export const decodeEntities = (text: string): string => (text.includes("&") ? decodeHTML(text) : text);

/** One line of a source's text, sanitised, character references decoded, HTML as LaTeX, as it is kept for export. */
export function sourceLine(value: unknown, encoding: Encoding, limit: number): string {
  if (typeof value !== "string") return "";
  const text = value.slice(0, longestRead);
  return cutText(oneLine(markupAsLatex(encoding === "plain" ? text : decodeEntities(text))), limit);
}

/** What some sources print before an abstract; "Abstract Meaning Representation" begins one. */
const abstractHeading = /^abstract(?:\s*[:.—–]+|\s+-)\s+(?=\S)/i;

/** Title and abstract, readable and as the source wrote them; a blank title becomes "(untitled)" and the id. */
export function readTexts(
  title: unknown,
  abstract: unknown,
  id: string | null,
  encoding: Encoding,
): Pick<PaperFacts, "title" | "titleSource" | "abstract" | "abstractSource"> {
  const sourceTitle = sourceLine(title, encoding, titleLimit);
  const sourceAbstract = sourceLine(abstract, encoding, abstractLimit);
  const readableTitle = oneLine(readableLatex(sourceTitle));
  const readableAbstract = oneLine(readableLatex(sourceAbstract)).replace(abstractHeading, "");
  return {
    title: readableTitle || (id ? `(untitled) ${id}` : "(untitled)"),
    titleSource: sourceTitle === "" || readableTitle === sourceTitle ? null : sourceTitle,
    abstract: readableAbstract,
    abstractSource: readableAbstract === sourceAbstract ? null : sourceAbstract,
  };
}

/** A short text or null: names, summaries. */
export const readText = (value: unknown, limit = 500): string | null =>
  oneLine(readableLatex(sourceLine(value, "references", limit))) || null;

/** A count of the source; anything but a whole number from 0 on is 0 and a warning. */
export function readCount(value: unknown, name: string, warn: Warn): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  warn(`${name} ${JSON.stringify(value)?.slice(0, 40)} is not a count; taken as 0`);
  return 0;
}

/** The names in a list of texts or of `{ name }`, sanitised, blanks left out, each at most `limit` long. */
export function readNames(value: unknown, limit = longestName): string[] {
  if (!Array.isArray(value)) return [];
  const names = value.slice(0, mostAuthors).map((entry: unknown) => readText(nameOf(entry), limit));
  return names.filter((name) => name !== null);
}

/** Authors in a list of names or in one line, one name each, without affiliations. */
export function readAuthors(value: unknown): string[] {
  const one = isRecord(value) ? [value] : value;
  const entries = typeof one === "string" ? authorEntries(spacedOnce(decodeNames(one.slice(0, longestRead)))) : one;
  if (!Array.isArray(entries)) return [];
  const names = entries.slice(0, mostAuthors).map((entry: unknown) => nameInParts(entry) ?? nameText(nameOf(entry)));
  return authorList(names.filter((name) => name !== null)).map((name) => cutText(name, longestName));
}

const nameText = (name: unknown): string | null =>
  readText(typeof name === "string" ? plainSeparators(decodeNames(name)) : name, longestEntry);

/** Runs of white space as one blank or, where a line ends in them, one line's end: a run costs time by its square otherwise. */
const spacedOnce = (text: string): string => text.replace(/[^\S\n]+/g, " ").replace(/ ?\n[ \n]*/g, "\n");

/** No name has a character reference in it, so those that a source wrote twice are decoded twice. */
const decodeNames = (text: string): string => (text.includes("&") ? decodeEntities(decodeEntities(text)) : text);

const nameFields = [
  "name",
  "fullname",
  "full_name",
  "fullName",
  "display_name",
  "author_name",
  "author",
  "value",
  "Name",
];

/** The name in an entry of a list: itself, in a field, or what a list of its parts begins with. */
function nameOf(entry: unknown): unknown {
  if (!isRecord(entry)) return entry;
  const name = nameFields.map((field) => entry[field]).find((value) => value !== undefined && value !== null);
  return isRecord(name) ? nameOf(name) : name;
}

const familyFields = ["family", "last", "lastName", "lastname", "last_name", "surname", "familyName", "family_name"];
const givenFields = ["given", "first", "firstName", "firstname", "first_name", "forename", "givenName", "given_name"];
const middleFields = ["middle", "middleName", "middle_name"];

/** A name that a source writes in parts: as CSL does, `["Berg", "Ida", ""]` as the snapshot does, or `["Ida", "Berg"]`. */
function nameInParts(entry: unknown): string | null {
  if (Array.isArray(entry)) {
    const [first = "", second = "", suffix] = entry.map((part: unknown) => readText(part, longestName) ?? "");
    if (second === "" || first.includes(" ")) return first || null;
    return suffix === undefined ? nameOfParts(first, second, "") : nameOfParts(second, first, suffix);
  }
  if (!isRecord(entry)) return null;
  const part = (fields: readonly string[]) =>
    fields
      .filter((field) => field in entry)
      .map((field) => readText([entry[field]].flat().join(" "), longestName))
      .find((text) => text !== null) ?? "";
  const whole = part(["literal"]);
  if (whole !== "") return bound(whole);
  const family = [part(["non-dropping-particle", "dropping-particle"]), part(familyFields)].filter(Boolean).join(" ");
  const given = [part(givenFields), part(middleFields)].filter(Boolean).join(" ");
  return family === "" ? null : nameOfParts(given, family, part(["suffix"]));
}

/** A web address people may be sent to; null for other schemes and for one that hides its host behind a name. */
export function readWebUrl(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 500) return null;
  const url = URL.parse(value.trim());
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  return url.href;
}

/** A DOI in lower case without its resolver; arXiv's own DOIs are ids, not DOIs. */
export function readDoi(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const found = /^(?:https?:\/\/(?:dx\.|www\.)?doi\.org\/|doi:\s*)?(10\.\d{4,9}\/[^\s"\\]{1,200})/i.exec(
    value.trim(),
  )?.[1];
  // Publishers of the nineties have brackets in their DOIs.
  const doi = found?.replace(/[.,;:]+$/, "").replace(/^([^<]*)>.*$/, "$1");
  return doi && !/^10\.48550\/arxiv\./i.test(doi) ? doi.toLowerCase() : null;
}

const itself = "(?:paper|article|submission|manuscript|preprint|work|report|note|version|draft)";
const gone = "(?:withdrawn|retracted|removed by arxiv)";
const withdrawal = new RegExp(
  [
    `(?:^|[.;,:[(]\\s*)(?:this|the|our)?\\s*(?:\\w+\\s){0,2}${itself}\\s(?:\\w+\\s){0,3}?(?:has been|is|was|is being|has to be) (?:\\w+\\s)?${gone}`,
    `(?:^|[.;,:[(]\\s*)(?:this )?(?:${itself} )?${gone}(?=\\W*$|[\\s,;:.\\])]+(?:by|due|because|as|for|from|since|in|on|pending|until)\\b)`,
    `^\\W*(?:\\w+\\s){0,3}?(?:authors?|we)\\s(?:\\w+\\s){0,2}(?:withdr[ae]wn?|retract(?:ed)?) (?:this|the|our|their) (?:\\w+\\s)?${itself}`,
  ].join("|"),
  "i",
);

/** Whether the abstract or the authors' comment says that the paper was withdrawn. */
export const saysWithdrawn = (...texts: (string | null)[]): boolean =>
  texts.some((text) => text !== null && withdrawal.test(text.slice(0, 200)));

/** The categories in a list, each once, in order. */
export const readCategories = (values: readonly unknown[]): string[] => [
  ...new Set(values.filter((value) => typeof value === "string" && /^[a-z-]+(\.[A-Za-z-]+)?$/.test(value)) as string[]),
];

/** Whether a value is an object with keys, not null and not a list. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
