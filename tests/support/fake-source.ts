import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How the fake answers a request. */
export type Respond = (request: IncomingMessage, response: ServerResponse) => void;

/** A server over a real socket that answers as a test says and remembers what it was asked. */
export interface FakeSource {
  url: string;
  asked: { path: string; headers: IncomingMessage["headers"] }[];
  /** Answers every request from now on like this. */
  respond(how: Respond): void;
  close(): Promise<void>;
}

/** Starts a fake on a free port; it says 404 until told what to answer. */
export async function fakeSource(): Promise<FakeSource> {
  const asked: FakeSource["asked"] = [];
  let how: Respond = status(404, "not found");
  const server: Server = createServer((request, response) => {
    asked.push({ path: request.url ?? "", headers: request.headers });
    how(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    respond: (next) => void (how = next),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

/** One fixed answer. */
export const status =
  (code: number, body: string, headers: Record<string, string> = {}): Respond =>
  (_, response) => {
    response.writeHead(code, headers);
    response.end(body);
  };
