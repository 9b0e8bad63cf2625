import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { idleConnectionMs } from "../idle-connection.ts";
import { blockFaults } from "./block-limits.ts";
import { fail, type Faults } from "./faults.ts";
import { methods, type MethodWorld } from "./methods.ts";
import { socketHub, type SocketHub } from "./sockets.ts";
import { addChannel, fakeTeam, type ApiCall, type FakeChannel, type FakeMessage, type FakeTeam } from "./state.ts";

/** How long a response address works. */
const responseMs = 30 * 60_000;

/** A response address: whose it is, until when it works and how often it was used. */
interface ResponseAddress {
  team: FakeTeam;
  channel: string;
  user: string;
  /** The message whose button gave the address. */
  message: FakeMessage | null;
  until: number;
  uses: number;
}

/** What a person sees of one answer. */
export interface Seen {
  text: string;
  blocks: Record<string, unknown>[];
  /** `ephemeral` for the caller alone. */
  type: string;
  replaces: boolean;
}

/** How the bot is reached. */
export type Reach = { kind: "socket" } | { kind: "http"; url: string; signingSecret: string };

/** A Slack that speaks the real protocol on this machine: Web API, response addresses, Socket Mode, signed requests. */
export class FakeSlack {
  readonly teams = new Map<string, FakeTeam>();
  readonly calls: ApiCall[] = [];
  readonly appToken = "xapp-1-fake";
  /** What people saw privately; without "Looking…", which a slow answer shows first and then replaces. */
  readonly answers: { user: string; channel: string; seen: Seen }[] = [];
  /** Who saw "Looking…". */
  readonly waiting: string[] = [];
  /** Messages of channels that were drawn anew in answer to a press, by who pressed. */
  readonly redraws: { user: string; blocks: Seen["blocks"] }[] = [];
  readonly sockets: SocketHub;
  /** Codes of the install flow, and the workspace each installs. */
  readonly codes = new Map<string, { team: FakeTeam; user: string }>();
  faults: Faults = () => null;
  now: () => Date = () => new Date();
  #server: Server;
  #responses = new Map<string, ResponseAddress>();
  #ts = 0;
  #waiters: (() => void)[] = [];
  #uploads: MethodWorld["uploads"] = new Map();

  constructor() {
    this.#server = createServer(
      { keepAliveTimeout: idleConnectionMs },
      (request, response) => void this.#serve(request, response),
    );
    this.sockets = socketHub(this.#server, () => this.stir());
    this.team("T1");
  }

