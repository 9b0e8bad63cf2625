import type { Refusal, SendOutcome } from "../../core/adapter.ts";
import { minuteMs } from "../../durations.ts";

/** An error of nodemailer's SMTP connection. */
export interface SmtpError extends Error {
  /** What went wrong, in nodemailer's words: EAUTH, EENVELOPE, ECONNECTION … */
  code?: string;
  /** The server's answer. */
  responseCode?: number | undefined;
  /** The whole answer, with its enhanced status code where it has one. */
  response?: string | undefined;
  /** What was being said: `MAIL FROM`, `RCPT TO`, `DATA`, `AUTH PLAIN`, or `CONN` and `API` for none. */
  command?: string | undefined;
}

/** A mail that the server did not take, for good or for now. */
export type NotTaken = Exclude<SendOutcome, { status: "sent" }>;

const serverBusyMs = minuteMs;
/** The enhanced status code of an answer (RFC 3463). */
const enhancedCode = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/;
/** Codes about a receiver or their mailbox; the others are about the sender, the server or what it allows. */
const aboutReceiver = /^5\.(?:0\.0|1\.(?:[0-6]|9|10)|[24]\.\d+)$/;

/** Whether the server refuses the user or the password. */
export const isLoginRefused = ({ code, responseCode = 0 }: SmtpError): boolean =>
  responseCode === 530 || (code === "EAUTH" && (responseCode === 0 || responseCode >= 500));

/**
 * The outcome of a mail that got no 250. An answer of the server is definite. Without one the mail may have been taken only
 * if its text was on its way (`dataSent`).
 */
export function mailOutcome(error: SmtpError, dataSent: boolean, now: Date): NotTaken {
  const { responseCode = 0, command = "", message } = error;
  const refused = (why: Refusal): NotTaken => ({ status: "refused", why, detail: message });
  if (isLoginRefused(error)) return refused("token_revoked");
  if (error.code === "EENVELOPE" && command === "API") return refused("address_refused");
  if (responseCode < 400) return dataSent ? { status: "ambiguous", detail: message } : refused("unreachable");
  if (responseCode >= 500) return refused(whyRefused(error));
  if (command === "RCPT TO" && responseCode !== 421) return refused("deferred");
  return { status: "rate_limited", until: new Date(now.getTime() + serverBusyMs) };
}

/** What a definite no is about: the receiver, the mail's text, or us. */
function whyRefused({ command, response = "" }: SmtpError): Refusal {
  if (command === "DATA") return "too_long";
  const code = enhancedCode.exec(response)?.[1] ?? "5.0.0";
  return command === "RCPT TO" && aboutReceiver.test(code) ? "address_refused" : "sender_refused";
}

/** The server's codes in an error's text, without its words, which often repeat the receiver's address. */
export const codesIn = (detail: string): string =>
  /\b[45]\d\d(?:[ -][45]\.\d{1,3}\.\d{1,3})?(?=[ -])/.exec(detail)?.[0] ?? "no code";
