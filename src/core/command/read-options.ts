import * as z from "zod";
import { OptionError, UserError } from "../../errors.ts";
import type { AnyCommand } from "./define.ts";
import { cleanText, parseText } from "./parse-text.ts";
import { repeatable } from "./repeatable.ts";
import { takesText } from "./usage.ts";

/** Splits typed words into values by option, not yet validated. Throws a `UserError` for an option given twice. */
export function readWords(command: AnyCommand, words: string): Record<string, unknown> {
  const parsed = parseText(words, Object.keys(command.options));
  if (parsed.ok) return parsed.values;
  throw new UserError("usage", `\`${command.name}\`: ${parsed.problem}.`, command.name);
}

/** Validates values with the command's schemas, choices in letters of any case. Throws a `UserError` that names the first wrong option and what it takes. */
export function readValues(command: AnyCommand, values: Record<string, unknown>): Record<string, unknown> {
  const given = Object.entries(values).map(([name, value]) => [name, clean(value)] as const);
  const schema = z.object(command.options);
  const asTyped = Object.fromEntries(given.filter(([, value]) => value !== ""));
  const first = schema.safeParse(asTyped);
  const parsed = first.success ? first : schema.safeParse({ ...asTyped, ...choicesMeant(asTyped, first.error.issues) });
  if (parsed.success) return parsed.data;
  const option = String(parsed.error.issues[0]?.path[0] ?? "");
  throw badOption(command, option, given.find(([name]) => name === option)?.[1], parsed.error.issues[0]?.message);
}

/** The choices that were typed with capitals, as they are written: `DM`, `Cards`. */
const choicesMeant = (values: Record<string, unknown>, issues: readonly z.core.$ZodIssue[]): Record<string, string> =>
  Object.fromEntries(
    issues.flatMap((issue) => {
      const option = String(issue.path[0]);
      const typed = String(values[option]).toLowerCase();
      return issue.code === "invalid_value" && issue.values.includes(typed) ? [[option, typed]] : [];
    }),
  );

const clean = (value: unknown): unknown => (typeof value === "string" ? cleanText(value) : value);

function badOption(command: AnyCommand, option: string, got: unknown, says = ""): OptionError {
  // A schema's own message ("takes a time like `09:00`") is better than the description.
  const wants = says.startsWith("takes ") ? says.slice("takes ".length) : takesText(command, option);
  const missing = got === undefined || got === "";
  const text = missing
    ? `\`${command.name}\` needs \`${option}\`: ${wants}.`
    : `\`${option}\` takes ${wants.replace(/\?$/, "")}${wants.endsWith("?") ? "? Got" : "; got"} \`${repeatable(typeof got === "string" ? got : JSON.stringify(got))}\`.`;
  return new OptionError(option, text, command.name);
}
