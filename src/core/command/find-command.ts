import { typoDistance } from "./typo-distance.ts";
import { UserError } from "../../errors.ts";
import type { AnyCommand } from "./define.ts";
import { repeatable } from "./repeatable.ts";

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

/** What people call a subcommand that is called otherwise, for the guess at what was meant. */
const meantBy: Readonly<Record<string, string>> = {
  ...{ find: "topic", get: "topic", list: "topic", look: "search", follow: "subscribe", unfollow: "unsubscribe" },
  ...{ latest: "today", newest: "today", news: "today", yesterday: "today yesterday", "what's": "today" },
  ...{
    trending: "top",
    popular: "top",
    hello: "help",
    hi: "help",
    hey: "help",
    cancel: "subscriptions",
    stop: "subscriptions",
  },
};

/** Those of them whose first option is any words. */
const takeWords: ReadonlySet<string> = new Set(["topic", "search", "subscribe"]);

/** What begins like a paper's id or link. */
const idOrLink = /^(?:https?:\/\/|(?:arxiv:)?\d{4}\.\d{4,5}(?!\d))/i;

/** The error for an unknown subcommand, with a guess at what was meant. */
export function unknownCommand(commands: readonly AnyCommand[], name: string, rest: string): UserError {
  const called = Object.hasOwn(meantBy, name) ? meantBy[name] : undefined;
  const isPaper = idOrLink.test(name);
  const meant = called ?? (isPaper ? null : nearestName(commands, name));
  const words = meant
    ? [meant, called === undefined || takeWords.has(called) ? rest : ""]
    : [isPaper ? "show" : "topic", name, rest];
  const suggestion = `/papers ${words.filter((word) => word !== "").join(" ")}`;
  return new UserError(
    "usage",
    `There is no \`/papers ${repeatable(name)}\`. Did you mean \`${repeatable(suggestion)}\`?`,
    words[0]?.split(" ")[0],
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
