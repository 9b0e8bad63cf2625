import * as z from "zod";
import type { AnyCommand } from "./define.ts";

const isRequired = (schema: z.core.$ZodType): boolean => !z.safeParse(schema, undefined).success;

/** "/papers topic <words> [since] [limit]". */
export function usageLine(command: AnyCommand): string {
  const options = Object.entries(command.options).map(([name, schema]) =>
    isRequired(schema) ? `<${name}>` : `[${name}]`,
  );
  return ["/papers", command.name, ...options].join(" ");
}

/** What an option takes, from its schema's description. */
export function takesText(command: AnyCommand, option: string): string {
  const schema = Object.hasOwn(command.options, option) ? command.options[option] : undefined;
  return (schema && z.globalRegistry.get(schema)?.description) ?? "something else";
}

/** One line per option: its name and what it takes. */
export const optionLines = (command: AnyCommand): { name: string; takes: string }[] =>
  Object.keys(command.options).map((name) => ({ name, takes: takesText(command, name) }));
