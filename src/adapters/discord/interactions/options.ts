import { z } from "zod";
import type { AnyCommand } from "../../../core/command/define.ts";
import { suggested } from "../../../core/command/suggest.ts";
import { cutWords } from "../../../core/messages/cut.ts";
import { limits } from "../limits.ts";

/** An option as Discord registers it; `type` is Discord's number. */
export interface RegisteredOption {
  type: number;
  name: string;
  description: string;
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
  options?: RegisteredOption[];
  contexts: number[];
  integration_types: number[];
}

/** The menu on messages that looks up the papers linked in them. */
export const findPapersMenu = "Find papers";

const types = { subcommand: 1, string: 3, integer: 4, boolean: 5, number: 10 };
/** In servers only, installed to a server: everything the bot keeps belongs to one. */
const installPlaces = { contexts: [0], integration_types: [0] };

/** Everything that is registered, derived from the commands: `/papers` with its subcommands, and the message menu. */
export function registration(commands: readonly AnyCommand[]): RegisteredCommand[] {
  const typed = commands.filter(({ reach }) => reach === "typed");
  return [
    {
      type: 1,
      name: "papers",
      description: "papers for this team: read, search, vote",
      options: typed.map(subcommand),
      ...installPlaces,
    },
    { type: 3, name: findPapersMenu, ...installPlaces },
  ];
}

const described = (text: string): string => cutWords(text, limits.description);

const subcommand = ({ name, summary, options }: AnyCommand): RegisteredOption => ({
  type: types.subcommand,
  name,
  description: described(summary),
  options: optionsOf(options).sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false)),
});

interface OptionSchema {
  type?: string;
  enum?: unknown[];
  description?: string;
  minimum?: number;
  maximum?: number;
}

/** Which options are required comes from the schemas' input side, their types from the output side. */
function optionsOf(shape: AnyCommand["options"]): RegisteredOption[] {
  const schema = z.object(shape);
  const { required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const { properties = {} } = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
  return Object.entries(properties).map(([name, property]) => ({
    ...option(name, property as OptionSchema),
    ...(required.includes(name) ? { required: true } : {}),
  }));
}

function option(name: string, { type, enum: values, description, minimum, maximum }: OptionSchema): RegisteredOption {
  const common = { name, description: described(description ?? name) };
  switch (type) {
    case "integer":
    case "number":
      return { type: types[type], ...common, ...bounds(minimum, maximum) };
    case "boolean":
      return { type: types.boolean, ...common };
    default:
      return { type: types.string, ...common, ...choicesFor(name, values) };
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

function choicesFor(name: string, values: unknown[] | undefined): Partial<RegisteredOption> {
  if (values && values.length <= limits.choices)
    return { choices: values.map((value) => ({ name: String(value), value: String(value) })) };
  return suggested.includes(name) ? { autocomplete: true } : {};
}