  /** Adds a workspace, or gives the one there is. */
  team(id: string): FakeTeam {
    const known = this.teams.get(id) ?? fakeTeam(id);
    this.teams.set(id, known);
    return known;
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  async close(): Promise<void> {
    this.sockets.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get apiUrl(): string {
    return `${this.base}/api/`;
  }

  /** A channel; without members it is one the bot is not in. */
  channel(id: string, team = "T1", members?: string[]): FakeChannel {
    const found = this.team(team);
    return found.channels.get(id) ?? addChannel(found, id, members ?? [found.botUser, "U1", "U2"]);
  }

  /** Messages of a channel that are still there. */
  messages(id: string, team = "T1"): FakeMessage[] {
    return this.channel(id, team).messages.filter(({ deleted }) => !deleted);
  }

  responseUrl(team: FakeTeam, channel: string, user: string, message: FakeMessage | null = null): string {
    const id = randomUUID();
    this.#responses.set(id, { team, channel, user, message, until: this.now().getTime() + responseMs, uses: 0 });
    return `${this.base}/commands/${id}`;
  }

  /** Resolves when a condition holds, looked at after everything that happens here. */
  async until(holds: () => boolean, what: string): Promise<void> {
    const limit = AbortSignal.timeout(300_000);
    while (!holds()) {
      if (limit.aborted) throw new Error(`waited in vain for ${what}`);
      await new Promise<void>((resolve) => {
        this.#waiters.push(resolve);
        limit.addEventListener("abort", () => resolve(), { once: true });
      });
    }
  }

  /** Sends something to the bot as Slack does and answers the status and body of its acknowledgement. */
  async deliver(
    reach: Reach,
    body: Record<string, unknown>,
    as: "form" | "json" | "payload",
  ): Promise<{ status: number; body: string }> {
    if (reach.kind === "socket")
      return this.sockets.deliver(
        as === "form" ? "slash_commands" : as === "json" ? "events_api" : "interactive",
        body,
      );
    const text =
      as === "json"
        ? JSON.stringify(body)
        : new URLSearchParams(
            as === "form" ? (body as Record<string, string>) : { payload: JSON.stringify(body) },
          ).toString();
    return sendSigned(
      reach,
      text,
      as === "json" ? "application/json" : "application/x-www-form-urlencoded",
      this.now(),
    );
  }

  nextTs(): string {
    const at = Math.max(this.now().getTime() / 1000, this.#ts + 0.000_01);
    this.#ts = at;
    return at.toFixed(6);
  }

  /** Wakes whoever waits in `until`. */
  stir(): void {
    for (const wake of this.#waiters.splice(0)) wake();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString("utf8");
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    if (path.startsWith("/commands/")) this.#respond(path.slice("/commands/".length), raw, response);
    else if (path.startsWith("/upload/")) this.#upload(path.slice("/upload/".length), raw, response);
    else if (path.startsWith("/api/")) this.#api(path.slice("/api/".length), raw, request, response);
    else response.writeHead(404).end();
    this.stir();
  }

  #respond(id: string, raw: string, response: ServerResponse): void {
    const address = this.#responses.get(id);
    const body = JSON.parse(raw) as Record<string, unknown>;
    if (!address || address.uses >= 5 || this.now().getTime() > address.until)
      return void response.writeHead(404).end("used_url");
    address.uses++;
    const faults = blockFaults(body["blocks"], "message");
    if (faults.length > 0) return void response.writeHead(400).end(`invalid_blocks: ${faults.join("; ")}`);
    const seen: Seen = {
      text: textField(body, "text"),
      blocks: (body["blocks"] ?? []) as Record<string, unknown>[],
      type: textField(body, "response_type") || "ephemeral",
      replaces: body["replace_original"] === true,
    };
    if (seen.replaces && address.message) {
      const { message } = address;
      Object.assign(message, { text: seen.text, blocks: seen.blocks, edits: message.edits + 1 });
      this.redraws.push({ user: address.user, blocks: seen.blocks });
    } else if (seen.text === "Looking…") this.waiting.push(address.user);
    else this.answers.push({ user: address.user, channel: address.channel, seen });
    response.writeHead(200).end("ok");
  }

  #upload(id: string, raw: string, response: ServerResponse): void {
    const upload = this.#uploads.get(id);
    if (upload) upload.content = raw;
    response.writeHead(upload ? 200 : 404).end("OK");
  }

  #api(method: string, raw: string, request: IncomingMessage, response: ServerResponse): void {
    const json = request.headers["content-type"]?.includes("json");
    const body = (json ? JSON.parse(raw || "{}") : Object.fromEntries(new URLSearchParams(raw))) as Record<
      string,
      unknown
    >;
    const token = request.headers.authorization?.replace("Bearer ", "") ?? textField(body, "token");
    const fault = this.faults(method, body);
    if (fault && fault.kind !== "late" && !fault.commit) return fail(response, fault);
    const run = () => {
      const answer = this.#answer(method, token, body);
      this.calls.push({ method, team: this.#teamOf(token)?.id ?? null, body, answer });
      return answer;
    };
    if (fault?.kind === "late") {
      setTimeout(() => {
        run();
        this.stir();
      }, fault.ms).unref();
      return void response.destroy();
    }
    const answer = run();
    if (fault) return fail(response, fault);
    const scopes = this.#teamOf(token)?.scopes;
    const told = scopes ? { "x-oauth-scopes": scopes.join(",") } : {};
    response.writeHead(200, { "content-type": "application/json", ...told }).end(JSON.stringify(answer));
  }

  #teamOf = (token: string): FakeTeam | undefined => [...this.teams.values()].find((team) => team.token === token);

  #answer(method: string, token: string, body: Record<string, unknown>): Record<string, unknown> {
    if (method === "apps.connections.open") {
      if (token !== this.appToken) return { ok: false, error: "invalid_auth" };
      return { ok: true, url: `${this.base.replace("http", "ws")}/socket` };
    }
    if (method === "oauth.v2.access") return this.#exchange(textField(body, "code"));
    const team = this.#teamOf(token);
    if (!team) return { ok: false, error: token === "" ? "not_authed" : "invalid_auth" };
    const run = methods[method];
    if (!run) return { ok: false, error: "unknown_method" };
    return run(team, body, {
      now: this.now,
      nextTs: () => this.nextTs(),
      uploads: this.#uploads,
      base: () => this.base,
      revoke: (revoked) => (revoked.token = `xoxb-revoked-${randomUUID()}`),
    });
  }

  #exchange(code: string): Record<string, unknown> {
    const granted = this.codes.get(code);
    this.codes.delete(code);
    if (!granted) return { ok: false, error: "invalid_code" };
    const { team, user } = granted;
    return {
      ok: true,
      app_id: "A1",
      access_token: team.token,
      token_type: "bot",
      scope: "commands,chat:write",
      bot_user_id: team.botUser,
      team: { id: team.id, name: team.name },
      authed_user: { id: user },
      is_enterprise_install: false,
      enterprise: null,
    };
  }
}

/** A running fake. */
export const startFakeSlack = (): Promise<FakeSlack> => new FakeSlack().listen();

/** Signs and sends a request to the bot as Slack does. */
export async function sendSigned(
  { url, signingSecret }: { url: string; signingSecret: string },
  body: string,
  type: string,
  at: Date,
  change: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const timestamp = Math.floor(at.getTime() / 1000).toString();
  const signature = `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
  const headers = {
    "content-type": type,
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": signature,
    ...change,
  };
  const kept = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
  const answered = await fetch(url, { method: "POST", headers: kept, body });
  return { status: answered.status, body: await answered.text() };
}

const textField = (body: Record<string, unknown>, key: string): string => {
  const value = body[key];
  return typeof value === "string" ? value : "";
};
