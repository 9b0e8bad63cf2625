import * as z from "zod";
import type { AnyCommand } from "../../../core/command/define.ts";
import { isSuggested } from "../../../core/command/suggest.ts";
import { cutWords } from "../../../core/messages/cut.ts";
import { limits } from "../limits.ts";

/** An option as Discord registers it; `type` is Discord's number. */
export interface RegisteredOption {
  type: number;
  name: string;
  description: string;
  name_localizations?: Record<string, string>;
  description_localizations?: Record<string, string>;
  required?: boolean;
  autocomplete?: boolean;
  choices?: { name: string; value: string }[];
  min_value?: number;
  max_value?: number;
  options?: RegisteredOption[];
}

/** A command as Discord registers it. */
export interface RegisteredCommand {
  type: number;
  name: string;
  description?: string;
  name_localizations?: Record<string, string>;
  description_localizations?: Record<string, string>;
  options?: RegisteredOption[];
  contexts: number[];
  integration_types: number[];
}

/** The command that all subcommands belong to. */
export const papersCommand = "papers";

/** The menu on messages that looks up the papers linked in them. */
export const findPapersMenu = "Find papers";

const types = { subcommand: 1, string: 3, integer: 4, boolean: 5, number: 10 };
/** In servers, in the bot's direct messages and in other private channels; installed to a server or by a user for themselves. */
const installPlaces = { contexts: [0, 1, 2], integration_types: [0, 1] };

/**
 * Names and descriptions in other languages, by what they translate: `papers`, a subcommand (`topic`) or an option
 * (`topic words`); by Discord's locale (`de`, `fr`, `es-ES`, `ja`, `ko`, `zh-CN`).
 */
export type Translations = Readonly<
  Record<string, Pick<RegisteredOption, "name_localizations" | "description_localizations">>
>;

/** None yet: what is written here reaches Discord at the next start. */
const translations: Translations = {};

/** Everything that is registered, derived from the commands: `/papers` with its subcommands, and the message menu. */
export function registration(
  commands: readonly AnyCommand[],
  translated: Translations = translations,
): RegisteredCommand[] {
  const typed = commands.filter(({ reach }) => reach === "typed");
  return [
    {
      type: 1,
      name: papersCommand,
      description: "papers for this team: read, search, vote",
      ...translated["papers"],
      options: typed.map((command) => subcommand(command, translated)),
      ...installPlaces,
    },
    { type: 3, name: findPapersMenu, ...installPlaces },
  ];
}

/** Discord shows descriptions letter by letter. */
const described = (text: string): string => cutWords(text.replaceAll("`", ""), limits.description);

const subcommand = (command: AnyCommand, translated: Translations): RegisteredOption => ({
  type: types.subcommand,
  name: command.name,
  description: described(command.summary),
  ...translated[command.name],
  options: optionsOf(command)
    .map((each) => ({ ...each, ...translated[`${command.name} ${each.name}`] }))
    .sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false)),
});

interface OptionSchema {
  type?: string;
  enum?: unknown[];
  description?: string;
  minimum?: number;
  maximum?: number;
}

/** Which options are required comes from the schemas' input side, their types from the output side. */
function optionsOf(command: AnyCommand): RegisteredOption[] {
  const schema = z.object(command.options);
  const { required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const { properties = {} } = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
  return Object.entries(properties).map(([name, property]) => ({
    ...option(name, property as OptionSchema, isSuggested(command, name)),
    ...(required.includes(name) ? { required: true } : {}),
  }));
}

function option(name: string, schema: OptionSchema, isProposed: boolean): RegisteredOption {
  const { type, enum: values, description, minimum, maximum } = schema;
  const common = { name, description: described(description ?? name) };
  const proposed = isProposed ? { autocomplete: true } : {};
  switch (type) {
    case "integer":
    case "number":
      return { type: types[type], ...common, ...bounds(minimum, maximum), ...proposed };
    case "boolean":
      return { type: types.boolean, ...common };
    default:
      return { type: types.string, ...common, ...(listedChoices(values) ?? proposed) };
  }
}

const bounds = (minimum?: number, maximum?: number) => ({
  ...(minimum === undefined || !Number.isSafeInteger(minimum) || minimum === Number.MIN_SAFE_INTEGER
    ? {}
    : { min_value: minimum }),
  ...(maximum === undefined || !Number.isSafeInteger(maximum) || maximum === Number.MAX_SAFE_INTEGER
    ? {}
    : { max_value: maximum }),
});

/** The values of an enumeration that Discord lists; null for longer ones and for free text. */
const listedChoices = (values: unknown[] | undefined): Pick<RegisteredOption, "choices"> | null =>
  values && values.length <= limits.choices
    ? { choices: values.map((value) => ({ name: String(value), value: String(value) })) }
    : null;
