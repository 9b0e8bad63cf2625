import { type Logger, pino, stdTimeFunctions } from "pino";

/** The program's logger: JSON lines. */
export type Log = Pick<Logger, "trace" | "debug" | "info" | "warn" | "error">;

const tokenShapes =
  /xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|hf_[A-Za-z0-9]{8,}|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|(?<=Bearer |Bot )[\w.-]{8,}|(?<=\/(?:commands|actions|services|interactions|webhooks)\/)[\w/-]{16,}/g;

/** Replaces the given secrets and everything that looks like a token, in any field. */
export function redact(line: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length > 3);
  const asWritten = [...new Set(known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))];
  return asWritten
    .reduce((text, secret) => text.replaceAll(secret, "[redacted]"), line)
    .replace(tokenShapes, "[redacted]");
}

/** A logger that writes JSON lines to `write` (stderr), never a secret. */
export function createLog(
  level: string,
  secrets: readonly string[],
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  const options = { level, base: null, timestamp: stdTimeFunctions.isoTime };
  return pino(options, { write: (line: string) => write(redact(line, secrets)) });
}
