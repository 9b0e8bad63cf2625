/** Error codes of the public JSON, with the exit code of a one-shot command. */
export const exitCodes = {
  usage: 2,
  config: 2,
  not_found: 1,
  not_allowed: 1,
  source_unavailable: 1,
  internal: 1,
} as const;

/** An error code of the public JSON. */
export type ErrorCode = keyof typeof exitCodes;

/** An error whose text is written for the person who typed the command: what happened and what to do next. */
export class UserError extends Error {
  readonly code: ErrorCode;
  /** The subcommand whose usage line to show, or null. */
  readonly usageOf: string | null;

  /** The exit code if this error ends the program. */
  readonly exitCode: 1 | 2;

  constructor(code: ErrorCode, message: string, usageOf: string | null = null, exitCode: 1 | 2 = exitCodes[code]) {
    super(message);
    this.name = "UserError";
    this.code = code;
    this.usageOf = usageOf;
    this.exitCode = exitCode;
  }
}

/** A `UserError` about one option's value, which a dialog shows beside its field. */
export class OptionError extends UserError {
  readonly option: string;

  constructor(option: string, message: string, usageOf: string) {
    super("usage", message, usageOf);
    this.option = option;
  }
}
