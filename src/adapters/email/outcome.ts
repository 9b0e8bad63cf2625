import type { SendOutcome } from "../../core/adapter.ts";
import { minuteMs } from "../../durations.ts";

/** An error of nodemailer's SMTP connection. */
export interface SmtpError extends Error {
  /** What went wrong, in nodemailer's words: EAUTH, EENVELOPE, ECONNECTION … */
  code?: string;
  /** The server's answer. */
  responseCode?: number | undefined;
  /** What was being said: `MAIL FROM`, `RCPT TO`, `DATA`, `AUTH PLAIN`, or `CONN` and `API` for none. */
  command?: string | undefined;
}

type NotTaken = Exclude<SendOutcome, { status: "sent" }>;

const serverBusyMs = minuteMs;

/** Whether the server refuses the user or the password. */
export const isLoginRefused = ({ code, responseCode = 0 }: SmtpError): boolean =>
  responseCode === 530 || (code === "EAUTH" && (responseCode === 0 || responseCode >= 500));

/**
 * The outcome of a mail that got no 250. An answer of the server is definite. Without one the mail may have been taken only
 * if its text was on its way (`dataSent`).
 */
export function mailOutcome(error: SmtpError, dataSent: boolean, now: Date): NotTaken {
  const { responseCode = 0, command = "", message } = error;
  const refused = (why: (NotTaken & { status: "refused" })["why"]): NotTaken => ({
    status: "refused",
    why,
    detail: message,
  });
  if (isLoginRefused(error)) return refused("token_revoked");
  if (error.code === "EENVELOPE" && command === "API") return refused("address_refused");
  if (responseCode < 400) return dataSent ? { status: "ambiguous", detail: message } : refused("unreachable");
  if (responseCode >= 500)
    return refused(command === "RCPT TO" ? "address_refused" : command === "DATA" ? "too_long" : "forbidden");
  if (command === "RCPT TO" && responseCode !== 421) return refused("deferred");
  return { status: "rate_limited", until: new Date(now.getTime() + serverBusyMs) };
}
