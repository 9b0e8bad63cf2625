import * as z from "zod";

/** The environment, as Node hands it over. */
export type Environment = Record<string, string | undefined>;

/** What is wrong with one variable, in words that continue after its name; never its value. */
export interface Fault {
  variable: string;
  problem: string;
}

/** One secret: where people get it, and which values cannot be it. */
export interface Secret {
  where: string;
  wrong?: RegExp;
  says?: string;
}

/** Every variable of a table of secrets, each optional and checked for blanks, quotes, spaces and the wrong kind. */
export const secretFields = <Name extends string>(secrets: Record<Name, Secret>) =>
  Object.fromEntries(Object.entries<Secret>(secrets).map(([name, secret]) => [name, secretField(secret)])) as Record<
    Name,
    ReturnType<typeof secretField>
  >;

const secretField = (secret: Secret) =>
  z
    .string()
    .superRefine((value, context) => {
      const says = faultOf(value, secret);
      if (says) context.addIssue({ code: "custom", message: `${says}. Get it at ${secret.where}.` });
    })
    .optional();

function faultOf(value: string, { wrong, says }: Secret): string | null {
  if (value.trim() === "") return "is blank";
  if (/^["'“”‘’]|["'“”‘’]$/.test(value)) return "has quotes around it; leave them out";
  if (/\s/.test(value) && !value.startsWith("Bot ")) return "has white space in it";
  return wrong?.test(value) ? (says ?? "is something else") : null;
}

const webAddress = z.url({ protocol: /^https?$/, error: "must be an address like https://example.org" });
const withoutSlashes = (url: string) => url.replace(/\/+$/, "");

/** An http or https address, without slashes at its end. */
export const addressField = (fallback: string) => webAddress.default(fallback).transform(withoutSlashes);

/** An http or https address that may be left out, without slashes at its end. */
export const optionalAddressField = webAddress.transform(withoutSlashes).optional();
