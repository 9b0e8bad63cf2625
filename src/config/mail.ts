import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Environment, Fault } from "./fields.ts";

/** The mail server that takes our mails, who sends them and how they are signed. */
export interface MailConfig {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps:`); else it begins when the server offers STARTTLS. */
  secure: boolean;
  login: { user: string; pass: string } | null;
  from: { name: string; address: string };
  /** `key`: the private key as PEM. */
  dkim: { domain: string; selector: string; key: string } | null;
}

const serverExample =
  "must be an address like smtps://user:password@mail.example.org:465 or smtp://mail.example.org:587";
const senderExample = "must be an e-mail address like papers@example.org or Papers <papers@example.org>";
const sender = /^(?:"?(?<name>[^"<>\p{Cc}]*?)"?\s*<)?(?<address>[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+)>?$/u;
const domainName = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\.)*[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/;

/** The variables for e-mail. */
export const mailFields = {
  SMTP_URL: z
    .string()
    .refine(isServer, { error: `${serverExample}; write signs like @ or / in the password as %40 or %2F` })
    .optional(),
  MAIL_FROM: z.string().regex(sender, { error: senderExample }).optional(),
  DKIM_DOMAIN: z.string().regex(domainName, { error: "must be a domain like example.org" }).optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(domainName, {
      error: "must be a selector like papers, whose key is in DNS at papers._domainkey.example.org",
    })
    .optional(),
  DKIM_KEY_FILE: z
    .string()
    .refine(isKeyFile, { error: "must be a file with a private key in PEM, RSA or Ed25519, that this user can read" })
    .optional(),
};

/** The part of the configuration for e-mail; null where no server is set. */
export function mailConfig(values: z.output<z.ZodObject<typeof mailFields>>): MailConfig | null {
  const { SMTP_URL: url, MAIL_FROM: from = "", DKIM_DOMAIN: domain, DKIM_SELECTOR: selector = "" } = values;
  if (url === undefined) return null;
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  const { name = "Papers", address = "" } = sender.exec(from)?.groups ?? {};
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    login: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : null,
    from: { name: name || "Papers", address },
    dkim: domain ? { domain, selector, key: readFileSync(values.DKIM_KEY_FILE ?? "", "utf8") } : null,
  };
}

/** What half a set of the variables for e-mail lacks. */
export const missingForMail = (env: Environment): Fault[] => [
  ...missingOf(env, ["SMTP_URL", "MAIL_FROM"]),
  ...missingOf(env, ["DKIM_DOMAIN", "DKIM_SELECTOR", "DKIM_KEY_FILE"]),
];

function missingOf(env: Environment, names: readonly string[]): Fault[] {
  const beside = names.find((name) => env[name] !== undefined);
  const missing = beside ? names.filter((name) => env[name] === undefined) : [];
  return missing.map((variable) => ({ variable, problem: `is missing beside ${beside}.` }));
}

/** The password in the server's address, as it is written there and as the server gets it. */
export function mailSecrets({ SMTP_URL: url = "" }: Environment): string[] {
  if (!isServer(url)) return [];
  const { password } = new URL(url);
  return password === "" ? [] : [password, decodeURIComponent(password)];
}

function isServer(url: string): boolean {
  const read = URL.parse(url);
  if (!read || !/^smtps?:$/.test(read.protocol) || read.hostname === "" || read.search || read.hash) return false;
  return (read.pathname === "" || read.pathname === "/") && isDecodable(read.username) && isDecodable(read.password);
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== null;
  } catch {
    return false;
  }
}

function isKeyFile(path: string): boolean {
  try {
    return ["rsa", "ed25519"].includes(createPrivateKey(readFileSync(path)).asymmetricKeyType ?? "");
  } catch {
    return false;
  }
}
