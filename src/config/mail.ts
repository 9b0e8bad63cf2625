import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";
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
const sender =
  /^(?=[^<>]*(?:<[^<>]*>)?$)(?:"?(?<name>[^"<>\p{Cc}]*?)"?\s*<)?(?<address>[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+)>?$/u;
const shortestKey = 1024;
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
    .refine(isKeyFile, {
      error:
        "must be a file with an RSA private key of 1024 bits or more in PEM, without a password, that this user can read",
    })
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

const serverVariables = ["SMTP_URL", "MAIL_FROM"] as const;
const signatureVariables = ["DKIM_DOMAIN", "DKIM_SELECTOR", "DKIM_KEY_FILE"] as const;

/** What half a set of the variables for e-mail lacks; a signature needs a server too. */
export const missingForMail = (env: Environment): Fault[] => [
  ...missingOf(env, serverVariables, [...serverVariables, ...signatureVariables]),
  ...missingOf(env, signatureVariables, signatureVariables),
];

function missingOf(env: Environment, names: readonly string[], besides: readonly string[]): Fault[] {
  const beside = besides.find((name) => env[name] !== undefined);
  const missing = beside ? names.filter((name) => env[name] === undefined) : [];
  return missing.map((variable) => ({ variable, problem: `is missing beside ${beside}.` }));
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** The password as it is written and as it goes over the wire, which servers may repeat, and the lines of the key. */
export function mailSecrets(mail: MailConfig | null, { SMTP_URL: url = "" }: Environment): string[] {
  const { login = null, dkim = null } = mail ?? {};
  const passwords =
    login && login.pass !== ""
      ? [new URL(url).password, login.pass, base64(login.pass), base64(`\0${login.user}\0${login.pass}`)]
      : [];
  const lines = dkim?.key.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("-")) ?? [];
  return [...passwords, ...lines];
}

function isServer(url: string): boolean {
  const read = URL.parse(url);
  if (!read || !/^smtps?:$/.test(read.protocol) || read.hostname === "" || read.search || read.hash) return false;
  const { pathname, username, password } = read;
  if ((username === "") !== (password === "")) return false;
  return (pathname === "" || pathname === "/") && isDecodable(username) && isDecodable(password);
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
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(readFileSync(path));
    // nodemailer signs with RSA alone, and receivers ignore shorter keys (RFC 8301).
    return asymmetricKeyType === "rsa" && (asymmetricKeyDetails?.modulusLength ?? 0) >= shortestKey;
  } catch {
    return false;
  }
}
