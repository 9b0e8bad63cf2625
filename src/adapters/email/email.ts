import { setTimeout as wait } from "node:timers/promises";
import type { MailConfig } from "../../config/mail.ts";
import type { Adapter, Attempt, Host, Refusal, SendOutcome } from "../../core/adapter.ts";
import type { Message } from "../../core/messages/message.ts";
import { splitMessage } from "../../core/messages/split.ts";
import { minuteMs } from "../../durations.ts";
import { UserError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { createComposer, mailPath } from "./compose.ts";
import { drawHtml } from "./draw/html.ts";
import { isLoginRefused, type NotTaken, type SmtpError } from "./outcome.ts";
import { mailPages } from "./pages.ts";
import { createRefusals } from "./refusals.ts";
import { createSmtp } from "./smtp.ts";

/** What the adapter needs from the program. */
export interface EmailDeps {
  log: Log;
  now: () => Date;
  /** Where people reach the bot's pages; null if they cannot. */
  publicUrl: string | null;
}

const soonestCheckMs = 1_000;
const latestCheckMs = minuteMs;

/** Gmail cuts a mail off after 102 KB of HTML. */
const mailRoom = {
  size: (message: Message) => ({ bytes: Buffer.byteLength(drawHtml(message, { roundup: null, linkTo: null })) }),
  limits: { bytes: 90_000 },
};

const notInMail: SendOutcome = { status: "refused", why: "message_gone", detail: "a mail cannot be changed" };
/** Definite refusals, of an address, of the bot or of what a mail says, that only other mails explain. */
const toJudge: ReadonlySet<Refusal> = new Set<Refusal>(["address_refused", "sender_refused", "too_long"]);
const loginRefused = "the mail server refuses the user or the password of SMTP_URL";

/** Makes the adapter for e-mail: a platform that only sends. */
export function createEmail(config: MailConfig, { log, now, publicUrl }: EmailDeps): Adapter {
  const smtp = createSmtp(config, now);
  const compose = createComposer(config, publicUrl);
  const refusals = createRefusals(now);
  const stopping = new AbortController();
  let trouble: string | null = "not connected yet";
  let host: Host | null = null;
  let watching = false;

  /** Asks the server whether it takes our mails; null if it does, else why not. */
  const check = async (): Promise<SmtpError | null> => {
    const failure = await smtp.verify().then(
      () => null,
      (error: unknown) => error as SmtpError,
    );
    trouble =
      failure && (isLoginRefused(failure) ? loginRefused : `the mail server cannot be used: ${failure.message}`);
    return failure;
  };

  /** Asks every minute; what was refused meanwhile waits for the answer. */
  const watch = async (): Promise<void> => {
    watching = true;
    while (!stopping.signal.aborted) {
      await wait(latestCheckMs, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) break;
      const failure = await check();
      if (failure) log.warn({ detail: trouble }, "the mail server cannot be used; trying again");
    }
  };

  /** Notes what a mail that was not taken says about the server, and what it says about its receiver. */
  const notTaken = (outcome: NotTaken, { mail, plain }: Attempt): NotTaken => {
    if (outcome.status !== "refused" || !mail) return outcome;
    const { why } = outcome;
    const { to, roundup } = mail;
    // Logs say what the server said; the address is the member's own business.
    const detail = outcome.detail.replaceAll(to, "the receiver");
    if (why === "token_revoked") trouble = loginRefused;
    if (why === "unreachable") trouble = detail;
    // A mistyped address of a code proves nothing.
    const refused = { ...outcome, detail };
    return roundup && toJudge.has(why) ? refusals.judge(to, refused, plain || why !== "too_long") : refused;
  };

  return {
    platform: "email",
    // The queue sends at most ten mails at once to a receiving domain, which mail servers count more than mails a second.
    postLimits: { channel: null, workspace: { posts: 100, inMs: 1_000 }, all: null, held: "workspace" },
    pageSize: 10,
    ...(publicUrl === null
      ? {}
      : {
          routes: {
            prefix: mailPath,
            listener: mailPages(
              () => host,
              (err) => log.error({ err }, "a page of a mail failed"),
            ),
          },
        }),
    async start(started) {
      host = started;
      for (let pause = soonestCheckMs; !stopping.signal.aborted; pause = Math.min(pause * 2, latestCheckMs)) {
        const failure = await check();
        if (!failure) break;
        if (isLoginRefused(failure)) throw new UserError("config", `SMTP_URL: ${loginRefused}.`, null, 1);
        log.warn({ detail: trouble, nextInMs: pause }, "the mail server cannot be used; trying again");
        await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
      if (!watching) void watch();
    },
    async stop() {
      stopping.abort();
      smtp.close();
    },
    health: () => ({
      connected: trouble === null && !refusals.isHolding(),
      detail: trouble ?? refusals.trouble() ?? `mails go through ${config.host}`,
      partly: refusals.trouble(),
    }),
    split: (message) => splitMessage(message, mailRoom),
    async send(attempt) {
      const mail = await compose(attempt, now());
      const outcome = await smtp.send(mail);
      if (outcome !== "sent") return notTaken(outcome, attempt);
      trouble = null;
      refusals.taken(mail.to);
      return { status: "sent", message: mail.messageId };
    },
    // A mailbox cannot be read: the mail is sent again, and its Message-ID shows that it is the same one.
    find: async () => ({ status: "absent" }),
    edit: async () => notInMail,
    checkAccess: async () => ((await check()) ? "unknown" : "fine"),
    threadUnder: async ({ message: _sent, ...target }) => target,
    direct: async () => null,
    missingPermissions: async () => [],
    reactionsOf: async () => null,
    member: async () => null,
    sees: async () => new Map(),
    channel: async () => null,
    permalink: async () => null,
  };
}
