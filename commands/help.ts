import * as z from "zod";
import { type AnyCommand, defineCommand } from "../src/core/command/define.ts";
import { repeatable } from "../src/core/command/repeatable.ts";
import { optionLines, usageLine } from "../src/core/command/usage.ts";
import { type Block, type Span, textBlock } from "../src/core/messages/message.ts";
import { prose } from "../src/core/messages/prose.ts";

const examples = ["/papers today", "/papers topic gan", "/papers subscribe diffusion"];

/** `/papers help`, and a bare `/papers`: one line per subcommand, then examples to copy. */
export const help = defineCommand({
  name: "help",
  tool: "read",
  summary: "what I can do, or how one subcommand works",
  options: { command: z.string().optional().describe("the name of a subcommand") },
  example: "help topic",
  async run({ command: name }, { commands }) {
    const typed = commands.filter(({ reach }) => reach === "typed");
    const one = typed.find((command) => command.name === name?.toLowerCase());
    const unknown = name === undefined ? [] : [textBlock(...prose(`There is no \`${repeatable(name)}\` here:`))];
    return {
      visibility: "caller",
      message: { title: "", blocks: one ? howTo(one) : [...unknown, ...listCommands(typed)], footer: [] },
      json: {
        commands: (one ? [one] : typed).map((each) => ({
          name: each.name,
          summary: each.summary,
          usage: usageLine(each),
          example: `/papers ${each.example}`,
        })),
      },
    };
  },
});

function listCommands(commands: AnyCommand[]): Block[] {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}`);
  return [
    textBlock("Papers of Hugging Face's Daily Papers and arXiv: read, searched, voted for and delivered here."),
    textBlock(...lines.flatMap((line, i) => codeLine(line, width, i))),
    textBlock(
      "Try: ",
      ...examples.flatMap((example, i): Span[] => [{ text: i === 0 ? "" : "  " }, { text: example, code: true }]),
    ),
  ];
}

/** One line: the name as code, so that names line up, then the summary. */
const codeLine = (line: string, width: number, i: number): Span[] => [
  { text: i === 0 ? "" : "\n" },
  { text: line.slice(0, width), code: true },
  { text: line.slice(width) },
];

function howTo(command: AnyCommand): Block[] {
  const options = optionLines(command).flatMap(({ name, takes }): Span[] => [
    { text: "\n" },
    { text: name, code: true },
    ...prose(`  ${takes}`),
  ]);
  return [
    textBlock({ text: usageLine(command), code: true }, `\n${command.summary}`, ...options),
    textBlock("Example: ", { text: `/papers ${command.example}`, code: true }),
  ];
}
