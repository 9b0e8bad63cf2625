import { createTransport, type SendMailOptions } from "nodemailer";
import type { MailConfig } from "../../config/mail.ts";
import type { Attempt } from "../../core/adapter.ts";
import type { Message } from "../../core/messages/message.ts";
import { cutText } from "../../core/messages/cut.ts";
import { drawHtml } from "./draw/html.ts";
import { mailText } from "./draw/text.ts";
import { type MailLook, oneMailLine } from "./draw/words.ts";
import type { Envelope } from "./smtp.ts";

/** A mail ready to be sent, and its Message-ID. */
export interface ComposedMail extends Envelope {
  messageId: string;
}

/** Writes an attempt as a mail. */
export type ComposeMail = (attempt: Attempt, now: Date) => Promise<ComposedMail>;

const longestSubject = 200;

/** Headers that DKIM signs. nodemailer leaves out List-Unsubscribe-Post, which RFC 8058 wants signed. */
const signed =
  "from:to:subject:date:message-id:references:mime-version:content-type:content-transfer-encoding:auto-submitted:list-id:list-unsubscribe:list-unsubscribe-post";

/** Makes the writer of mails. `publicUrl`: where people reach the bot's pages; null if they cannot. */
export function createComposer({ from, dkim }: MailConfig, publicUrl: string | null): ComposeMail {
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  const keys = dkim && { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.key };
  const signing = keys ? { dkim: { ...keys, headerFieldNames: signed } } : {};
  const writer = createTransport({ streamTransport: true, buffer: true, newline: "windows", ...signing });
  const linkTo = publicUrl === null ? null : (token: string) => `${publicUrl}${mailPath}${token}`;
  return async ({ message, marker, plain, mail }, now) => {
    if (!mail) throw new Error("a mail without a receiver");
    const look = { roundup: mail.roundup, linkTo };
    const messageId = `<${[marker, mail.roundup?.id].filter(Boolean).join(".")}@${domain}>`;
    const { message: raw } = await writer.sendMail({
      from,
      to: { name: "", address: mail.to },
      subject: subjectOf(message, look),
      date: now,
      messageId,
      ...bodies(message, look, plain),
      ...listHeaders(look, domain, from.address),
    });
    return { from: from.address, to: mail.to, raw: raw as Buffer, messageId };
  };
}

/** Where the pages behind links in mails are. */
export const mailPath = "/mail/";

const subjectOf = ({ title }: Message, { roundup }: MailLook): string =>
  cutText(oneMailLine(title || roundup?.name || "Papers"), longestSubject);

const bodies = (message: Message, look: MailLook, plain: boolean): SendMailOptions => ({
  text: mailText(message, look),
  ...(plain ? {} : { html: drawHtml(message, look) }),
});

/** What tells mail programs that a mail is one of a list, which of its mails belong together and how it ends. */
function listHeaders({ roundup, linkTo }: MailLook, domain: string, sender: string): SendMailOptions {
  const automatic = { "Auto-Submitted": "auto-generated" };
  if (!roundup) return { headers: automatic };
  const token = roundup.token({ kind: "unsubscribe", number: roundup.number });
  const byMail = { url: `mailto:${sender}?subject=unsubscribe%20${token}` };
  return {
    references: `<${roundup.id}@${domain}>`,
    list: {
      id: { url: `${roundup.id}.${domain}` },
      unsubscribe: [linkTo ? [{ url: linkTo(token) }, byMail] : [byMail]],
    },
    headers: linkTo ? { ...automatic, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : automatic,
  };
}
