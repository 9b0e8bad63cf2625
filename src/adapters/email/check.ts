import type { MailConfig } from "../../config/mail.ts";
import type { Finding } from "../../core/platform.ts";
import { isLoginRefused, type SmtpError } from "./outcome.ts";
import { createSmtp } from "./smtp.ts";

/** Connects to the mail server and logs in; sends nothing. */
export async function checkEmail(config: MailConfig, now: () => Date): Promise<Finding> {
  const part = "email";
  const smtp = createSmtp(config, now);
  try {
    await smtp.verify();
    return {
      part,
      ok: true,
      says: `The mail server ${config.host} ${config.login ? "takes the user of SMTP_URL" : "answers"}.`,
      mend: null,
    };
  } catch (error) {
    return isLoginRefused(error as SmtpError)
      ? {
          part,
          ok: false,
          says: "The mail server refuses the user or the password of SMTP_URL.",
          mend: "Set them anew.",
        }
      : {
          part,
          ok: false,
          says: `The mail server ${config.host}:${config.port} cannot be used: ${(error as Error).message}.`,
          mend: "Look at SMTP_URL and the network.",
        };
  } finally {
    smtp.close();
  }
}
