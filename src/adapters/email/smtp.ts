import SmtpConnection from "nodemailer/lib/smtp-connection";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { MailConfig } from "../../config/mail.ts";
import { mailOutcome, type NotTaken, type SmtpError } from "./outcome.ts";

/** A mail as it goes over the wire. */
export interface Envelope {
  from: string;
  to: string;
  /** Headers and body with CRLF. */
  raw: Buffer;
}

/** Connections to the mail server, kept open and used again. */
export interface Smtp {
  /** One attempt. */
  send(mail: Envelope): Promise<"sent" | NotTaken>;
  /** Connects and logs in; rejects with an `SmtpError`. */
  verify(): Promise<void>;
  close(): void;
}

/** Few enough for a small server, and enough that its answers are not waited for one by one; fewer where the server says so. */
const mostConnections = 10;
/** Servers end a connection after some hundred mails. */
const mailsPerConnection = 100;
const idleMs = 10_000;
const connectMs = 5_000;
const answerMs = 20_000;
/** A mail that finds no free connection this long lets others go first. */
const placeWaitMs = 10_000;
const noPlaceMs = 1_000;
/** Hosts that are this machine. Their certificate is not checked: Debian's Postfix comes with one that no authority signed. */
const thisMachine = /^(?:localhost|127(?:\.\d+){3}|::1)$/i;

interface Open {
  connection: SmtpConnection;
  mails: number;
  ended: boolean;
  fresh: boolean;
}

/** Makes the pool. nodemailer's own pool sends a mail again whose connection ended, so it is not used. */
export function createSmtp({ host, port, secure, login }: MailConfig, now: () => Date): Smtp {
  const idle: Open[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;
  let places = mostConnections;
  let takenInARow = 0;

  async function connect(): Promise<Open> {
    const connection = new SmtpConnection({
      ...{ host, port, secure, logger: false },
      tls: { rejectUnauthorized: !thisMachine.test(host) },
      ...{ connectionTimeout: connectMs, greetingTimeout: connectMs, dnsTimeout: connectMs, socketTimeout: answerMs },
    });
    const open: Open = { connection, mails: 0, ended: false, fresh: true };
    connection.on("end", () => (open.ended = true));
    // Without a listener an error of an idle connection would end the program.
    connection.on("error", () => (open.ended = true));
    try {
      await answered(connection, (done) => connection.connect(done));
      if (login) await answered(connection, (done) => connection.login(login, done));
    } catch (error) {
      connection.close();
      throw error;
    }
    return open;
  }

  function put(open: Open): void {
    open.fresh = false;
    if (open.ended || open.mails >= mailsPerConnection) return open.connection.quit();
    idle.push(open);
    const { mails } = open;
    void wait(idleMs, undefined, { ref: false }).then(() => {
      const at = idle.indexOf(open);
      if (at >= 0 && open.mails === mails) idle.splice(at, 1)[0]?.connection.quit();
    });
  }

  /** A free place among the connections; false if none is free in time. */
  async function takePlace(): Promise<boolean> {
    if (busy < places) return ++busy > 0;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const take = () => resolve(true);
    waiting.push(take);
    void wait(placeWaitMs, undefined, { ref: false }).then(() => {
      const at = waiting.indexOf(take);
      // Left the line first: a place that is handed over at this moment goes to another one.
      if (at >= 0) waiting.splice(at, 1);
      resolve(false);
    });
    return promise;
  }

  function leavePlace(): void {
    const next = busy > places ? undefined : waiting.shift();
    if (next) next();
    else busy--;
  }

  /** Whether the server refused a connection only because others are open; then there are fewer, until it has taken more mails. */
  function wasOneTooMany({ responseCode }: SmtpError): boolean {
    if (responseCode !== 421 || busy === 1) return false;
    places = busy - 1;
    takenInARow = 0;
    return true;
  }

  function countTaken(): void {
    if (++takenInARow % mailsPerConnection === 0) places = Math.min(mostConnections, places + 1);
  }

  function openIdle(): Open | null {
    for (let open = idle.pop(); open; open = idle.pop()) if (!open.ended) return open;
    return null;
  }

  async function attempt(mail: Envelope, open: Open): ReturnType<Smtp["send"]> {
    let dataSent = false;
    // Read only when the server has asked for the text.
    const text = Readable.from(
      (function* () {
        dataSent = true;
        yield mail.raw;
      })(),
    );
    const { connection, fresh } = open;
    try {
      await answered(connection, (done) => connection.send({ from: mail.from, to: mail.to }, text, done));
      open.mails++;
      countTaken();
      put(open);
      return "sent";
    } catch (failure) {
      const error = failure as SmtpError;
      const outcome = mailOutcome(error, dataSent, now());
      const answeredOnly = (error.responseCode ?? 0) >= 400 && error.responseCode !== 421 && !open.ended;
      if (answeredOnly && (await reset(connection))) put(open);
      else connection.close();
      // An idle connection that the server had ended meanwhile says nothing about the mail.
      if (outcome.status === "refused" && outcome.why === "unreachable" && !fresh)
        return attempt(mail, await connect());
      return outcome;
    }
  }

  /** Null where the server has enough connections, and the mail may take one of them. */
  async function sendInPlace(mail: Envelope): Promise<"sent" | NotTaken | null> {
    try {
      return await attempt(mail, openIdle() ?? (await connect()));
    } catch (failure) {
      // Only connecting rejects.
      const error = failure as SmtpError;
      return wasOneTooMany(error) ? null : mailOutcome(error, false, now());
    } finally {
      leavePlace();
    }
  }

  return {
    async send(mail) {
      if (!(await takePlace())) return { status: "rate_limited", until: new Date(now().getTime() + noPlaceMs) };
      return (await sendInPlace(mail)) ?? this.send(mail);
    },
    async verify() {
      // Mails that hold every place for so long are an answer too.
      if (!(await takePlace())) return;
      try {
        openIdle()?.connection.quit();
        put(await connect());
      } catch (failure) {
        if (!wasOneTooMany(failure as SmtpError)) throw failure;
      } finally {
        leavePlace();
      }
    },
    close() {
      for (const { connection } of idle.splice(0)) connection.quit();
    },
  };
}

/** Ends the transaction of a refused mail, so that the connection can be used again. */
const reset = (connection: SmtpConnection): Promise<boolean> =>
  answered(connection, (done) => connection.reset(done)).then(
    () => true,
    () => false,
  );

type Done = (error?: Error | null) => void;

/** Resolves when `start` calls back; rejects with its error, or with that of the connection. */
function answered(connection: SmtpConnection, start: (done: Done) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  connection.once("error", reject);
  start((error) => (error ? reject(error) : resolve()));
  return promise.finally(() => connection.off("error", reject));
}
