/** What Discord's clients would make of a text beside plain words. */
export interface Read {
  links: { label: string; url: string }[];
  /** Mentions of members, roles, channels, everyone, times and commands, as written. */
  mentions: string[];
  /** `:tada:` and custom emoji. */
  emoji: string[];
  /** Headings, quotes, lists and small print: the mark and what follows it. */
  lines: string[];
  code: string[];
}

const inside = String.raw`(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*`;
const href = String.raw`\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['"][\s\S]*?['"])?\s*`;

type Take = (found: RegExpExecArray, read: Read) => void;

/** The rules of Discord's clients in their order; each is tried where the one before it ended. */
const rules: [RegExp, Take][] = [
  [/\\[^0-9A-Za-z\s]/y, () => undefined],
  [/```[\s\S]*?```/y, ([code], read) => read.code.push(code)],
  [/(`+)([\s\S]*?[^`])\1(?!`)/y, ([, , code = ""], read) => read.code.push(code)],
  [
    new RegExp(String.raw`\[(${inside})\]\(${href}\)`, "y"),
    ([, label = "", url = ""], read) => read.links.push({ label, url }),
  ],
  [/<([^: >]+:\/[^ >]+)>/y, ([label, url = ""], read) => read.links.push({ label, url })],
  [/(?:https?|steam):\/\/[^\s<]+[^<.,:; "'\]\s]/y, ([url], read) => read.links.push({ label: url, url })],
  [
    /<@[!&]?\d+>|<#\d+>|@everyone|@here|<t:-?\d+(?::\w)?>|<\/[^:>]+:\d+>|<id:\w+>/y,
    ([written], read) => read.mentions.push(written),
  ],
  [/<a?:\w+:\d+>|:[\w+-]+(?:::skin-tone-\d)?:/y, ([written], read) => read.emoji.push(written)],
];
const lineStart = /[^\S\n]*(?:#{1,3}|-#|>{1,3}|[-*]|\d+\.) [^\n]*/y;

/** Reads a text the way Discord's clients do, by rules written down independently of how the bot escapes. */
export function readMarkdown(text: string): Read {
  const read: Read = { links: [], mentions: [], emoji: [], lines: [], code: [] };
  for (let at = 0; at < text.length;) {
    if (at === 0 || text[at - 1] === "\n") {
      const found = matchAt(lineStart, text, at);
      if (found) read.lines.push(found[0]);
    }
    at += take(text, at, read);
  }
  return read;
}

function take(text: string, at: number, read: Read): number {
  for (const [rule, keep] of rules) {
    const found = matchAt(rule, text, at);
    if (!found) continue;
    keep(found, read);
    return found[0].length;
  }
  return 1;
}

function matchAt(rule: RegExp, text: string, at: number): RegExpExecArray | null {
  rule.lastIndex = at;
  return rule.exec(text);
}
