import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { UserError } from "../../src/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "mail-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const pem = { type: "pkcs8", format: "pem" } as const;
const spki = { type: "spki", format: "pem" } as const;
const pair = generateKeyPairSync("rsa", { modulusLength: 1024, privateKeyEncoding: pem, publicKeyEncoding: spki });
const short = generateKeyPairSync("rsa", { modulusLength: 512, privateKeyEncoding: pem, publicKeyEncoding: spki });
const locked = generateKeyPairSync("rsa", {
  modulusLength: 1024,
  privateKeyEncoding: { ...pem, cipher: "aes-256-cbc", passphrase: "x" },
  publicKeyEncoding: spki,
});
const curve = generateKeyPairSync("ed25519", { privateKeyEncoding: pem, publicKeyEncoding: spki });
const key = file("key.pem", pair.privateKey);

const server = { SMTP_URL: "smtps://ann:s3cret@mail.lab.test", MAIL_FROM: "Papers <papers@lab.test>" };
const signature = { DKIM_DOMAIN: "lab.test", DKIM_SELECTOR: "papers", DKIM_KEY_FILE: key };

function faultOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 2) return error.message;
    throw error;
  }
  throw new Error("these settings were taken");
}

const without = (name: string, env: Record<string, string>) =>
  Object.fromEntries(Object.entries(env).filter(([each]) => each !== name));

describe("the settings of e-mail", () => {
  it.each([
    ["SMTP_URL", server, "SMTP_URL is missing beside MAIL_FROM."],
    ["MAIL_FROM", server, "MAIL_FROM is missing beside SMTP_URL."],
    ["DKIM_DOMAIN", { ...server, ...signature }, "DKIM_DOMAIN is missing beside DKIM_SELECTOR."],
    ["DKIM_SELECTOR", { ...server, ...signature }, "DKIM_SELECTOR is missing beside DKIM_DOMAIN."],
    ["DKIM_KEY_FILE", { ...server, ...signature }, "DKIM_KEY_FILE is missing beside DKIM_DOMAIN."],
  ])("without %s name it", (name, env, says) => {
    expect(faultOf(without(name, env))).toBe(says);
  });

  it("need a server for a signature", () => {
    expect(faultOf(signature)).toBe(
      "SMTP_URL is missing beside DKIM_DOMAIN.\nMAIL_FROM is missing beside DKIM_DOMAIN.",
    );
  });

  it.each([
    "",
    "mail.lab.test",
    "mail.lab.test:465",
    "https://hidden@mail.lab.test",
    "smtp:mail.lab.test",
    "smtp://",
    "smtp://mail.lab.test/hidden",
    "smtp://mail.lab.test?hidden=1",
    "smtp://ann:100%hidden@mail.lab.test",
    "smtp://ann:p@ss/hidden@mail.lab.test",
    "smtp://hidden@mail.lab.test",
    "smtp://:hidden@mail.lab.test",
    "smtp://mail.lab.test:99999",
  ])("refuse the server %j with what it must be", (SMTP_URL) => {
    const says = faultOf({ ...server, SMTP_URL });
    expect(says).toMatch(/^SMTP_URL must be an address like smtps:\/\/user:password@.* write signs like @ or \//);
    expect(says).not.toContain("hidden");
  });

  it.each([
    "",
    "papers",
    "papers@",
    "@lab.test",
    "Papers papers@lab.test",
    "Papers <papers@lab.test",
    "papers@lab.test>",
    "a@lab.test, b@lab.test",
    "a@lab.test\r\nBcc: b@lab.test",
    "Pa\r\npers <a@lab.test>",
  ])("refuse the sender %j", (MAIL_FROM) => {
    expect(faultOf({ ...server, MAIL_FROM })).toMatch(/^MAIL_FROM must be an e-mail address like papers@example\.org/);
  });

  it.each([
    ["that is not there", join(folder, "none.pem")],
    ["that is a folder", folder],
    ["with a public key", file("public.pem", pair.publicKey)],
    ["with a key under a password", file("locked.pem", locked.privateKey)],
    ["with an Ed25519 key, which mails cannot be signed with here", file("curve.pem", curve.privateKey)],
    ["with a key of 512 bits, which receivers ignore", file("short.pem", short.privateKey)],
    ["with something else", file("text.pem", "s3cret")],
  ])("refuse a key file %s", (_what, DKIM_KEY_FILE) => {
    const says = faultOf({ ...server, ...signature, DKIM_KEY_FILE });
    expect(says).toMatch(/^DKIM_KEY_FILE must be a file with an RSA private key of 1024 bits or more/);
    expect(says).not.toContain("s3cret");
  });

  it.each([
    ["DKIM_DOMAIN", "lab test"],
    ["DKIM_DOMAIN", "https://lab.test"],
    ["DKIM_SELECTOR", "papers;p=x"],
  ])("refuse %s=%j", (name, value) => {
    expect(faultOf({ ...server, ...signature, [name]: value })).toMatch(new RegExp(`^${name} must be a`));
  });

  it.each([
    ["smtps://ann:s3cret@mail.lab.test", { host: "mail.lab.test", port: 465, secure: true }],
    ["smtp://ann:s3cret@mail.lab.test", { host: "mail.lab.test", port: 587, secure: false }],
    ["smtp://[::1]:2525", { host: "::1", port: 2525, secure: false, login: null }],
    ["smtp://ann%40lab.test:p%40s%2Fs%25@mail.lab.test", { login: { user: "ann@lab.test", pass: "p@s/s%" } }],
  ])("take the server %s", (SMTP_URL, expected) => {
    expect(readConfig({ ...server, SMTP_URL }).mail).toMatchObject(expected);
  });

  it.each([
    ["papers@lab.test", { name: "Papers", address: "papers@lab.test" }],
    ["<papers@lab.test>", { name: "Papers", address: "papers@lab.test" }],
    ['"The Lab, new" <papers@lab.test>', { name: "The Lab, new", address: "papers@lab.test" }],
  ])("take the sender %s", (MAIL_FROM, expected) => {
    expect(readConfig({ ...server, MAIL_FROM }).mail?.from).toEqual(expected);
  });
});
