import { plainQuotes } from "../../papers/text.ts";
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
const eitherOr = /^\s*either (.+?) or (.+)$/i;

/** The topics of a text that separates them by commas or `OR`, each once; at most twelve. */
export function topicsIn(text: string): string[] {
  const typed = plainQuotes(text.slice(0, longestQuery)).replace(eitherValue, "($1$2 OR $1$3)");
  const topics = (typed.replace(eitherOr, "$1, $2").match(topicText) ?? [])
    .flatMap((topic) => alternativesOf(topic, mostTopics))
    .filter((topic) => wordsOf(topic).length > 0);
  return [...new Set(topics.map((topic) => topic.trim()))].slice(0, mostTopics);
}
