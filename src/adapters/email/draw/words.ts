import type { PaperBlock, Span } from "../../../core/messages/message.ts";
import { countText } from "../../../core/messages/plain-text.ts";
import type { MailRoundup } from "../../../core/mail.ts";

/** What a mail is drawn with. */
export interface MailLook {
  roundup: MailRoundup | null;
  /** Makes the address of a link from its token; null without PUBLIC_URL: readers of a mail cannot reach the bot. */
  linkTo: ((token: string) => string) | null;
}

/** The text of a span. Members and channels are not named: a mail program cannot show a name for the chat's ids. */
export function spanWords(span: Span): string {
  if ("member" in span) return "a member of your team";
  if ("channel" in span) return "a channel of your chat";
  if ("moment" in span) return "";
  return oneMailLine("count" in span ? countText(span) : span.text);
}

/** Text without control and direction characters, which could break a header or hide an address. */
export const oneMailLine = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f]+/gu, " ");

/** An offer in a mail: its label and its address. */
export interface Offer {
  label: string;
  url: string;
}

/** What a paper of a roundup offers where people can reach the bot: a vote and a place in their own list. */
export function offersOf({ paper }: PaperBlock, { roundup, linkTo }: MailLook): Offer[] {
  if (!roundup || !linkTo) return [];
  const kinds = [
    ["Vote", "vote"],
    ["Save", "save"],
  ] as const;
  return kinds.map(([label, kind]) => ({ label, url: linkTo(roundup.token({ kind, paper })) }));
}

/** The last lines of a mail: why it came and how it ends. */
export function closing({ roundup, linkTo }: MailLook): { why: string; unsubscribe: string | null } | null {
  if (!roundup) return null;
  const { number, because, token } = roundup;
  return { why: because, unsubscribe: linkTo ? linkTo(token({ kind: "unsubscribe", number })) : null };
}
