import type { AddressInfo, Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail that the server took. */
export interface TakenMail {
  to: string;
  raw: Buffer;
  parsed: ParsedMail;
}

/** What happens to one mail: a refusal at its receiver, an answer to its text, or a connection that ends before or after it was taken. */
export type MailFault = { at: "rcpt" | "data"; code: number; says?: string } | { cut: "before" | "after" };

/** A real SMTP server in this process, with everything it took. */
export interface FakeMail {
  url: string;
  port: number;
  taken: TakenMail[];
  /** The fault for a receiver's next mail; null for none. */
  fault: (to: string) => MailFault | null;
  /** Who may log in; null for nobody and no need to. */
  login: { user: string; pass: string } | null;
  /** Connections so far, and the most at one time. */
  connections: { all: number; most: number };
  close(): Promise<void>;
}

/** Starts the server; with a user and a password it takes mails of that user alone. */
export async function startFakeMail(login: FakeMail["login"] = null, port = 0): Promise<FakeMail> {
  const open = new Set<Socket>();
  const mail: FakeMail = {
    ...{ url: "", port: 0, taken: [], fault: () => null, login, connections: { all: 0, most: 0 } },
    close: () => new Promise((resolve) => (server.close(() => resolve()), open.forEach((socket) => socket.destroy()))),
  };
  const failure = (code: number, says: string) => Object.assign(new Error(says), { responseCode: code });
  const cut = () => open.forEach((socket) => socket.destroy());
  const faults = new Map<string, MailFault | null>();
  const server = new SMTPServer({
    disabledCommands: login ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
    authOptional: login === null,
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      const right = mail.login !== null && username === mail.login.user && password === mail.login.pass;
      if (right) done(null, { user: username });
      else done(failure(535, "5.7.8 wrong user or password"));
    },
    onRcptTo({ address }, session, done) {
      const fault = mail.fault(address);
      faults.set(session.id, fault);
      if (fault && "at" in fault && fault.at === "rcpt") done(failure(fault.code, fault.says ?? "5.1.1 no such user"));
      else done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const fault = faults.get(session.id) ?? null;
        if (fault && "at" in fault) return done(failure(fault.code, fault.says ?? "try later"));
        if (fault && fault.cut === "before") return cut();
        const raw = Buffer.concat(chunks);
        const to = session.envelope.rcptTo[0]?.address ?? "";
        void simpleParser(raw).then((parsed) => {
          mail.taken.push({ to, raw, parsed });
          if (fault) cut();
          else done();
        });
      });
    },
  });
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    open.add(socket);
    mail.connections.all++;
    mail.connections.most = Math.max(mail.connections.most, open.size);
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  mail.port = (server.server.address() as AddressInfo).port;
  const user = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@` : "";
  mail.url = `smtp://${user}127.0.0.1:${mail.port}`;
  return mail;
}
