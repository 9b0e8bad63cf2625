import { createRequire } from "node:module";
import type * as Pino from "pino";

/** The levels of a line, least first. */
const levels = ["trace", "debug", "info", "warn", "error"] as const;

/** The program's logger: JSON lines. */
export type Log = Pick<Pino.Logger, (typeof levels)[number]>;

const tokenShapes =
  /xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|hf_[A-Za-z0-9]{8,}|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|(?<=Bearer |Bot )[\w.-]{8,}|(?<=\/(?:commands|actions|services|interactions|webhooks)\/)[\w/-]{16,}/g;

/** Replaces the given secrets and everything shaped like a token, whatever field they hide in. */
export function redact(line: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length > 3);
  const asWritten = [...new Set(known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))];
  return asWritten
    .reduce((text, secret) => text.replaceAll(secret, "[redacted]"), line)
    .replace(tokenShapes, "[redacted]");
}

/** A logger that writes JSON lines to `write` (stderr), never a secret; pino is loaded when there is a line to write. */
export function createLog(
  level: string,
  secrets: readonly string[],
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  let logger: Pino.Logger | null = null;
  const opened = (): Pino.Logger => (logger ??= openLog(level, (line) => write(redact(line, secrets))));
  const least = levels.findIndex((each) => each === level);
  const log = (name: (typeof levels)[number]): Pino.LogFn => {
    const silent = least === -1 || levels.indexOf(name) < least;
    return silent ? () => undefined : (...line: Parameters<Pino.LogFn>) => opened()[name](...line);
  };
  return { trace: log("trace"), debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
}

function openLog(level: string, write: (line: string) => void): Pino.Logger {
  const { pino } = createRequire(import.meta.url)("pino") as typeof Pino;
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write });
}
