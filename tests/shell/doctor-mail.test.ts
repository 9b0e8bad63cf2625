import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ReadTxt } from "../../src/adapters/email/check.ts";
import { readConfig } from "../../src/config/config.ts";
import { examine } from "../../src/shell/doctor.ts";
import { type FakeMail, startFakeMail } from "../support/fake-mail.ts";

const rsa = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 1024,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "der" },
  });
const ours = rsa();
const others = rsa();
const recordOf = ({ publicKey }: typeof ours) => `v=DKIM1; k=rsa; p=${publicKey.toString("base64")}`;
const noRecord =
  (code: string): ReadTxt =>
  () =>
    Promise.reject(Object.assign(new Error(code), { code }));

let folder: string;
let mail: FakeMail;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "doctor-mail-"));
  writeFileSync(join(folder, "key.pem"), ours.privateKey);
  mail = await startFakeMail({ user: "papers", pass: "hush-hush" });
});
afterEach(async () => {
  await mail.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the doctor says about e-mail, a line each. */
async function diagnosis(env: Record<string, string> = {}, readTxt: ReadTxt = noRecord("ENOTFOUND")) {
  const settings = {
    DATABASE_URL: `file:${folder}/papers.db`,
    ...{ SMTP_URL: mail.url, MAIL_FROM: "papers@lab.test" },
    ...env,
  };
  const [log, now] = [pino({ level: "silent" }), new Date("2026-08-21T12:00:00Z")];
  const { text } = await examine(() => readConfig(settings), log, now, readTxt);
  return text.split("\n").filter((line) => /mail|DNS|DKIM|chat/i.test(line));
}

const signed = (more: Record<string, string> = {}) => ({
  ...{ DKIM_DOMAIN: "lab.test", DKIM_SELECTOR: "papers", DKIM_KEY_FILE: join(folder, "key.pem") },
  ...more,
});

describe("the doctor of e-mail", () => {
  it("asks the server, and sends nothing", async () => {
    const where = `127.0.0.1:${mail.port}`;
    expect(await diagnosis()).toEqual([
      `ok    The mail server ${where} can be used.`,
      "ok    Mails are not signed here (DKIM_DOMAIN is not set); the mail server may sign them.",
    ]);
    mail.login = { user: "papers", pass: "another one" };
    expect((await diagnosis())[0]).toBe(
      `WRONG The mail server ${where} refuses the user or the password of SMTP_URL. ` +
        "Set them anew; write signs like @ or / in them as %40 or %2F.",
    );
    await mail.close();
    expect((await diagnosis())[0]).toMatch(
      /^WRONG The mail server \S+ cannot be used: .* Look at the host and the port/,
    );
    expect(mail.taken).toEqual([]);
  });

  it.each<[string, ReadTxt, RegExp]>([
    [
      "has our key, in pieces",
      async () => [["v=spf1 -all"], [recordOf(ours).slice(0, 100), recordOf(ours).slice(100)]],
      /^ok {4}Mails are signed with the key that DNS has at papers\._domainkey\.lab\.test\.$/,
    ],
    [
      "has another key",
      async () => [[recordOf(others)]],
      /^WRONG DNS has another key at .* than DKIM_KEY_FILE\. Publish in DNS/,
    ],
    ["has a revoked key", async () => [["v=DKIM1; p="]], /^WRONG DNS has another key at/],
    ["has two keys", async () => [[recordOf(ours)], [recordOf(others)]], /^WRONG DNS has 2 keys at/],
    [
      "has no such name",
      noRecord("ENOTFOUND"),
      /^WRONG DNS has no key at papers\._domainkey\.lab\.test\. Publish in DNS at papers\._domainkey\.lab\.test the TXT record "v=DKIM1; k=rsa; p=[\w+/=]+"\.$/,
    ],
    ["has no text there", noRecord("ENODATA"), /^WRONG DNS has no key at/],
    [
      "cannot be asked",
      noRecord("ETIMEOUT"),
      /^ok {4}DKIM_KEY_FILE can be used; DNS could not be asked whether it has the key\. Publish/,
    ],
  ])("compares the key with what DNS has: where DNS %s", async (_what, readTxt, says) => {
    expect((await diagnosis(signed(), readTxt))[1]).toMatch(says);
  });

  it("names a signature that receivers do not count for the sender", async () => {
    const found = async (DKIM_DOMAIN: string) =>
      (await diagnosis(signed({ DKIM_DOMAIN }), async () => [[recordOf(ours)]]))[1];
    expect(await found("other.test")).toBe(
      "WRONG Mails come from lab.test and are signed for other.test: receivers do not count that signature for the sender. " +
        "Set DKIM_DOMAIN to the domain of MAIL_FROM.",
    );
    for (const domain of ["lab.test", "mail.lab.test"]) expect(await found(domain)).toContain("Mails are signed with");
  });

  it("names a key file that cannot be read with the other settings", async () => {
    expect(await diagnosis(signed({ DKIM_KEY_FILE: join(folder, "none.pem") }))).toEqual([
      expect.stringMatching(/^WRONG DKIM_KEY_FILE must be a file with an RSA private key/),
    ]);
  });
});
