import { isCompany, isGroup } from "./group.ts";
import { bound } from "./name.ts";

export const degree = String.raw`Ph\.?\s?D\.?|M\.?D\.?|M\.?\s?Sc\.?|D\.?\s?Phil\.?|MPH|MBA|FRS|Esq\.?`;
/** Titles and degrees, which bibliographies leave out, and memberships that journals print behind names. */
export const honours = new RegExp(
  String.raw`^(?:(?:Dr(?:\.-Ing)?|Prof|Mr|Mrs|Ms)\.\s+|(?:Sir|Dame|Dr|Prof)\s+(?=\S+\s+\S))+(?=\S+\s)|(?:,?\s+(?:${degree}))+$|,\s*(?:(?:graduate )?student |senior |life )?(?:member|fellow),?\s*(?:IEEE|ACM)?(?=,|$)`,
  "giu",
);
/** What stands in a list of authors and is no name. */
export const nobody =
  /^(?:et\.? al\.?|(?:and )?(?:\d+ )?others|and|n\/a|none|unknown|anonymous(?: authors?)?|(?:(?:graduate )?student |senior |life )?(?:member|fellow)|(?:corresponding|(?:co-?)?first|senior|last) author|equal contribution|\S*@\S+)$/i;
export const initials = /^(?:\p{Lu}\.?[\s-]?){1,4}$/u;

export const openBrackets = (text: string): number => text.split(/[([]/).length - text.split(/[)\]]/).length;

/** Splits a text at separators outside of brackets. A piece ends before a bracket that is never closed. */
export function outsideBrackets(text: string, separator: RegExp): string[] {
  const pieces: string[] = [];
  let [depth, start, opened] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (/[([]/.test(sign) && depth++ === 0) opened = at;
    if (/[)\]]/.test(sign)) depth = Math.max(0, depth - 1);
    if (depth > 0 || !separator.test(sign)) continue;
    pieces.push(text.slice(start, at));
    start = at + 1;
  }
  pieces.push(text.slice(start, depth > 0 ? opened : text.length));
  return pieces;
}

/** LaTeX's footnote marks, whose commas are not between names: `Ann Roe$^{1,*}$`, `Ann Roe\inst{2}`. */
const footnotes =
  /(?<!\\)\$?(?<!\\)\^(?:\{[^{}]*\}|[\d*†‡§]+|[a-z](?=\$))\$?|\\(?:inst|thanks|footnotemark|textsuperscript)\{[^{}]*\}/g;

/** A text with the plain comma and semicolon for those of other scripts, and without marks of footnotes. */
export const plainSeparators = (text: string): string =>
  /[\\^]|[^\0-\xff]/.test(text)
    ? text
        .replace(footnotes, "")
        .replace(/\\and(?![A-Za-z])/g, " and ")
        .replace(/[、，،]/g, ", ")
        .replace(/[；؛]/g, "; ")
    : text;

/**
 * Splits authors written in one line: `Ann Marz (LIRIS, INSA Lyon), Bea Mati` has two, and so have `Marz, Ann; Mati, Bea`,
 * `Marz, Ann and Mati, Bea` and `Marz, A., & Mati, B.`. Text after an unclosed bracket is dropped.
 */
export function authorEntries(line: string): string[] {
  const text = plainSeparators(line)
    .trim()
    .replace(/^(?:authors?:|by)\s+(?=\S)/i, "");
  const listed = /^\[(.*)\]$/s.exec(text)?.[1];
  if (listed !== undefined) return namesInQuotes(listed) ?? authorEntries(listed);
  const withoutBraces = text.replace(bracedName, "$1");
  if (withoutBraces !== text) return withoutBraces.split(/\s+and\s+/);
  if (/^1[.)]\s/.test(text)) return text.split(/(?:^|\s+)\d+[.)]\s+/);
  const bySemicolon = outsideBrackets(text, /;/);
  if (bySemicolon.length > 1) return indexedNames(bySemicolon) ?? bySemicolon;
  const byAnd = familyFirstList(text);
  if (byAnd[0] !== text) return byAnd;
  const byComma = outsideBrackets(text.replace(honours, ""), /,/);
  if (byComma.length === 1) return text.split(/\n+/);
  if (byComma.length === 2 && personAndMore(byComma)) return [text];
  return indexedNames(byComma) ?? withInitialsBehind(text) ?? familyFirstPairs(byComma) ?? byComma;
}

/** A name that BibTeX keeps whole: `Berg, Ida and {The Alpha Collaboration}`. */
const bracedName = /(?<=^|\sand\s+)\{([^{}\\]+)\}(?=$|\s+and\s)/g;

