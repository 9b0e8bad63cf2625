import { repeatable } from "../../src/core/command/repeatable.ts";
import { takeFromEnds } from "../../src/core/command/first-day.ts";
import { UserError } from "../../src/errors.ts";

/** Options that people write as words behind a topic, and how they are written. */
const saidOptions: readonly [RegExp, string][] = [
  [/(?<=\S\s+)(?:limit|max(?:imum)?|top)\s+(\d{1,2})(?:\s+papers)?$/i, "limit:$1"],
  [/(?<=\S\s+)min(?:imum)?[\s-]+votes?[\s:=]+(\d+)$/i, "minvotes:$1"],
  [/(?<=\S\s+)(?:excluding|exclude)\s+(\S+)$/i, "exclude:$1"],
  [/(?<=\S\s+)(?:to|by|via|as)\s+(?:an?\s+|my\s+)?(?:dms?|direct messages?)$/i, "to:dm"],
  [/(?<=\S\s+)(?:(?:only|just)\s+)?(?:to|for)\s+(?:me|myself)$/i, "to:dm"],
  [/(?<=\S\s+)(?:to|in|for)\s+(?:here|this\s+channel)$/i, "to:here"],
  [/(?<=\S\s+)(?:to|by|via|as)\s+(?:my\s+)?e-?mail$/i, "to:email"],
];

/** Throws a `UserError` where a topic ends with what is an option: `rl top 5` would be a topic that no paper is about. */
export function refuseOptionInTopic(topic: string): void {
  const text = topic.trim();
  for (const [said, option] of saidOptions) {
    const [found, value = ""] = said.exec(text) ?? [];
    if (found === undefined) continue;
    const written = option.replace("$1", value);
    throw new UserError(
      "usage",
      `\`${repeatable(found)}\` behind the topic is no topic. Write \`${repeatable(written)}\`, or put the topic in quotes.`,
      "subscribe",
    );
  }
  const taken = new Map<string, string>();
  if (!text.includes('"')) takeFromEnds(taken, text);
  const limit = taken.get("limit");
  if (limit !== undefined)
    throw new UserError(
      "usage",
      `\`${repeatable(text)}\` asks for a number of papers. Write \`limit:${limit}\` behind the topic, or put the topic in quotes.`,
      "subscribe",
    );
  const days =
    text.match(/(?<=^|\s)(?:(?:since|date):\S|(?:from|year|published):\d)\S*(?: \S+)*$/i)?.[0] ?? taken.get("since");
  // "On Friday" is a schedule here.
  if (days === undefined || text.toLowerCase().endsWith(` on ${days.toLowerCase()}`)) return;
  throw new UserError(
    "usage",
    `\`${repeatable(days)}\` is no part of a topic: a roundup brings what is new when it comes, and has no first day. \`topic\` and \`search\` take \`since:7d\`.`,
    "subscribe",
  );
}
