import type { ErrorCode } from "../../errors.ts";
import type { CommandCall, Member } from "../../core/adapter.ts";
import { encodeButton } from "../../core/command/button.ts";
import type { Reply } from "../../core/command/reply.ts";
import { type Block, type Message, type PaperBlock, textBlock, textMessage } from "../../core/messages/message.ts";
import { prose } from "../../core/messages/prose.ts";

/** The terminal's only member, who may do everything. */
export const localMember = (): Member => ({
  id: "local",
  name: "local",
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  mayConfigure: true,
  isAdmin: true,
  isBot: false,
  isGuest: false,
});

const callOf = (request: CommandCall["request"]): CommandCall => ({
  platform: "terminal",
  workspace: "local",
  channel: null,
  caller: { id: "local", profile: async () => localMember() },
  request,
  message: null,
});

/** The call that a line typed in a terminal makes. */
export const lineCall = (line: string): CommandCall => callOf({ kind: "words", words: wordsOfLine(line) });

/** A line's words; a number alone shows that paper of the last list, and some say "next" for more. */
const wordsOfLine = (line: string): string =>
  line
    .trim()
    .replace(/^\/?papers(?:\s+|$)/i, "")
    .replace(/^#?(\d{1,3})$/, "show $1")
    .replace(/^\/?next$/i, "more")
    .replace(/^\/?upvote(?=\s|$)/i, "vote");

const takePaper = "save|unsave|show|similar|submit|export|vote";
const numbered = new RegExp(`^/?(${takePaper})\\s+#?(\\d{1,3})[.,;:!]?(?=\\s|$)(.*)$`, "is");
/** `save 1 2`, `save 1, 2 and 3`, `save 1-3`. */
const severalNumbers = new RegExp(
  `^/?(?:${takePaper})\\s+#?\\d{1,2}(?:\\s*[,&–-]\\s*|\\s+(?:(?:and|to)\\s+)?)#?\\d{1,2}(?=[\\s,.]|$)`,
  "i",
);
const mostPapers = 100;

/** What only a terminal has, with its usage. */
const onlyHere: Readonly<Record<string, string>> = {
  vote: "vote <paper>: votes for a paper, or takes the vote back. `vote 2` is the second paper of the last list.",
  more: "more: the next papers of the last list.",
};
const alsoHere: Block = textBlock(
  ...prose("Here also: `vote <paper>`, `more`, and a paper's number in the last list: `save 2`, or `2` to see it."),
);

/** What only the shell has, and the flag that people type here as a word. */
const ofShell = /^\/?(?:help\s+)?(import|sync|backup|restore|move|doctor|mcp|week|(?:--)?version)(?=\s|$)/i;
const onShell = (name: string): string =>
  name.endsWith("version")
    ? "`papers --version` in a shell tells the version."
    : `\`${name}\` is a command of the shell: \`papers help ${name}\` there tells how it is called.`;

/** The id that other commands take: the arXiv id in the paper's link, else the title. */
const typedId = ({ title }: PaperBlock): string => /arxiv\.org\/abs\/(\S+)$/.exec(title.link ?? "")?.[1] ?? title.text;

/**
 * Answers typed lines. It knows the last list, so `save 2` means its second paper and `more` its next ones, and it presses the
 * vote button for `vote <paper>`, which has no subcommand.
 */
export function createLineReader(run: (call: CommandCall) => Promise<Reply>): (line: string) => Promise<Reply> {
  let list: { words: string; papers: PaperBlock[] } = { words: "", papers: [] };
  const inList = (number: string) => list.papers.find((block) => block.number === Number(number));

  const vote = async (words: string): Promise<Reply> => {
    const number = numbered.exec(words)?.[2];
    const shown = number === undefined ? await run(lineCall(`show ${words.replace(/^\/?vote\s*/i, "")}`)) : null;
    const block = number === undefined ? blocksIn(shown?.message ?? null)[0] : inList(number);
    if (!block) return shown ?? notInList(number ?? "");
    const reply = await run(callOf({ kind: "button", id: encodeButton("vote", { paper: block.paper }) }));
    const { voted, votes } = reply.json as { voted?: boolean; votes?: number };
    if (voted === undefined) return reply;
    const said = textMessage(
      voted ? "You voted for " : "You took back your vote for ",
      `${block.title.text}. ▲ ${votes}`,
    );
    return { ...reply, message: { ...said, blocks: [...said.blocks, ...(reply.message?.blocks.slice(1) ?? [])] } };
  };

  const more = async (): Promise<Reply> => {
    const from = list.papers.length;
    if (from === 0 || from >= mostPapers)
      return said(from === 0 ? "There is no list to go on with." : "That is all I show of one list.");
    const words = list.words.replace(/\s+limit:\s*\d+/i, "");
    const reply = await run(lineCall(`${words} limit:${Math.min(mostPapers, from + 10)}`));
    const { message } = reply;
    if (!message || blocksIn(message).length <= from)
      return message ? said("There are no more papers in this list.") : reply;
    list = { words, papers: blocksIn(message) };
    const blocks = message.blocks.filter((block) => block.kind === "paper" && (block.number ?? 0) > from);
    return { ...reply, message: { ...message, blocks } };
  };

  return async (line) => {
    const words = wordsOfLine(line);
    if (/^\/?more$/i.test(words)) return more();
    const explained = onlyHere[/^\/?(?:help\s+)?(vote|more)$/i.exec(words)?.[1]?.toLowerCase() ?? ""];
    if (explained !== undefined) return said(explained);
    const shellName = ofShell.exec(words)?.[1];
    if (shellName !== undefined) return errorReply("usage", onShell(shellName.toLowerCase()));
    if (/^\/?unvote(?=\s|$)/i.test(words))
      return errorReply("usage", "`vote` takes a vote back where you have voted: `vote 2`.");
    if (severalNumbers.test(words)) return errorReply("usage", "Name one paper at a time: `save 1`, then `save 2`.");
    const [, command = "", number = "", rest = ""] = numbered.exec(words) ?? [];
    const meant = inList(number);
    if (command !== "" && !meant) return list.papers.length > 0 ? notInList(number) : noListYet(number);
    if (/^\/?vote\s/i.test(words)) return vote(words);
    const reply = await run(lineCall(meant ? `${command} ${typedId(meant)}${rest}` : words));
    const papers = blocksIn(reply.message).filter((block) => block.number !== null);
    if (papers.length > 0) list = { words, papers };
    if (/^\/?(?:help|\?)?$/i.test(words) && reply.message)
      return { ...reply, message: { ...reply.message, blocks: [...reply.message.blocks, alsoHere] } };
    return reply;
  };
}

const blocksIn = (message: Message | null): PaperBlock[] =>
  (message?.blocks ?? []).filter((block) => block.kind === "paper");

const said = (text: string): Reply => ({
  visibility: "caller",
  message: { title: "", blocks: [textBlock(...prose(text))], footer: [] },
  json: { message: text },
});

const errorReply = (code: ErrorCode, message: string): Reply => ({
  ...said(message),
  json: { error: { code, message } },
});

const notInList = (number: string): Reply => errorReply("not_found", `The last list has no paper ${number}.`);

const noListYet = (number: string): Reply =>
  errorReply("not_found", `There is no list yet that has a paper ${number}: \`today\` and \`topic gan\` show one.`);
