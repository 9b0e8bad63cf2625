import { isGroup } from "./group.ts";
import { bound } from "./name.ts";

const hasLetter = /\p{L}/u;
/** Signs that sources leave around a name: footnote signs, dblp's numbers, separators. */
const around = /^[\s*†‡§¶#,;.\-–—•]+|(?:[\s*†‡§¶#,;:•]|\s\d{4}$|\[\d*\]$|[\u00b9\u00b2\u00b3\u2070-\u2079]+$)+$/gu;
const loneSuffix = /^(?:[JS]r\.?|II|III|IV|Ph\.?\s?D\.?|M\.?D\.?|Esq\.?)$/;
const nobody = /^(?:et\.? al\.?|(?:and )?others|and)$/i;
/** A name that needs no parsing; nearly all are like this. */
const plainName = /^(?!(?:and|et|others)\b)\p{L}[\p{L}\p{M}.'’-]*(?: (?!(?:and|for|on)\b)\p{L}[\p{L}\p{M}.'’-]*)+$/iu;

/**
 * A source's list of authors, one name each: several people in one entry are parted, affiliations in brackets, footnote signs
 * and entries without a letter are left out. The name before a colon is a group's. Reading a list again changes nothing.
 */
export function authorList(entries: readonly string[]): string[] {
  const names: string[] = [];
  for (const entry of rejoined(entries)) {
    if (plainName.test(entry)) {
      names.push(entry);
      continue;
    }
    if (/^\s*:\s*$/.test(entry)) {
      const group = names.pop();
      if (group !== undefined) names.push(asGroup(group));
      continue;
    }
    for (const name of peopleIn(entry)) {
      const before = names.at(-1);
      if (loneSuffix.test(name) && before !== undefined) names[names.length - 1] = `${before} ${name}`;
      else if (hasLetter.test(name) && !nobody.test(name)) names.push(name);
    }
  }
  return names;
}

/** Splits authors written in one line: `Ann Marz (LIRIS, INSA Lyon), Bea Mati` has two. Text after an unclosed bracket is dropped. */
export const authorEntries = (line: string): string[] => outsideBrackets(line, /[,;]/);

/** Joins entries again that a source cut at the commas inside brackets, and splits them correctly. */
function rejoined(entries: readonly string[]): readonly string[] {
  if (entries.length < 2 || entries.every((entry) => openBrackets(entry) === 0)) return entries;
  const line = entries.join(", ");
  return openBrackets(line) === 0 ? authorEntries(line) : entries;
}

const openBrackets = (text: string): number => text.split(/[([]/).length - text.split(/[)\]]/).length;

/** Splits a text at separators outside of brackets. A piece ends before a bracket that is never closed. */
function outsideBrackets(text: string, separator: RegExp): string[] {
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

/** The people and groups that one entry names. */
function peopleIn(entry: string): string[] {
  const names = outsideBrackets(entry.replace(/[^\S\u00a0]+/g, " "), /;/)
    .flatMap(partedAtCommas)
    .flatMap(partedAtAnd);
  return names.flatMap((name) => {
    const group = /:\s*$/.test(name);
    const clean = withoutAffiliation(name).replace(around, "").trim();
    return clean === "" ? [] : [group ? asGroup(clean) : clean];
  });
}

/** A trailing bracket is an affiliation or a degree, unless it repeats the name in another script. */
function withoutAffiliation(name: string): string {
  const [, before = "", inside = ""] = /^(.*?\S)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)[\s*†‡§¶,;:]*$/u.exec(name) ?? [];
  return before === "" || /[^\p{Script=Latin}\P{L}]/u.test(inside) ? name : before;
}

/** `Lee, Ann` is one person, `Ann Lee, Bob Ray` two, `King, III` one. */
function partedAtCommas(entry: string): string[] {
  if (isGroup(entry.trim())) return [entry];
  const parts = outsideBrackets(entry, /,/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const [first = "", second = "", third] = parts;
  const words = first.split(" ").length;
  const [given, suffix = ""] = loneSuffix.test(second) ? [third, second] : [second, third];
  const familyFirst = words === 1 || /^\p{Ll}/u.test(first) || !given?.includes(" ");
  if (!given || !familyFirst || parts.length > 3 || (suffix !== "" && !loneSuffix.test(suffix))) return parts;
  return [`${given} ${bound(first)} ${suffix}`.trim()];
}

/** Splits people at " and "; a group's name with that word stays whole. */
function partedAtAnd(entry: string): string[] {
  const text = entry.trim().replace(/^(?:and|&)\s+|\s+(?:and|&)$/giu, "");
  const behalf = /^(.+?),? (?:on behalf of|for) the (.+)$/iu.exec(text);
  if (behalf?.[1] && behalf[2] && isGroup(behalf[2]) && !isGroup(behalf[1])) return [behalf[1], behalf[2]];
  const parts = text.split(/\s+(?:and|&)\s+/iu);
  const [first = ""] = parts;
  const groupsOwn = parts.length > 1 && isGroup(text) && !isGroup(first) && !/\s(?:and|&)\s+the\s/iu.test(text);
  return groupsOwn || /^(?:the )?\S+ of \S/iu.test(text) ? [text] : parts.map((part) => part.replace(/^the /u, ""));
}

const asGroup = (name: string): string => (isGroup(name) ? name : bound(name));
