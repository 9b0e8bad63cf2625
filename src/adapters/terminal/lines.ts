import type { CommandCall, Member } from "../../core/adapter.ts";
import { encodeButton } from "../../core/command/button.ts";
import type { Reply } from "../../core/command/reply.ts";
import { type Message, type PaperBlock, textMessage } from "../../core/messages/message.ts";

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
export const lineCall = (line: string): CommandCall => callOf({ kind: "words", words: commandWords(line) });

const commandWords = (line: string): string => line.trim().replace(/^\/?papers(?:\s+|$)/i, "");

const numbered = /^\/?(save|unsave|show|similar|submit|export|vote)\s+#?(\d{1,3})(?=\s|$)(.*)$/is;
const mostPapers = 100;

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
    const words = commandWords(line);
    if (/^\/?more$/i.test(words)) return more();
    if (/^\/?vote\s+\S/i.test(words)) return vote(words);
    const [, command = "", number = "", rest = ""] = numbered.exec(words) ?? [];
    const meant = inList(number);
    if (command !== "" && !meant && list.papers.length > 0) return notInList(number);
    const reply = await run(lineCall(meant ? `${command} ${typedId(meant)}${rest}` : words));
    const papers = blocksIn(reply.message).filter((block) => block.number !== null);
    if (papers.length > 0) list = { words, papers };
    return reply;
  };
}

const blocksIn = (message: Message | null): PaperBlock[] =>
  (message?.blocks ?? []).filter((block) => block.kind === "paper");

const said = (text: string): Reply => ({ visibility: "caller", message: textMessage(text), json: { message: text } });

function notInList(number: string): Reply {
  const message = `The last list has no paper ${number}.`;
  return { visibility: "caller", message: textMessage(message), json: { error: { code: "not_found", message } } };
}
