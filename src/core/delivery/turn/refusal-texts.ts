import type { Refusal } from "../../adapter.ts";
import type { Subscription } from "../../store/store.ts";

/** A subscription pauses after this many definite refusals in a row, if the channel's own state explains them. */
export const mostFailures = 3;

/** And after this many where it does not: some refusals have no other sign, such as an admin's rule about who may post. */
export const mostUnconfirmed = 10;

/** Refusals that a retry alone does not fix. */
export const definite: ReadonlySet<Refusal> = new Set<Refusal>([
  "channel_gone",
  "forbidden",
  "too_long",
  "message_gone",
]);

const texts: Record<Exclude<Refusal, "token_revoked">, (resume: string) => string> = {
  unreachable: () => "the platform could not be reached",
  channel_gone: (resume) => `the channel is gone or archived; bring it back, then ${resume}`,
  forbidden: (resume) => `the bot may not post in the channel; invite it or let it post there, then ${resume}`,
  too_long: () => "the platform refused the message in every form",
  message_gone: () => "the message it belongs under was deleted",
  address_refused: () => "the mail server refuses your address",
  sender_refused: () => "the mail server refuses the bot's mails",
  deferred: () => "the mail server does not take the mail yet",
};

/** Where it is the member's own direct messages that the platform keeps the bot from. */
const directTexts: Partial<typeof texts> = {
  channel_gone: (resume) => `your direct messages with the bot are gone; write to it, then ${resume}`,
  forbidden: (resume) => `the bot cannot send you direct messages; allow them, then ${resume}`,
};

/** The reason a paused subscription shows: what went wrong and what to do. */
export function reasonText(why: keyof typeof texts, { number, to }: Subscription): string {
  const text = (to === "dm" ? directTexts[why] : undefined) ?? texts[why];
  return text(`/papers resume ${number}`);
}
