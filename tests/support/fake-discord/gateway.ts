import type { Server } from "node:http";
import { WebSocketServer, type WebSocket } from "ws";
import type { Guild, World } from "./world.ts";
import { guildOut, userOut } from "./wire.ts";

interface Payload {
  op: number;
  d?: unknown;
  s?: number | null;
  t?: string | null;
}

interface Session {
  id: string;
  intents: number;
  shard: [number, number];
  sent: Payload[];
  socket: WebSocket | null;
  valid: boolean;
}

const intentOf: Record<string, number> = {
  MESSAGE_REACTION_ADD: 1 << 10,
  MESSAGE_REACTION_REMOVE: 1 << 10,
  MESSAGE_REACTION_REMOVE_ALL: 1 << 10,
  MESSAGE_REACTION_REMOVE_EMOJI: 1 << 10,
  /** The bot is told of direct messages alone. */
  MESSAGE_CREATE: 1 << 12,
  INTERACTION_CREATE: 0,
};
const guilds = 1 << 0;

/** What tests see and do of the gateway. */
export interface Gateway {
  identifies: { intents: number; shard: [number, number]; at: Date }[];
  resumes: number;
  heartbeats: number;
  connections(): number;
  /** Sends an event to every session that asked for its kind and serves the server. */
  dispatch(event: string, data: unknown, guild: string | null): void;
  /** Cuts every socket without a word. */
  drop(): void;
  /** Op 7: asks every client to come back. */
  reconnect(): void;
  /** Op 9: the sessions are over, or may be resumed all the same. */
  invalidate(resumable: boolean): void;
  /** Closes every socket with a code. */
  close(code: number): void;
  /** While true, connections are refused and resumes find nothing. */
  down: boolean;
  /** While true, IDENTIFY is never answered. */
  mute: boolean;
  /** While true, heartbeats are not acknowledged. */
  deaf: boolean;
  stop(): void;
}

/** The gateway on a server's upgrades; `token` is the only one it knows. */
export function createGateway(
  server: Server,
  world: World,
  token: string,
  heartbeatMs: number,
  url: () => string,
): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const live = () => [...sessions.values()].filter(({ socket }) => socket !== null);

  server.on("upgrade", (request, socket, head) => {
    if (gateway.down) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (opened) => welcome(opened));
  });

  const post = (socket: WebSocket | null, payload: Payload) =>
    socket?.send(JSON.stringify({ s: null, t: null, d: null, ...payload }));

  const send = (session: Session, t: string, d: unknown) => {
    const payload = { op: 0, t, d, s: session.sent.length + 1 };
    session.sent.push(payload);
    post(session.socket, payload);
  };

  function welcome(socket: WebSocket) {
    post(socket, { op: 10, d: { heartbeat_interval: heartbeatMs } });
    socket.on("message", (raw: Buffer) => {
      const { op, d } = JSON.parse(raw.toString("utf8")) as Payload;
      if (op === 1) {
        gateway.heartbeats++;
        if (!gateway.deaf) post(socket, { op: 11 });
      } else if (op === 2) identify(socket, d as { token: string; intents: number; shard?: [number, number] });
      else if (op === 6) resume(socket, d as { token: string; session_id: string; seq: number });
    });
    socket.on("close", () => {
      for (const session of sessions.values()) if (session.socket === socket) session.socket = null;
    });
  }

  const serves = (session: Session, guild: string): boolean =>
    Number((BigInt(guild) >> 22n) % BigInt(session.shard[1])) === session.shard[0];

  function identify(socket: WebSocket, asked: { token: string; intents: number; shard?: [number, number] }) {
    const shard = asked.shard ?? [0, 1];
    gateway.identifies.push({ intents: asked.intents, shard, at: world.now() });
    if (gateway.mute) return;
    if (asked.token.replace(/^Bot /, "") !== token) return socket.close(4004, "Authentication failed.");
    const session: Session = { id: world.snowflake(), intents: asked.intents, shard, sent: [], socket, valid: true };
    sessions.set(session.id, session);
    const mine = [...world.guilds.values()].filter(({ id }) => serves(session, id));
    send(session, "READY", {
      v: 10,
      user: userOut(world.bot),
      guilds: mine.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      shard,
      application: { id: world.bot.id, flags: 0 },
    });
    if (session.intents & guilds) {
      for (const guild of mine) if (!guild.unavailable) send(session, "GUILD_CREATE", guildOut(world, guild));
    }
  }

  function resume(socket: WebSocket, asked: { token: string; session_id: string; seq: number }) {
    gateway.resumes++;
    const session = sessions.get(asked.session_id);
    if (!session?.valid) return post(socket, { op: 9, d: false });
    session.socket = socket;
    for (const payload of session.sent.slice(asked.seq)) post(socket, payload);
    send(session, "RESUMED", {});
  }

  const gateway: Gateway = {
    identifies: [],
    resumes: 0,
    heartbeats: 0,
    down: false,
    mute: false,
    deaf: false,
    connections: () => live().length,
    dispatch(event, data, guild) {
      for (const session of sessions.values()) {
        const wanted = intentOf[event] ?? guilds;
        if (!session.valid || (wanted !== 0 && !(session.intents & wanted))) continue;
        if (guild === null ? session.shard[0] === 0 : serves(session, guild)) send(session, event, data);
      }
    },
    drop: () => live().forEach(({ socket }) => socket?.terminate()),
    reconnect: () => live().forEach(({ socket }) => post(socket, { op: 7 })),
    invalidate(resumable) {
      for (const session of live()) {
        session.valid = resumable;
        post(session.socket, { op: 9, d: resumable });
      }
    },
    close: (code) => live().forEach(({ socket }) => socket?.close(code)),
    stop: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
  return gateway;
}

/** A server the bot just joined, or one that came back after an outage. */
export const announceGuild = (gateway: Gateway, world: World, guild: Guild): void =>
  gateway.dispatch("GUILD_CREATE", guildOut(world, guild), guild.id);
