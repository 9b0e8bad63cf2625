import type { App } from "../app.ts";
import { readOffer } from "../core/delivery/mail/offers.ts";
import { UserError } from "../errors.ts";
import type { ShellCall } from "./arguments.ts";
import type { ShellAnswer } from "./import.ts";

/** Ends the roundup of a mail that came to MAIL_FROM with the subject `unsubscribe <token>`. */
export async function mailUnsubscribe({ host }: App, { arguments: [, token = ""] }: ShellCall): Promise<ShellAnswer> {
  const done = readOffer(token)?.offer.kind === "unsubscribe" ? await host.acceptMailOffer(token) : null;
  if (!done)
    throw new UserError("not_found", "No roundup has that token. It follows `unsubscribe` in the subject of the mail.");
  return { text: done.text, json: { ended: done.text }, exitCode: 0 };
}
