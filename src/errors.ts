/** Machine-readable error codes of the public JSON, and how each ends a one-shot command. */
export const exitCodes = {
  usage: 2,
  config: 2,
  not_found: 1,
  not_allowed: 1,
  source_unavailable: 1,
  internal: 1,
} as const;

/** One of the public error codes of `interface.md`. */
export type ErrorCode = keyof typeof exitCodes;

/** An error whose text is written for the person who typed the command: what happened and what to do next. */
export class UserError extends Error {
  readonly code: ErrorCode;
  /** The subcommand whose usage line helps here, when there is one. */
  readonly usageOf: string | null;

  /** How the program ends when this stops it. */
  readonly exitCode: 1 | 2;

  constructor(code: ErrorCode, message: string, usageOf: string | null = null, exitCode: 1 | 2 = exitCodes[code]) {
    super(message);
    this.name = "UserError";
    this.code = code;
    this.usageOf = usageOf;
    this.exitCode = exitCode;
  }
}
