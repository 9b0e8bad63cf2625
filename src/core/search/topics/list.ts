import { plainQuotes } from "../../papers/text.ts";
import { orderAsked } from "./asking.ts";
import { alternativesOf } from "./brackets.ts";
import { longestQuery } from "../query.ts";
import { wordsOf } from "../terms.ts";

const mostTopics = 12;

const nameLike = String.raw`\p{Lu}[\p{L}.'’\-]*`;
/** A comma behind an unquoted `author:` parts a family name from the given names, or two people: the library knows which. */
const commaInNames = String.raw`(?<=(?<![^\s\-])(?:authors?|by|au):\s*[^:";]*),(?=\s*${nameLike}(?:\s+${nameLike}){0,3}\s*(?:[,;]|$))`;
/** Commas of any script separate topics, except within quotes. */
const topicText = new RegExp(String.raw`(?:"[^"]*"|[^,;，、；،"]|"(?=[^"]*$)|${commaInNames})+`, "gu");

/** `author:roe|li` */
const eitherValue = /(?<![^\s-])((?:author|org|cat):)([^\s"|,()]+)\|([^\s"|,()]+)/gi;
/** `author:roe or author:li` */
const betweenFields = /\sor\s+(?=(?:author|org|cat):)/gi;
const eitherOr = /^\s*either (.+?) or (.+)$/i;

/** The topics of a text that separates them by commas or `OR`, each once; at most twelve. */
export function topicsIn(text: string): string[] {
  const topics = (withOr(text).replace(eitherOr, "$1, $2").match(topicText) ?? [])
    .flatMap((topic) => alternativesOf(topic, mostTopics))
    .filter((topic) => wordsOf(topic).length > 0);
  return [...new Set(topics.map((topic) => topic.trim()))].slice(0, mostTopics);
}

/** The searches of which any will do of a text with `OR`: "gan OR vae", "author:roe OR author:li". A text without is one. */
export const alternativeSearches = (text: string): string[] =>
  alternativesOf(withOr(text).replace(eitherOr, "$1 OR $2"), mostTopics);

const withOr = (text: string): string =>
  plainQuotes(text.slice(0, longestQuery))
    .replace(orderAsked, "")
    .replace(eitherValue, "($1$2 OR $1$3)")
    .replace(betweenFields, " OR ");
