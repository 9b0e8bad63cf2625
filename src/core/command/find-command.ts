import { typoDistance } from "./typo-distance.ts";
import { UserError } from "../../errors.ts";
import type { AnyCommand } from "./define.ts";
import { repeatable } from "./parse-text.ts";

/** Other words people use for a subcommand. */
const commandAliases: Record<string, string> = {
  "": "help",
  "?": "help",
  "-h": "help",
  "--help": "help",
};

/** The subcommand with a name; button-only subcommands are found only for `reach: "button"`. */
export function findCommand(
  commands: readonly AnyCommand[],
  name: string,
  reach: "typed" | "button",
): AnyCommand | null {
  const wanted = Object.hasOwn(commandAliases, name) ? commandAliases[name] : name;
  const found = commands.find((command) => command.name === wanted);
  return found && (reach === "button" || found.reach === "typed") ? found : null;
}

/** The error for an unknown subcommand, with a guess at what was meant. */
export function unknownCommand(commands: readonly AnyCommand[], name: string, rest: string): UserError {
  const nearest = nearestName(commands, name);
  const meant = nearest ? [nearest, rest] : ["topic", name, rest];
  const suggestion = `/papers ${meant.filter((word) => word !== "").join(" ")}`;
  return new UserError(
    "usage",
    `There is no \`/papers ${repeatable(name)}\`. Did you mean \`${repeatable(suggestion)}\`?`,
    nearest ?? "topic",
  );
}

/** The subcommand nearest to a typo, or null. */
function nearestName(commands: readonly AnyCommand[], name: string): string | null {
  if (name.length > 20) return null;
  const allowed = name.length <= 3 ? 0 : name.length <= 5 ? 1 : 2;
  const near = commands
    .filter(({ reach }) => reach === "typed")
    .map((command) => ({ name: command.name, away: typoDistance(name, command.name) }))
    .filter(({ away }) => away <= allowed)
    .sort((a, b) => a.away - b.away);
  return near[0]?.name ?? null;
}
