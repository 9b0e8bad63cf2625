import { endsLikeGroup, isCompany, isGroup } from "./group.ts";
import {
  authorEntries,
  degree,
  familyBound,
  familyFirstList,
  familyLast,
  honours,
  initialsBehind,
  nobody,
  openBrackets,
  outsideBrackets,
  plainSeparators,
} from "./line.ts";
import { bound } from "./name.ts";

const hasLetter = /\p{L}/u;
/** Signs that sources leave around a name: footnote signs, dblp's numbers, separators. */
const around =
  /^(?:[\s*∗†‡§¶#,;.\-–—•]|\([^()]*\)(?=\s\S)|\d{1,2}\s+(?=\p{Lu}\p{Ll}+\s))+|(?:[\s*∗†‡§¶#,;:•✉\u00b9\u00b2\u00b3\u2070-\u2079]|(?<!team)\s\d+$|(?<=\s\p{Lu}\p{Ll}+)\d{1,2}$|\[[^[\]]*\]$|<[^<>]*>$)+$/giu;
const loneDegree = new RegExp(`^(?:${degree})$`);
const anySuffix = String.raw`[JS]r\.?|II|III|IV|2nd|3rd`;
const withSuffix = new RegExp(String.raw`^(\S.*)[ \u00a0](${anySuffix})$`);
const loneSuffix = new RegExp(`^(?:${anySuffix})$`);
/** A name that needs no parsing; nearly all are like this. */
const plainName =
  /^(?!(?:and|et|others|on behalf|for)\b)\p{L}[\p{L}\p{M}.'’-]*(?: (?!(?:and|for|on|und|et\.?|och|og|y|и)(?: |$))\p{L}[\p{L}\p{M}.'’-]*)+$/iu;
/** Initials without a space behind them: `A.-B.Berg`. */
const gluedInitials = /(?<![\p{L}.])((?:\p{Lu}\.-?)+)(?=\p{Lu}[\p{Ll}’'])/gu;
/**
 * `Müller und Huber` in other languages. `y` also joins the two family names of one person (`Ortega y Gasset`), as `und` joins
 * `von und zu`, so both sides have to be whole names.
 */
const otherAnd = /(?<=\S\s+\S+(?<!\svon))\s+(?:und|et|och|og|y|и)\s+(?=(?!zu\s)\S+\s+\S)/u;

/**
 * A source's list of authors, one name each: several people in one entry are parted, affiliations in brackets, footnote signs
 * and entries without a letter are left out. The name before a colon is a group's. Reading a list again changes nothing.
 */
export function authorList(entries: readonly string[]): string[] {
  const names: string[] = [];
  for (const entry of familyLast(familyBound(rejoined(entries)))) {
    if (
      plainName.test(entry) &&
      [gluedInitials, honours].every((part) => entry.search(part) === -1) &&
      !nobody.test(entry)
    ) {
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
      else if (hasLetter.test(name) && !nobody.test(name) && !loneDegree.test(name)) names.push(name);
    }
  }
  return names;
}

/** Joins entries again that a source cut at the commas inside brackets, and splits them correctly. */
function rejoined(entries: readonly string[]): readonly string[] {
  if (entries.length < 2 || entries.every((entry) => openBrackets(entry) === 0)) return entries;
  const line = entries.join(", ");
  return openBrackets(line) === 0 ? authorEntries(line) : entries;
}

/** Numbers of affiliations behind a name: `Ann Lee1,2`. */
const numbersBehind = /(?<=\s\p{Lu}[\p{L}'’-]*\p{Ll})\d{1,2}(?:\s*,?\s*(?:\d{1,2}|[*∗†‡§¶#]))*(?=\s*(?:[,;]|$))/gu;

/** The people and groups that one entry names. */
function peopleIn(entry: string): string[] {
  const text = plainSeparators(entry)
    .replace(/[^\S\u00a0]+/g, " ")
    .replace(/（/g, " (")
    .replace(/）/g, ")")
    .replace(/ [|·•/] /g, "; ")
    .replace(gluedInitials, "$1 ")
    .replace(/,? et\.? al\.?(?=$|\s*[(;])/gi, "")
    .replace(numbersBehind, "");
  const [, group, rest] = /^([^:;,()]{2,80}):\s+(\p{L}.*)$/u.exec(text) ?? [];
  if (group !== undefined && rest !== undefined) return [asGroup(group.trim()), ...peopleIn(rest)];
  const spoken = text
    .replace(/\(((?:on behalf of|for) the [^()]+)\)/gi, "$1")
    .replace(/\s*\(((?:the )?[^()]* collaboration)\)/gi, "; $1");
  const names = outsideBrackets(spoken, /;/)
    .flatMap(familyFirstList)
    .flatMap((one) => partedAtCommas(one.replace(honours, "")))
    .flatMap(partedAtAnd)
    .map((one) => one.replace(honours, ""));
  return names.flatMap((name) => {
    const group = /:\s*$/.test(name);
    const clean = withoutAffiliations(name).replace(around, "").trim();
    return clean === "" ? [] : [group ? asGroup(clean) : clean];
  });
}

/** Behind a whole name, also a dash and what follows it, an address or a number of ORCID are none of it. */
const behindName = / [-–—] \S.*$| @ ?\S+$| \S+@\S+$| https?:\/\/\S+$| (?:orcid:? ?)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/iu;

function withoutAffiliations(name: string): string {
  const shorter = withoutAffiliation(/^\S+ [^\s@–—-][^,]*$/u.test(name) ? name.replace(behindName, "") : name);
  return shorter === name ? name : withoutAffiliations(shorter);
}

/** A trailing bracket is an affiliation or a degree, unless it repeats the name in another script. */
function withoutAffiliation(name: string): string {
  const [, before = "", inside = ""] = /^(.*?\S)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)[\s*†‡§¶,;:]*$/u.exec(name) ?? [];
  return before === "" || /[^\p{Script=Latin}\P{L}]/u.test(inside) ? name : before;
}

const wholeName = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}・ー]{2,}$/u;

/** `Lee, Ann` is one person, `Ann Lee, Bob Ray` two, `King, III` one. */
function partedAtCommas(entry: string): string[] {
  const parts = outsideBrackets(withoutAffiliation(entry), /,/)
    .map((part) => part.trim())
    .filter((part) => hasLetter.test(part) && !/^\S+@\S+$/.test(part));
  const [first = "", second = "", third] = parts;
  if (isGroup(first)) {
    // A single word behind a group says where it is or whose: `Seed Team, ByteDance`.
    const people = parts.slice(1).filter((part) => /^[^@]+ [^@]+$/.test(part) && !/ @ /.test(part));
    return people.length === 0 ? [entry] : [first, ...people];
  }
  const indexed = parts.length > 2 ? initialsBehind(parts) : null;
  if (indexed) return indexed;
  if (parts.length === 2 && first.includes(" ") && (/^\p{Lu}{3,}$/u.test(second) || isCompany(second))) return [first];
  // Names without a space inside are whole: 李明, 王小红.
  if (parts.every((part) => wholeName.test(part))) return parts;
  const words = first.split(" ").length;
  const [given, suffix = ""] = loneSuffix.test(second) ? [third, second] : [second, third];
  const [, family = first, familySuffix] = withSuffix.exec(first) ?? [];
  const [, givenNames = given, givenSuffix] = withSuffix.exec(given ?? "") ?? [];
  const familyFirst = words === 1 || /^\p{Ll}/u.test(first) || !given?.includes(" ");
  if (!given || !familyFirst || parts.length > 3 || (suffix !== "" && !loneSuffix.test(suffix))) return parts;
  return [`${givenNames} ${bound(family)} ${familySuffix ?? givenSuffix ?? suffix}`.trim()];
}

/** Splits people at " and "; a group's name with that word stays whole. */
function partedAtAnd(entry: string): string[] {
  const text = entry.trim().replace(/^(?:and|&)\s+|\s+(?:and|&)$/giu, "");
  const behalf = /^(.*?),? ?\b(?:on behalf of(?: the)?|for the) (.+)$/iu.exec(text);
  if (behalf?.[2] && (isGroup(behalf[2]) || /on behalf of/i.test(text)) && !isGroup(behalf[1] ?? ""))
    return [...(behalf[1] ? partedAtAnd(behalf[1]) : []), behalf[2]];
  const parts = splitOutsideBrackets(text);
  const [first = ""] = parts;
  const groupsOwn = parts.length > 1 && isGroup(text) && !endsLikeGroup(first) && !/\s(?:and|&)\s+the\s/iu.test(text);
  return groupsOwn || /^(?:the )?\S+ of \S/iu.test(text) ? [text] : parts.map((part) => part.replace(/^the /u, ""));
}

/** At " and " or "&" or another language's word for it, but not within brackets. */
function splitOutsideBrackets(text: string): string[] {
  const parts = text.split(/\s+(?:and|&)\s+/iu).flatMap((part) => part.split(otherAnd));
  return parts.length > 1 && parts.some((part) => openBrackets(part) !== 0) ? [text] : parts;
}

const asGroup = (name: string): string => (isGroup(name) ? name : bound(name));
