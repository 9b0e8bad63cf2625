import { randomInt, randomBytes } from "node:crypto";
import * as z from "zod";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { textBlock, textMessage, type Span } from "../src/core/messages/message.ts";
import { prose } from "../src/core/messages/prose.ts";
import { hourMs } from "../src/durations.ts";
import { UserError } from "../src/errors.ts";
import { noMailServer } from "./parts/destination.ts";

const addressShape = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/;
const codeShape = /^\d{6}$/;
const codeMs = hourMs;

/** `/papers email ann@lab.test`: sends a code there; `email code:123456` confirms it; `email off` forgets the address. */
export const email = defineCommand({
  name: "email",
  summary: "your e-mail address for roundups with to:email, confirmed by a code",
  options: {
    address: z.string().optional().describe("your address, or `off` to have it forgotten"),
    code: z.string().optional().describe("the six digits from the mail"),
  },
  example: "email ann@example.org",
  async run({ address, code }, context) {
    const typed = address === undefined ? "" : bareAddress(address);
    if (typed.toLowerCase() === "off") return forgetAddress(context);
    if (!context.mail) throw noMailServer();
    if (code !== undefined) return confirmAddress(context, code.trim());
    if (codeShape.test(typed)) return confirmAddress(context, typed);
    return typed === "" ? showAddress(context) : sendCode(context, typed);
  },
});

/** An address without what chats make of it: `<mailto:ann@lab.test|ann@lab.test>`. */
const bareAddress = (text: string): string => text.trim().replace(/^<?(?:mailto:)?([^|<>]*)(?:\|[^<>]*)?>?$/i, "$1");

const replyOf = (json: object, ...lines: (string | Span[])[]): Reply => ({
  visibility: "caller",
  message: {
    title: "",
    blocks: lines.map((line) => textBlock(...(typeof line === "string" ? prose(line) : line))),
    footer: [],
  },
  json,
});

async function showAddress({ store, workspace, caller }: Context): Promise<Reply> {
  const known = await store.mailAddresses.of(workspace.id, caller.id);
  if (!known)
    return replyOf(
      { email: null },
      "I don't know your e-mail address. Type `/papers email <your address>`: I send a code there.",
    );
  const state = known.stopped === null ? "Roundups with `to:email` go there." : `Nothing goes there: ${known.stopped}.`;
  return replyOf(
    { email: { address: known.address, stopped: known.stopped } },
    [{ text: "Your e-mail address is " }, { text: known.address, bold: true }, { text: "." }],
    `${state} \`/papers email off\` has it forgotten.`,
  );
}

async function sendCode({ store, mail, workspace, caller, platform, now }: Context, address: string): Promise<Reply> {
  if (!addressShape.test(address) || address.includes(".."))
    throw new UserError("usage", "`email` takes an address like `ann@example.org`.", "email");
  const code = randomInt(1_000_000).toString().padStart(6, "0");
  const until = new Date(now().getTime() + codeMs);
  const erasedAt = (await store.members.erased(workspace.id, [caller.id])).get(caller.id);
  const tooSoon = erasedAt !== undefined && erasedAt.getTime() > now().getTime() - hourMs;
  if (tooSoon || !(await store.mailAddresses.ask(workspace.id, caller.id, { address, code, until }, now())))
    throw new UserError(
      "not_allowed",
      "That is enough codes for one hour. Type the newest one, or try again in an hour.",
    );
  const slash = platform === "terminal" ? "" : "/papers ";
  const outcome = await mail?.send({
    target: { platform: "email", workspace: workspace.workspace, channel: "", thread: null },
    message: codeMessage(code, slash),
    marker: `c${randomBytes(8).toString("hex")}`,
    plain: false,
    mail: { to: address, roundup: null },
  });
  if (outcome?.status === "refused" && outcome.why === "address_refused")
    throw new UserError(
      "not_found",
      "The mail server does not take mails for that address. Check it and type it again.",
    );
  if (outcome?.status !== "sent" && outcome?.status !== "ambiguous")
    throw new UserError(
      "source_unavailable",
      "The mail server does not take mails just now. Try again in some minutes.",
    );
  return replyOf(
    { email: { pending: address } },
    [{ text: "I sent a code to " }, { text: address, bold: true }, { text: "." }],
    `Type \`${slash}email code:123456\` with its six digits within an hour. Until then nothing else goes there.`,
  );
}

const codeMessage = (code: string, slash: string) => ({
  title: `${code} is your code for roundups by e-mail`,
  blocks: [
    textBlock(
      "Somebody typed this address for roundups of new research papers by e-mail. To confirm it, type in the same chat:",
    ),
    textBlock({ text: `${slash}email code:${code}`, code: true }),
    textBlock("The code is good for one hour. If that was not you, do nothing: no other mail comes."),
  ],
  footer: [],
});

async function confirmAddress({ store, workspace, caller, now }: Context, code: string): Promise<Reply> {
  if (!codeShape.test(code)) throw new UserError("usage", "`code` takes the six digits from the mail.", "email");
  const outcome = await store.mailAddresses.confirm(workspace.id, caller.id, code, now());
  if (outcome !== "confirmed") throw new UserError("not_allowed", codeFailures[outcome], "email");
  const known = await store.mailAddresses.of(workspace.id, caller.id);
  const paused = (await store.subscriptions.list(workspace.id)).filter(
    ({ to, madeBy, pausedBecause }) => to === "email" && madeBy === caller.id && pausedBecause !== null,
  );
  const next = paused.map(({ number }) => `\`/papers resume ${number}\``).join(", ");
  return replyOf(
    { email: { address: known?.address ?? null, stopped: null } },
    [{ text: known?.address ?? "", bold: true }, { text: " is confirmed." }],
    paused.length > 0
      ? `Your roundups by e-mail are paused; ${next} brings them back.`
      : "Set up a roundup that goes there: `/papers subscribe gan to:email`",
  );
}

const codeFailures = {
  wrong: "That is not the code from the newest mail. Look again.",
  over: "That code does not count any more. Type `/papers email <your address>` for a new one.",
  none: "No code waits for you. Type `/papers email <your address>`: I send one there.",
};

async function forgetAddress({ store, workspace, caller, now }: Context): Promise<Reply> {
  const because = "you had your address forgotten; /papers email <your address>, then resume it";
  const forgotten = await store.mailAddresses.forget(workspace.id, caller.id, because, now());
  const said = forgotten
    ? "Your e-mail address is forgotten, and no more mails come. Roundups that went there are paused."
    : "I have no e-mail address of yours.";
  return { visibility: "caller", message: textMessage(said), json: { email: null } };
}
