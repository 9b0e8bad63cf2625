import { plainQuotes } from "../../papers/text.ts";
import { orderAsked } from "./asking.ts";
import { alternativesOf } from "./brackets.ts";
import { categoryList } from "../names/categories.ts";
import { lastItems } from "./enumeration.ts";
import { longestQuery } from "../query.ts";
import { wordsOf } from "../terms.ts";

const mostTopics = 12;

const nameLike = String.raw`\p{Lu}[\p{L}.'’\-]*`;
/** A comma behind an unquoted `author:` parts a family name from the given names, or two people: the library knows which. */
const commaInNames = String.raw`(?<=(?<![^\s\-])(?:authors?|by|au):\s*[^:";]*),(?=\s*${nameLike}(?:\s+${nameLike}){0,3}\s*(?:[,;]|$))`;
/** Commas of any script separate topics, except within quotes and between categories (`cat:cs.CV,cs.LG`). */
const topicText = new RegExp(String.raw`(?:"[^"]*"|${categoryList}|[^,;，、；،"]|"(?=[^"]*$)|${commaInNames})+`, "gu");
/** "Gan, vae, and diffusion": what stands between a comma and the last topic. */
const joinBehindComma = /^\s*(?:and\/or|and|or|&)\s+(?=\S)/i;
/** "Gan, but not vae", "gan, not vae". A title has it with a capital: "Features, Not Bugs". */
const exceptionAlone =
  /^\s*(?:but (?:not|no)|not|except(?:ing)?(?: for)?|excluding|other than)\s+(?:about |on |the |any )*([^\s":-][^\s":]*(?:\s+[^\s":]+){0,2})[\s?!.]*$/;
/** Nothing but what is left out: `-vae`, `NOT vae -"two words"`. */
const exclusionsAlone = /^\s*(?:(?:and |but )?(?:-(?=[^\s-])|!|NOT )(?:\w+:)?(?:"[^"]*"|[^\s"]+)(?:\s+|$))+$/;

/** `author:roe|li` */
const eitherValue = /(?<![^\s-])((?:author|org|cat):)([^\s"|,()]+)\|([^\s"|,()]+)/gi;
/** `author:roe or author:li` */
const betweenFields = /\sor\s+(?=(?:author|org|cat):)/gi;
const eitherOr = /^\s*either (.+?) or (.+)$/i;

/** The topics of a text that separates them by commas or `OR`, each once; at most twelve. */
export function topicsIn(text: string): string[] {
  const items = (withOr(text).replace(eitherOr, "$1, $2").match(topicText) ?? []).map(withMinus);
  const named = items.filter((item) => !exclusionsAlone.test(item) && wordsOf(item).length > 0);
  // Of exclusions alone there is nothing that they could be left out of.
  const excluded = named.length === 0 ? [] : items.filter((item) => exclusionsAlone.test(item));
  const topics = (named.length === 0 ? items : withLastParted(named))
    .flatMap((topic) => alternativesOf(topic, mostTopics))
    .filter((topic) => wordsOf(topic).length > 0)
    .map((topic) => [topic, ...excluded].map((one) => one.trim()).join(" "));
  return [...new Set(topics)].slice(0, mostTopics);
}

/** An item of a list without the "and" before it, and with a minus for "but not". */
function withMinus(item: string, at: number): string {
  const alone = at === 0 ? item : item.replace(joinBehindComma, "");
  const left = at === 0 ? undefined : exceptionAlone.exec(alone)?.[1]?.trimEnd();
  if (left === undefined) return alone;
  return /\s/.test(left) ? `-"${left}"` : `-${left}`;
}

/** A list whose last item may be two topics. One item alone is no list. */
const withLastParted = (items: string[]): string[] =>
  items.length < 2 ? items : [...items.slice(0, -1), ...lastItems(items.at(-1) ?? "")];

/** The searches of which any will do of a text with `OR`: "gan OR vae", "author:roe OR author:li". A text without is one. */
export const alternativeSearches = (text: string): string[] =>
  alternativesOf(withOr(text).replace(eitherOr, "$1 OR $2"), mostTopics);

const withOr = (text: string): string =>
  plainQuotes(text.slice(0, longestQuery))
    .replace(orderAsked, "")
    .replace(eitherValue, "($1$2 OR $1$3)")
    .replace(betweenFields, " OR ");
