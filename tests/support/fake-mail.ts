import type { AddressInfo, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/** A mail that the server took. */
export interface TakenMail {
  to: string;
  /** When it was taken, in milliseconds since 1970, and over which connection. */
  at: number;
  connection: string;
  encrypted: boolean;
  raw: Buffer;
  parsed: ParsedMail;
}

/** An answer other than 250. */
export interface MailAnswer {
  code: number;
  says?: string;
}

/** What happens to one mail: a refusal at its receiver, an answer to its text, or its connection ends before or after it was taken. */
export type MailFault = ({ at: "rcpt" | "data" } & MailAnswer) | { cut: "before" | "after" };

/** A real SMTP server in this process, with everything it took. */
export interface FakeMail {
  url: string;
  port: number;
  taken: TakenMail[];
  /** The fault for a receiver's next mail; null for none. */
  fault: (to: string) => MailFault | null;
  /** How the sender of the next mail is refused; null for not at all. */
  refuseSender: () => MailAnswer | null;
  /** What is said to a wrong user or password. */
  saysToStranger: (given: { username: string; password: string }) => string;
  /** Who may log in; null for nobody and no need to. */
  login: { user: string; pass: string } | null;
  /** Connections so far, and on how many at most a mail was under way at one time. */
  connections: { all: number; most: number };
  close(): Promise<void>;
}

/** How the server is set up. */
export interface FakeMailOptions {
  port?: number;
  /** Whether it offers STARTTLS, with a certificate that nobody signed. */
  startTls?: boolean;
  /** More connections are refused with 421. */
  maxClients?: number;
  /** Milliseconds until it answers to a mail's text. */
  thinksMs?: number;
  /** Reads a mail; for thousands of them something cheaper than a whole parser. */
  parse?: (raw: Buffer) => Promise<ParsedMail>;
}

/** Starts the server; with a user and a password it takes mails of that user alone. */
export async function startFakeMail(
  login: FakeMail["login"] = null,
  { port = 0, startTls = false, maxClients = 0, thinksMs = 0, parse = simpleParser }: FakeMailOptions = {},
): Promise<FakeMail> {
  const open = new Set<Socket>();
  const mail: FakeMail = {
    ...{ url: "", port: 0, taken: [], login, connections: { all: 0, most: 0 } },
    ...{ fault: () => null, refuseSender: () => null, saysToStranger: () => "5.7.8 wrong user or password" },
    close: () => new Promise((resolve) => (server.close(() => resolve()), open.forEach((socket) => socket.destroy()))),
  };
  const failure = (code: number, says: string) => Object.assign(new Error(says), { responseCode: code });
  const cut = ({ id, remotePort }: SMTPServerSession) => {
    underWay.delete(id);
    open.forEach((socket) => socket.remotePort === remotePort && socket.destroy());
  };
  const underWay = new Set<string>();
  const faults = new Map<string, MailFault | null>();
  const server = new SMTPServer({
    disabledCommands: [...(startTls ? [] : ["STARTTLS"]), ...(login ? [] : ["AUTH"])],
    authOptional: login === null,
    allowInsecureAuth: true,
    ...{ logger: false, maxClients, disableReverseLookup: true },
    onAuth({ username, password }, _session, done) {
      const right = mail.login !== null && username === mail.login.user && password === mail.login.pass;
      if (right) done(null, { user: username });
      else done(failure(535, mail.saysToStranger({ username: username ?? "", password: password ?? "" })));
    },
    onMailFrom(_sender, session, done) {
      const refused = mail.refuseSender();
      if (!refused) underWay.add(session.id);
      mail.connections.most = Math.max(mail.connections.most, underWay.size);
      done(refused && failure(refused.code, refused.says ?? "5.7.1 no mails of yours"));
    },
    onRcptTo({ address }, session, done) {
      const fault = mail.fault(address);
      faults.set(session.id, fault);
      if (!fault || !("at" in fault) || fault.at !== "rcpt") return done();
      underWay.delete(session.id);
      done(failure(fault.code, fault.says ?? "5.1.1 no such user"));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const fault = faults.get(session.id) ?? null;
        if (!fault || "cut" in fault) return void take(fault);
        underWay.delete(session.id);
        done(failure(fault.code, fault.says ?? "try later"));
      });
      const take = async (fault: { cut: "before" | "after" } | null) => {
        if (fault?.cut === "before") return cut(session);
        const raw = Buffer.concat(chunks);
        const to = session.envelope.rcptTo[0]?.address ?? "";
        const [parsed] = await Promise.all([parse(raw), thinksMs > 0 ? wait(thinksMs) : null]);
        mail.taken.push({ to, at: Date.now(), connection: session.id, encrypted: session.secure, raw, parsed });
        underWay.delete(session.id);
        if (fault) cut(session);
        else done();
      };
    },
  });
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    open.add(socket);
    mail.connections.all++;
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  mail.port = (server.server.address() as AddressInfo).port;
  const user = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@` : "";
  mail.url = `smtp://${user}127.0.0.1:${mail.port}`;
  return mail;
}
