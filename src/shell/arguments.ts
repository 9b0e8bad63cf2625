import { UserError } from "../errors.ts";

/** What was typed on the shell, taken apart. */
export interface ShellCall {
  /** Everything that is not a flag, as one line for the chat's own parser. */
  words: string;
  /** The same, one by one. */
  arguments: string[];
  json: boolean;
  help: boolean;
  /** Assistants may vote, save and submit too. */
  write: boolean;
  /** Flags with a value: `--as-of 2025-11-07`. */
  flags: Partial<Record<ValueFlag, string>>;
}

/** What each flag takes behind it, and an example. */
const valueFlags = {
  "as-of": ["a day", "2025-11-07"],
  date: ["a day", "2025-11-07"],
  since: ["a day", "2025-11-07"],
  from: ["a database", "file:./data/papers.db"],
  to: ["a database", "file:./data/papers.db"],
  out: ["a folder", "site"],
  workspace: ["a workspace's id", "T024BE7LD"],
} as const;
type ValueFlag = keyof typeof valueFlags;

/** Which flags a subcommand of the shell takes; the chat's own subcommands take none. */
const flagsOf: Record<string, readonly ValueFlag[]> = {
  import: ["as-of"],
  sync: ["date", "since"],
  move: ["from", "to"],
  week: ["out", "workspace"],
  mcp: ["workspace"],
};

/** Reads the arguments of a shell: only what starts with `--` is a flag, `-word` is a word of a query. */
export function readArguments(given: readonly string[]): ShellCall {
  const call: ShellCall = { words: "", arguments: [], json: false, help: false, write: false, flags: {} };
  for (let i = 0; i < given.length; i++) {
    const argument = given[i] ?? "";
    if (!argument.startsWith("--") || argument === "--") {
      if (argument !== "--") call.arguments.push(argument);
      continue;
    }
    const [, name = "", inline] = /^--([^=]*)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === "json") call.json = true;
    else if (name === "help") call.help = true;
    else if (name === "write") call.write = true;
    else {
      const flag = valueFlag(name);
      call.flags[flag] = inline ?? given[++i] ?? missingValue(flag);
    }
  }
  refuseStrayFlags(call);
  return { ...call, words: call.arguments.map(requote).join(" ") };
}

const isValueFlag = (name: string): name is ValueFlag => Object.hasOwn(valueFlags, name);

function valueFlag(name: string): ValueFlag {
  if (isValueFlag(name)) return name;
  throw new UserError(
    "usage",
    `There is no flag \`--${name.slice(0, 40)}\`. Options are written name:value, like limit:5.`,
  );
}

function missingValue(name: ValueFlag): never {
  const [what, example] = valueFlags[name];
  throw new UserError("usage", `\`--${name}\` needs ${what} behind it, like \`--${name} ${example}\`.`);
}

function refuseStrayFlags({ arguments: [command = ""], flags, write }: ShellCall): void {
  if (write && command !== "mcp") throw new UserError("usage", "Only `mcp` takes `--write`.");
  const taken = Object.hasOwn(flagsOf, command) ? (flagsOf[command] ?? []) : [];
  const stray = Object.keys(flags).find((flag) => !taken.includes(flag as ValueFlag));
  if (!stray) return;
  const takes = taken.length > 0 ? taken.map((flag) => `\`--${flag}\``).join(" and ") : "no flag but `--json`";
  throw new UserError("usage", `\`${command}\` takes ${takes}; got \`--${stray}\`.`);
}

/** Puts back the quotes of `since:"last week"`, which the shell removes and the chat's parser needs. */
function requote(argument: string): string {
  const [, key, value] = /^([a-z]+):(.*\s.*)$/is.exec(argument) ?? [];
  return key !== undefined && value !== undefined ? `${key}:"${value.replaceAll('"', "")}"` : argument;
}