/** `'t Berg, Ida`, `Soto Rey, A.` and `Ida Berg, MIT`: behind a comma stands no second person. */
const personAndMore = ([first = "", second = ""]: readonly string[]): boolean =>
  /\S \S/.test(first) &&
  !isGroup(first) &&
  (/^(?:['’\p{Ll}]|(?:De|Di|Del|Della|Ten|Ter|Van|Von|El|Al)\s)/u.test(first)
    ? /^\s*\S+$/.test(second)
    : /^\s*(?:\p{Lu}\.[\s-]?)+$|^\s*\p{Lu}{3,}$/u.test(second) || isCompany(second.trim()));

/** The names of a list as Python prints it: `'Ida Berg', "Tom O'Dea"`; null where they are not in quotes. */
function namesInQuotes(list: string): string[] | null {
  const names = [...list.matchAll(/(["'])(.*?)\1\s*(?=,|$)/gs)].map(([, , name = ""]) => name);
  return /^\s*["']/.test(list) && names.length > 0 ? names : null;
}

const familyAndGiven = /^[^,()]+,(?:\s*(?:[JS]r\.?|II|III|IV),)?[^,()]+$/;

/** `Marz, Ann and Mati, Jr., Bea` in its people; another text as it is. */
export function familyFirstList(text: string): string[] {
  const parts = text.split(/\s+and\s+/i).filter((part) => !nobody.test(part));
  return parts.length > 0 && parts.every((part) => familyAndGiven.test(part)) ? parts : [text];
}

/** `Berg, I., Falk, T. B.`, each as `I. Berg`; null for parts that are written otherwise. */
export function initialsBehind(parts: readonly string[]): string[] | null {
  const fits =
    parts.length > 1 && parts.length % 2 === 0 && parts.every((part, at) => at % 2 === 0 || initials.test(part));
  return fits ? parts.flatMap((part, at) => (at % 2 === 0 ? [`${parts[at + 1]} ${bound(part)}`] : [])) : null;
}

/** The same as reference lists write it: `Berg, I., & Falk, T. B. (2024)`. */
function withInitialsBehind(text: string): string[] | null {
  const parts = text
    .replace(/\s*\(\d{4}[a-z]?\)\.?$/, "")
    .replace(/,?\s+(?:and|&)\s+/gi, ", ")
    .split(",")
    .map((part) => part.trim());
  return initialsBehind(parts.filter((part) => part !== "" && !nobody.test(part)));
}

/** `Berg, Ida, Falk, Tom` in its people; null where a part is no single word. */
function familyFirstPairs(parts: readonly string[]): string[] | null {
  const isWord = (part: string) =>
    /^\p{Lu}['’]?[\p{L}-]+$/u.test(part) && !/^\p{Lu}{2}|\p{Ll}\p{Lu}/u.test(part) && !isGroup(part);
  const words = parts.map((part) => part.trim());
  if (words.length % 2 !== 0 || !words.every(isWord)) return null;
  return words.flatMap((word, at) => (at % 2 === 0 ? [`${word}, ${words[at + 1]}`] : []));
}

/** `Berg I`, `van der Meer JO`: the family name, then initials without dots. */
const indexedName = /^((?:[\p{L}'’-]+ ){0,2}\p{Lu}[\p{L}'’-]*\p{Ll}[\p{L}'’-]*) ((?!(?:II|III|IV)$)\p{Lu}{1,3})$/u;
/** No word that people have as a name. */
const noName = /^(?:.|[^AEIOUY]+)$/u;

/** A line of names as medical indexes write them, each as `I. Berg`; null where one is written otherwise. */
function indexedNames(line: readonly string[]): string[] | null {
  const names = line.map((name) => name.trim().replace(/\.$/, "")).filter((name) => name !== "" && !nobody.test(name));
  const read = names.flatMap((name) => {
    const [, family, letters] = indexedName.exec(name) ?? [];
    return family && letters ? [{ family, letters }] : [];
  });
  if (read.length < 2 || read.length < names.length || !read.some(({ letters }) => noName.test(letters))) return null;
  return read.map(({ family, letters }) => `${[...letters].map((letter) => `${letter}.`).join(" ")} ${bound(family)}`);
}

const oneComma = /^([^,()]+), ([^,()]+)$/;
/** A suffix, a degree, an address or a short form behind a comma. */
const noGiven = new RegExp(`^(?:[JS]r\\.?|${degree}|\\p{Lu}{2,}.*)$|@`, "u");

/** `Soto Rey, Ana Luz` with its family name bound, where each name of a list has one comma and one shows that the family name is in front. */
export function familyBound(entries: readonly string[]): readonly string[] {
  if (entries.length < 2 || !entries.every((entry) => entry.includes(","))) return entries;
  const read = entries.map((entry) => oneComma.exec(entry)?.slice(1) ?? []);
  const fits =
    read.every(([family, given]) => family && given && !isGroup(family) && !isGroup(given) && !noGiven.test(given)) &&
    read.some(([family]) => !family?.includes(" "));
  return fits ? read.map(([family = "", given]) => `${bound(family)}, ${given}`) : entries;
}

const capitalsFirst = /^(\p{Lu}{2,}(?:[-'’ ]\p{Lu}{2,})*) (\p{Lu}\p{Ll}[\p{L}\p{M} .'’-]*)$/u;
const capitalVowel = /[AEIOUYАЕЁИОУЫЭЮЯІΑΕΗΙΟΥΩ]/u;

/** `BERG Ida`, `FALK Tom` as `Ida BERG`, where all names of a list have their family name so in front; other lists as they are. */
export function familyLast(entries: readonly string[]): readonly string[] {
  const read = entries.map((entry) => capitalsFirst.exec(entry));
  const families = read.map((match) => match?.[1] ?? "");
  const fits =
    entries.length > 1 &&
    families.every((name) => capitalVowel.test(name.normalize("NFD"))) &&
    families.some((name) => name.length > 2) &&
    !entries.some(isGroup);
  return fits ? read.map((match) => `${match?.[2]} ${bound(match?.[1] ?? "")}`) : entries;
}
