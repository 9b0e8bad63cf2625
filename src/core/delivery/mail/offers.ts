import { createHmac, timingSafeEqual } from "node:crypto";
import type { MailOffer } from "../../mail.ts";
import type { MailAddress } from "../../store/store.ts";

const offerLetters = { unsubscribe: "u", vote: "v", save: "s" } as const;
/** 128 bits of a signature, in base64url. */
const signatureLength = 22;
const shape = /^([0-9a-z]{1,11})\.([uvs])([0-9a-z]{1,20})\.([\w-]{22})$/;

/** The token of a link in a member's mail: which address, what it offers, and a signature. */
export function offerToken({ id, key }: MailAddress, offer: MailOffer): string {
  const subject = `${offerLetters[offer.kind]}${offer.kind === "unsubscribe" ? offer.number : offer.paper}`;
  return [id.toString(36), subject, signature(key, subject)].join(".");
}

/** What a token offers, and the id of the address it was made for; null for a text that is none. */
export function readOffer(token: string): { address: number; offer: MailOffer } | null {
  const [, id = "", letter, subject = ""] = shape.exec(token) ?? [];
  const address = parseInt(id, 36);
  if (letter === "u" && /^\d{1,9}$/.test(subject))
    return { address, offer: { kind: "unsubscribe", number: Number(subject) } };
  if (letter === "v" || letter === "s")
    return { address, offer: { kind: letter === "v" ? "vote" : "save", paper: subject } };
  return null;
}

/** Whether a token was made for this address. */
export function isSigned(token: string, { key }: MailAddress): boolean {
  const [, subject = "", given = ""] = token.split(".");
  const made = Buffer.from(signature(key, subject));
  return given.length === made.length && timingSafeEqual(Buffer.from(given), made);
}

const signature = (key: string, subject: string): string =>
  createHmac("sha256", key).update(subject).digest("base64url").slice(0, signatureLength);
