import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmail } from "../../../src/adapters/email/email.ts";
import { readConfig } from "../../../src/config/config.ts";
import type { Adapter, Host } from "../../../src/core/adapter.ts";
import { textMessage } from "../../../src/core/messages/message.ts";
import { createLog, type Log } from "../../../src/log.ts";
import { examine } from "../../../src/shell/doctor.ts";
import { type FakeMail, startFakeMail } from "../../support/fake-mail.ts";

const now = () => new Date("2025-11-10T09:00:00Z");
const base64 = (text: string) => Buffer.from(text).toString("base64");
const user = "ann@lab.test";
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 1024,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

let folder: string;
let mail: FakeMail;
let logged: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "mail-secrets-"));
  writeFileSync(join(folder, "key.pem"), privateKey);
  logged = "";
  mail = await startFakeMail({ user, pass: "the right one" });
});
afterEach(async () => {
  await mail.close();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (password: string, port = mail.port): Record<string, string> => ({
  DATABASE_URL: `file:${folder}/papers.db`,
  SMTP_URL: `smtp://${encodeURIComponent(user)}:${password}@127.0.0.1:${port}`,
  MAIL_FROM: "papers@lab.test",
  ...{ DKIM_DOMAIN: "lab.test", DKIM_SELECTOR: "papers", DKIM_KEY_FILE: join(folder, "key.pem") },
});

/** The adapter with these settings, and the log that the program would write at its most talkative. */
function emailWith(env: Record<string, string>): { email: Adapter; log: Log } {
  const config = readConfig(env);
  const log = createLog("trace", config.secrets, (line) => (logged += line));
  if (!config.mail) throw new Error("no mail settings");
  return { email: createEmail(config.mail, { log, now, publicUrl: null }), log };
}

const attempt = {
  target: { platform: "email", workspace: "W1", channel: "", thread: null } as const,
  ...{ message: textMessage("words"), marker: "d1", plain: false, mail: { to: "ben@lab.test", roundup: null } },
};
const host = {} as Host;

/** Everything that would tell the password, as written and as sent, or the key. */
function tells(text: string, password: string): string[] {
  const meant = decodeURIComponent(password);
  const forms = [password, meant, JSON.stringify(meant).slice(1, -1), base64(meant), base64(`\0${user}\0${meant}`)];
  const key = privateKey.split("\n").filter((line) => line !== "" && !line.startsWith("-"));
  return [...forms, ...key].filter((form) => text.includes(form));
}

describe.each(["hush-hush", "p%40ss%2Fw%25rd%22x", "%C3%A9t%C3%A9-hush"])("the password %s", (password) => {
  it("stays out of what is logged and said when the server refuses it, even where the server repeats it", async () => {
    mail.saysToStranger = (given) =>
      `5.7.8 no ${given.password}, ${base64(given.password)} or ${base64(`\0${user}\0${given.password}`)}`;
    const { email, log } = emailWith(settings(password));
    const refused = await email.start(host).then(
      () => null,
      (error: Error) => error,
    );
    expect(refused?.message).toBe("SMTP_URL: the mail server refuses the user or the password of SMTP_URL.");
    const outcome = await email.send(attempt);
    expect(outcome).toMatchObject({ status: "refused", why: "token_revoked" });
    log.error({ err: refused, outcome, health: email.health() }, "as the program logs a refusal");
    expect(logged).toContain("[redacted]");
    expect(tells(logged, password)).toEqual([]);
    expect(tells(JSON.stringify(email.health()), password)).toEqual([]);
    await email.stop();
  });

  it("stays out of what is logged when nobody answers, or a mail is refused", async () => {
    const gone = await startFakeMail();
    const { email } = emailWith(settings(password, gone.port));
    await gone.close();
    const started = email.start(host);
    while (!logged.includes("trying again")) await new Promise((resolve) => setImmediate(resolve));
    expect(await email.send(attempt)).toMatchObject({ status: "refused", why: "unreachable" });
    await email.stop();
    await started;
    mail.login = { user, pass: decodeURIComponent(password) };
    mail.fault = () => ({ at: "data", code: 554, says: `5.6.0 not with ${decodeURIComponent(password)}` });
    const { email: again, log } = emailWith(settings(password));
    log.warn(await again.send(attempt), "a message was refused");
    await again.stop();
    expect(logged).toContain("[redacted]");
    expect(tells(logged, password)).toEqual([]);
  });

  it("stays out of what the doctor says", async () => {
    const log = createLog("silent", []);
    const readTxt = async () => [["v=DKIM1; k=rsa; p=AAAA"]];
    const { text } = await examine(() => readConfig(settings(password)), log, now(), readTxt);
    expect(text).toContain("refuses the user or the password of SMTP_URL");
    expect(tells(text, password)).toEqual([]);
  });
});

it("the signing key is left out of whatever is logged", () => {
  const { log } = emailWith(settings("hush-hush"));
  log.error({ err: new Error(`cannot sign with ${privateKey}`), key: privateKey, lines: privateKey.split("\n") }, "x");
  expect(logged).toContain("[redacted]");
  expect(tells(logged, "hush-hush")).toEqual([]);
});
