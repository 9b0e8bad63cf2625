import { afterEach, expect, it } from "vitest";
import { readConfig } from "../../../src/config/config.ts";
import { createSmtp, type Smtp } from "../../../src/adapters/email/smtp.ts";
import { type FakeMail, type FakeMailOptions, startFakeMail } from "../../support/fake-mail.ts";

let server: FakeMail;
let smtp: Smtp;
afterEach(async () => {
  smtp.close();
  await server.close();
});

async function start(options: FakeMailOptions = {}): Promise<void> {
  server = await startFakeMail(null, options);
  const { mail } = readConfig({ SMTP_URL: server.url, MAIL_FROM: "papers@lab.test" });
  if (!mail) throw new Error("no mail settings");
  smtp = createSmtp(mail, () => new Date());
}

const envelope = (n: number) => ({
  ...{ from: "papers@lab.test", to: `m${n}@lab.test` },
  raw: Buffer.from(`Message-ID: <${n}@lab.test>\r\nSubject: ${n}\r\n\r\nwords\r\n`),
});
const sendAll = (count: number) => Promise.all(Array.from({ length: count }, (_, n) => smtp.send(envelope(n))));
const sent = (count: number) => Array.from({ length: count }, () => "sent");

it("sends over at most ten connections, which it uses again", async () => {
  await start();
  expect(await sendAll(300)).toEqual(sent(300));
  expect(server.taken).toHaveLength(300);
  expect(server.connections.most).toBeLessThanOrEqual(10);
  expect(server.connections.all).toBeLessThan(30);
});

it("takes fewer connections where the server refuses more, and loses no mail by it", async () => {
  await start({ maxClients: 4 });
  expect(await sendAll(60)).toEqual(sent(60));
  await smtp.verify();
  expect(new Set(server.taken.map(({ to }) => to)).size).toBe(60);
});

it("encrypts what goes to this machine's own server, whoever signed its certificate", async () => {
  await start({ startTls: true });
  expect(await smtp.send(envelope(1))).toBe("sent");
  expect(server.taken.map(({ encrypted }) => encrypted)).toEqual([true]);
});
