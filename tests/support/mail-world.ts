import { type App, buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config/config.ts";
import { createDelivery, type RoundupDelivery } from "../../src/core/delivery/delivery.ts";
import { plainText } from "../../src/core/messages/plain-text.ts";
import { paperFacts, type PaperFacts } from "../../src/core/papers/paper.ts";
import type { Platform } from "../../src/core/platform.ts";
import { createLog } from "../../src/log.ts";
import { serveHttp } from "../../src/http/serve.ts";
import { type FakeAdapter, fakeAdapter, fakeMember } from "./fake-adapter.ts";
import { type FakeMail, startFakeMail } from "./fake-mail.ts";
import { noSources } from "./no-sources.ts";
import { testDatabase } from "./test-database.ts";

/** A chat in memory with a real mail server beside it, at a time the test moves. */
export interface MailWorld {
  app: App;
  chat: FakeAdapter;
  mail: FakeMail;
  delivery: RoundupDelivery;
  logged: string[];
  /** Where the pages of mails are served. */
  url: string;
  now(): Date;
  set(instant: string | Date): void;
  tickAt(instant: string | Date): Promise<void>;
  /** Types a command as a member; what they read. */
  type(words: string, member?: string): Promise<string>;
  papers(...facts: Partial<PaperFacts>[]): Promise<string[]>;
  /** Confirms an address by the code in its mail. */
  confirm(address: string, member?: string): Promise<void>;
  close(): Promise<void>;
}

/** Sources nobody answers at: tests bring their own papers. */
const nowhere = "http://127.0.0.1:9";

/** The public address in links of mails; tests replace it by `url`. */
export const publicUrl = "https://papers.lab.test";

/** A world that begins at an instant; `env` adds settings. */
export async function mailWorld(
  start: string,
  env: Record<string, string> = {},
  platform: Platform = "slack",
): Promise<MailWorld> {
  const database = await testDatabase();
  const mail = await startFakeMail();
  let at = new Date(start);
  const now = () => at;
  const chat = fakeAdapter(platform, now);
  for (const member of ["anna", "ben", "local"]) chat.members.set(member, fakeMember(member, { mayConfigure: true }));
  const config = readConfig({
    ...{ DATABASE_URL: database.url, SEARCH_DIR: database.folder },
    ...{ SMTP_URL: mail.url, MAIL_FROM: "Papers <papers@lab.test>", PORT: "0", PUBLIC_URL: publicUrl },
    ...{ HUGGINGFACE_URL: nowhere, ARXIV_URL: nowhere, ARXIV_RSS_URL: nowhere, ARXIV_CATEGORIES: "" },
    ...env,
  });
  const logged: string[] = [];
  const log = createLog("debug", config.secrets, (line) => logged.push(line));
  const app = await buildApp(config, log, { now, adapters: [chat] });
  const email = app.adapters.get("email");
  if (!email?.routes) throw new Error("no e-mail adapter with pages");
  await email.start(app.host);
  const http = await serveHttp({ port: 0, host: "127.0.0.1" }, () => app.health(), [email.routes]);
  const delivery = createDelivery({
    ...app,
    sources: noSources({}),
    settleSeconds: 30,
    now,
    wait: async (ms) => void (at = new Date(at.getTime() + ms)),
    random: () => 0,
    wakeIn: () => undefined,
  });
  const world: MailWorld = {
    ...{ app, chat, mail, delivery, logged, now, url: `http://127.0.0.1:${http.port}` },
    set: (instant) => (at = new Date(instant)),
    async tickAt(instant) {
      at = new Date(instant);
      const state = await app.store.sources.get("hugging-face");
      await app.store.sources.put({ ...state, lastAttemptAt: at, lastSuccessAt: at, failures: 0, lastError: null });
      await delivery.tick();
    },
    async type(words, member = "anna") {
      const reply = await app.host.command({
        ...{ platform, workspace: "W1", message: null },
        channel: platform === "terminal" ? null : { id: "C1", thread: null, direct: false },
        caller: { id: member, profile: async () => fakeMember(member) },
        request: { kind: "words", words },
      });
      return reply.message ? plainText(reply.message) : "";
    },
    async papers(...facts) {
      const day = at.toISOString().slice(0, 10);
      const whole = facts.map((fact, i) =>
        paperFacts({ origin: "hugging-face", title: `Paper ${i}`, publishedAt: day, ...fact }),
      );
      return (await app.store.papers.save(whole, at)).map(({ id }) => id);
    },
    async confirm(address, member = "anna") {
      await world.type(`email ${address}`, member);
      const code = /\d{6}/.exec(mail.taken.at(-1)?.parsed.subject ?? "")?.[0];
      const said = await world.type(`email code:${code}`, member);
      if (!said.includes("is confirmed")) throw new Error(said);
    },
    async close() {
      await delivery.stop();
      await email.stop();
      await http.close();
      await app.sources.stop();
      await app.store.close();
      await mail.close();
      await database.remove();
    },
  };
  return world;
}
