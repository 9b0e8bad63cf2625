import { distance } from "fastest-levenshtein";
import { titleOfEntry } from "../../papers/citation.ts";
import { plainQuotes } from "../../papers/text.ts";
import { beginsWithArchive, categoryAlone, withCategoryLists } from "./categories.ts";

/** The fields of a query, each with what people call it; `""` only says where a word stands, which is not asked; `-` leaves out. */
const fieldNames: Readonly<Record<string, readonly string[]>> = {
  author: ["authors", "au", "by", "writer"],
  org: [
    ...["orgs", "organization", "organisation", "affiliation", "institution", "institute", "university"],
    ...["company", "lab", "team", "from"],
  ],
  cat: ["category", "categories", "subject", "subjects"],
  code: [],
  since: [],
  "": [
    ...["title", "intitle", "abstract", "ti", "abs", "all", "topic", "keyword", "keywords", "tag", "tags", "query"],
    ...["venue", "conference", "journal"],
  ],
  "-": ["exclude", "excluded", "excluding", "except", "without", "not", "minus"],
};
const fieldOf = new Map(
  Object.entries(fieldNames).flatMap(([field, others]) => [field, ...others].map((name) => [name, field])),
);
/** Names long enough that one wrong letter, or two swapped ones, still tell which is meant. */
const tellingNames = [...fieldOf.keys()].filter((name) => name.length >= 6);

const key = /(?<![^\s-])([a-z]{2,14})(?:[:=](?=[^\s:=/])|\s*[:=]\s+(?=[^\s:=]))/gi;
/** `gan NOT faces`, `gan !faces`, and the minus of typography. */
const minus = /(?<!\S)(?:(?:AND\s+)?NOT\s+(?=\S)|[−–](?=\p{L})|(?<=\S\s+)!(?=[\p{L}"]))/gu;

/** What Slack and Discord write for a member, a channel or everybody. */
const mention = /<(?:@[!&]?|#|!)[^<>\s]*(?:\|[^<>]*)?>/g;
/** `#ReinforcementLearning` */
const hashtag = /(?<!\S)#(?=\p{Lu}\p{Ll}+\p{Lu})[\p{L}\p{N}]+/gu;

/** "But not surveys", "except robots": what follows is left out. */
const exception =
  /(?<=\S)\s+(?:but (?:not|no)(?! (?:by|from)\b)|not (?:about|on)|except(?:ing)?(?: for)?|excluding|other than)\s+(?:about\s+|on\s+|the\s+|any\s+)*(?=[^\s"-])([^\s,;":?!]+(?:\s+[^\s,;":?!]+){0,2})\s*[?!.]?$/;

/** "Gan (not vae)", "gan (excluding surveys)"; a title has it with a capital. */
const exceptionInBrackets =
  /(?<=\S)\s+\((?:but\s+)?(?:not|excluding|except(?:\s+for)?|other than)\s+(?:about\s+|on\s+|the\s+|any\s+)*([^\s()":,-][^\s()":,]*(?:\s+[^\s()":,]+){0,2})\s*\)(?=\s*(?:$|[,;?!.]|code:|cat:|since:|author:|org:))/g;

/**
 * "Moco with code available" at the end, in small letters: titles have capitals ("Reasoning with Code"). What is done with
 * code is a topic: "reasoning with code".
 */
const codeAsked =
  /(?<=[^\s|–-]\s+)(?<!(?:^|\s)(?:(?:pre-?)?training|reasoning|reason|thinking|think|prompting|planning|acting|act|interacting|papers|tuning)\s+)(?:papers )?(?:with|(?:that|which) (?:has|have)|has|have|having|including) (?:(?:an?|open|open[- ]sourced?|public|official|available|released|source) )*code(?: (?:is )?(?:available|released|online|on github|provided))?[\s?!.]*$/;
/** `has:code` */
const codeField = /(?<![^\s-])(?:has|have|with):code(?![^\s,;])/gi;

/** A typed query with its quotes, minus signs and fields as they are documented: `auther = "Ann Roe" NOT gan` gives `author:"Ann Roe" -gan`. */
export const usualSyntax = (typed: string): string =>
  withCategoryLists(plainQuotes(titleOfEntry(typed) ?? typed))
    .replace(minus, "-")
    .replace(mention, " ")
    // "LLM's" is mostly a plural.
    .replace(/(?<=\p{Lu}{2})['’ʼ]s(?!\p{L})/gu, "s")
    .replace(hashtag, (tag) => tag.slice(1).replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " "))
    .replace(/(?<=[^\s|–-]\s+)papers (?:with|that have) (?:code|github)\W*$/i, "code:yes")
    .replace(codeAsked, "code:yes")
    .replace(codeField, "code:yes")
    .replace(exception, ' -"$1"')
    .replace(exceptionInBrackets, ' -"$1"')
    .replace(categoryAlone, "cat:")
    .replace(/(?<!\S)(?:arxiv|cat|category|categories|subjects?:?) (?=cat:)/gi, "")
    .replace(key, usualKey);

/** What follows a field that titles have as a word: "Better Code: a story", "CAT: Closed-loop Training". */
const ownValues: Readonly<Record<string, RegExp>> = {
  code: /^"?(?:yes|no|true|false|0|1)(?![^\s",;])/i,
  cat: beginsWithArchive,
};

function usualKey(found: string, written: string, at: number, text: string): string {
  const name = written.toLowerCase();
  const isSpaced = /\s/.test(found);
  const meant = fieldOf.get(name) ?? (isSpaced ? undefined : slipOf(name));
  // A blank behind another word's colon is a title's ("Lab: a story").
  if (meant === undefined || (isSpaced && found.includes(":") && meant !== name && meant !== "author")) return found;
  if (ownValues[meant]?.test(text.slice(at + found.length)) === false && (isSpaced || meant === "code")) return found;
  return signFields.has(meant) ? meant : `${meant}:`;
}

/** Fields that are written without their names. */
const signFields: ReadonlySet<string> = new Set(["", "-"]);

function slipOf(written: string): string | undefined {
  const sorted = [...written].sort().join("");
  const near = tellingNames.find(
    (name) => distance(written, name) === 1 || (name.length === written.length && [...name].sort().join("") === sorted),
  );
  return near === undefined ? undefined : fieldOf.get(near);
}
