import * as z from "zod";
import { optionalAddressField, type Secret, secretFields } from "./fields.ts";

const port = "must be a port number from 0 to 65535";

/** The program's own secret variable. */
export const programSecrets = {
  METRICS_TOKEN: { where: "any long random text, for example from `openssl rand -hex 32`" },
} satisfies Record<string, Secret>;

/** The program's own variables: where it listens, how it tells time and what it logs. */
export const programFields = {
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: port })
    .transform(Number)
    .refine((number) => number <= 65535, { error: port })
    .optional(),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, { error: "must be an address or a name of this machine, like 127.0.0.1 or ::1" })
    .optional(),
  ...secretFields(programSecrets),
  PUBLIC_URL: optionalAddressField,
  DEFAULT_TIMEZONE: z
    .string()
    .default("UTC")
    .refine(isTimezone, { error: "must be an IANA time zone like Europe/Berlin" }),
  SETTLE_SECONDS: z
    .string()
    .default("30")
    .transform(Number)
    .refine((seconds) => seconds >= 0 && seconds <= 600, { error: "must be a number of seconds from 0 to 600" }),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "must be one of trace, debug, info, warn, error, fatal, silent",
    })
    .default("info"),
};

/** Whether a text names an IANA time zone this machine knows. */
function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
