import { createInterface } from "node:readline";
import type { Adapter, Host, SendOutcome } from "../../core/adapter.ts";
import type { Reply } from "../../core/command/reply.ts";
import type { Message } from "../../core/messages/message.ts";
import { createLineReader, localMember } from "./lines.ts";
import { looksOf } from "./looks.ts";
import { renderMessage, renderReply } from "./render.ts";

/** Options of the terminal chat; the streams default to the process's own. */
export interface TerminalOptions {
  /** Whether each answer is one line of JSON. */
  json: boolean;
  /** The database's address, shown at the start. */
  databaseUrl: string;
  input?: NodeJS.ReadStream;
  output?: NodeJS.WriteStream;
  /** The stream for everything but answers. */
  aside?: NodeJS.WritableStream;
}

/** The terminal as a platform; `closed` resolves at the end of input. */
export interface Terminal extends Adapter {
  closed: Promise<TerminalEnd>;
}

/** How many lines were read, and whether the last one asked to leave. */
export interface TerminalEnd {
  lines: number;
  left: boolean;
}

/** Papers per page: the terminal shows all at once. */
const wholePage = 100;
const goodbyes = new Set(["exit", "quit", "q", ":q", "bye"]);

/** A reply as what is written for it: one line of JSON, or text. */
export const answerText = (reply: Reply, json: boolean, output: NodeJS.WriteStream): string =>
  json ? JSON.stringify(reply.json) : renderReply(reply, looksOf(output, process.env));

/** A chat over standard input and output, typed or piped. */
export function createTerminal(options: TerminalOptions): Terminal {
  const { json, databaseUrl, input = process.stdin, output = process.stdout, aside = process.stderr } = options;
  const closed = Promise.withResolvers<TerminalEnd>();
  let stop = () => {};

  const chat = async (host: Host): Promise<TerminalEnd> => {
    const answerLine = createLineReader((call) => host.command(call));
    const typed = input.isTTY && output.isTTY && !json;
    const lines = createInterface({ input, output: typed ? output : undefined, terminal: typed, prompt: "papers> " });
    stop = () => lines.close();
    if (typed) lines.prompt();
    const end = { lines: 0, left: false };
    for await (const line of lines) {
      end.lines++;
      end.left = goodbyes.has(line.trim().toLowerCase());
      if (end.left) break;
      if (line.trim() !== "") output.write(`${answerText(await answerLine(line), json, output)}\n`);
      if (typed) output.write("\n");
      if (typed) lines.prompt();
    }
    lines.close();
    return end;
  };

  const print = (message: Message): SendOutcome => {
    output.write(`${renderMessage(message, looksOf(output, process.env))}\n`);
    return { status: "sent", message: "printed" };
  };
  const refused: SendOutcome = {
    status: "refused",
    why: "message_gone",
    detail: "a terminal cannot change what it printed",
  };

  return {
    platform: "terminal",
    postLimits: { channel: null, workspace: null, all: null, held: "channel" },
    pageSize: wholePage,
    closed: closed.promise,
    async start(host) {
      aside.write(`The papers are in ${whereOf(databaseUrl)}. Type help for what I can do, exit to leave.\n`);
      void chat(host).then(closed.resolve, closed.reject);
    },
    stop: async () => stop(),
    health: () => ({ connected: true, detail: "a chat in this terminal" }),
    split: (message) => [message],
    send: async ({ message }) => print(message),
    find: async () => ({ status: "absent" }),
    edit: async () => refused,
    checkAccess: async () => "fine",
    threadUnder: async ({ message: _printed, ...target }) => target,
    direct: async (where) => ({ ...where, channel: "local", thread: null }),
    missingPermissions: async () => [],
    reactionsOf: async () => null,
    member: async () => localMember(),
    sees: async (_where, _member, channels) => new Map(channels.map((channel) => [channel, "yes"])),
    channel: async () => null,
    permalink: async () => null,
  };
}

/** The database's address without `file:`, or without the user and the password. */
const whereOf = (databaseUrl: string): string => databaseUrl.replace(/^file:/, "").replace(/\/\/.*@/, "//");
