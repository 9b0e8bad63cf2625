import { createPublicKey } from "node:crypto";
import { resolveTxt } from "node:dns/promises";
import type { MailConfig } from "../../config/mail.ts";
import type { Finding } from "../../core/platform.ts";
import { isLoginRefused, type SmtpError } from "./outcome.ts";
import { createSmtp } from "./smtp.ts";

/** Reads the TXT records of a name, each as its pieces; rejects with `ENOTFOUND` or `ENODATA` where there are none. */
export type ReadTxt = (name: string) => Promise<string[][]>;

const passes = (says: string): Finding => ({ part: "email", ok: true, says, mend: null });
const fails = (says: string, mend: string): Finding => ({ part: "email", ok: false, says, mend });

/** Asks the mail server whether it lets us in, and DNS whether it has the key that mails are signed with; sends nothing. */
export async function checkEmail(config: MailConfig, readTxt: ReadTxt = resolveTxt): Promise<Finding[]> {
  return [await checkLogin(config), ...(await checkSignature(config, readTxt))];
}

async function checkLogin(config: MailConfig): Promise<Finding> {
  const where = `${config.host}:${config.port}`;
  const smtp = createSmtp(config, () => new Date());
  try {
    await smtp.verify();
    return passes(`The mail server ${where} can be used.`);
  } catch (failure) {
    const error = failure as SmtpError;
    if (isLoginRefused(error))
      return fails(
        `The mail server ${where} refuses the user or the password of SMTP_URL.`,
        "Set them anew; write signs like @ or / in them as %40 or %2F.",
      );
    return fails(
      `The mail server ${where} cannot be used: ${error.message}.`,
      "Look at the host and the port of SMTP_URL: smtps:// has TLS from the start, as on 465, smtp:// has not, as on 587.",
    );
  } finally {
    smtp.close();
  }
}

async function checkSignature({ dkim, from }: MailConfig, readTxt: ReadTxt): Promise<Finding[]> {
  if (!dkim) return [passes("Mails are not signed here (DKIM_DOMAIN is not set); the mail server may sign them.")];
  const { domain, selector, key } = dkim;
  const name = `${selector}._domainkey.${domain}`;
  const ours = createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
  const publish = `Publish in DNS at ${name} the TXT record "v=DKIM1; k=rsa; p=${ours}".`;
  return [...alignment(domain, from.address), await checkRecord(name, ours, publish, readTxt)];
}

/** Receivers count a signature for the sender only where one domain lies in the other (DMARC, relaxed alignment). */
function alignment(domain: string, sender: string): Finding[] {
  const [ours, theirs] = [domain.toLowerCase(), sender.slice(sender.lastIndexOf("@") + 1).toLowerCase()];
  if (ours === theirs || ours.endsWith(`.${theirs}`) || theirs.endsWith(`.${ours}`)) return [];
  return [
    fails(
      `Mails come from ${theirs} and are signed for ${ours}: receivers do not count that signature for the sender.`,
      "Set DKIM_DOMAIN to the domain of MAIL_FROM.",
    ),
  ];
}

async function checkRecord(name: string, ours: string, publish: string, readTxt: ReadTxt): Promise<Finding> {
  let records: string[];
  try {
    records = (await readTxt(name)).map((pieces) => pieces.join(""));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOTFOUND" || code === "ENODATA") return fails(`DNS has no key at ${name}.`, publish);
    return passes(`DKIM_KEY_FILE can be used; DNS could not be asked whether it has the key. ${publish}`);
  }
  const [record = "", ...others] = records.filter((text) => /(?:^|;)\s*p\s*=/.test(text));
  if (others.length > 0)
    return fails(`DNS has ${records.length} keys at ${name}: receivers take none of them.`, publish);
  const published = /(?:^|;)\s*p\s*=([^;]*)/.exec(record)?.[1]?.replace(/\s/g, "");
  if (published === ours) return passes(`Mails are signed with the key that DNS has at ${name}.`);
  return fails(`DNS has another key at ${name} than DKIM_KEY_FILE.`, publish);
}
