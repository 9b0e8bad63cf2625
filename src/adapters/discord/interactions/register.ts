import { isDeepStrictEqual } from "node:util";
import { Routes, type Client } from "discord.js";
import type { AnyCommand } from "../../../core/command/define.ts";
import type { Log } from "../../../log.ts";
import type { PapersCommand } from "../draw/command-links.ts";
import { papersCommand, registration, type RegisteredCommand } from "./options.ts";

/** The fields compared with Discord's stored commands; Discord fills in the others. */
const keys = [
  "name",
  "description",
  "name_localizations",
  "description_localizations",
  "required",
  "autocomplete",
  "choices",
  "min_value",
  "max_value",
  "contexts",
  "integration_types",
];

/** A command or option with the compared fields only, so that Discord's defaults are no difference. */
function essence(command: Record<string, unknown>): Record<string, unknown> {
  const said = keys
    .filter((key) => !isNothing(command[key]))
    .map((key): [string, unknown] => [key, essentialValue(command[key])]);
  const options = (command["options"] ?? []) as Record<string, unknown>[];
  return { type: command["type"] ?? 1, ...Object.fromEntries(said), options: options.map(essence) };
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === false || value === "";

const essentialValue = (value: unknown): unknown => (Array.isArray(value) ? value.map(essentialChoice) : value);

const essentialChoice = (choice: unknown): unknown =>
  isChoice(choice) ? { name: choice.name, value: choice.value } : choice;

const isChoice = (value: unknown): value is { name: unknown; value: unknown } =>
  typeof value === "object" && value !== null && "value" in value;

/** Whether Discord's commands differ from ours. */
export const differs = (stored: object[], wanted: RegisteredCommand[]): boolean => {
  const byName = (commands: object[]) =>
    commands
      .map((one) => essence(one as Record<string, unknown>))
      .sort((a, b) => (String(a["name"]) < String(b["name"]) ? -1 : 1));
  return !isDeepStrictEqual(byName(stored), byName(wanted));
};

const registered = new WeakMap<Client, PapersCommand>();

/** `/papers` as Discord knows it, for clickable hints; null before it is registered. */
export const papersCommandOf = (client: Client): PapersCommand | null => registered.get(client) ?? null;

/** Registers `/papers` and the message menu if Discord's version differs. */
export async function register(client: Client<true>, commands: readonly AnyCommand[], log: Log): Promise<void> {
  const route = Routes.applicationCommands(client.application.id);
  const wanted = registration(commands);
  const query = new URLSearchParams({ with_localizations: "true" });
  const stored = (await client.rest.get(route, { query })) as StoredCommand[];
  const changed = differs(stored, wanted)
    ? ((await client.rest.put(route, { body: wanted })) as StoredCommand[])
    : null;
  const [papers] = (changed ?? stored).filter(({ name }) => name === papersCommand);
  if (papers) registered.set(client, { id: papers.id, names: new Set(papers.options?.map(({ name }) => name)) });
  if (changed) log.info({ commands: wanted.map(({ name }) => name) }, "registered the commands with Discord");
}

interface StoredCommand {
  id: string;
  name: string;
  options?: { name: string }[];
}
