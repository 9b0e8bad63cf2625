import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import { WebSocketServer, type WebSocket } from "ws";

/** Open Socket Mode connections of the bot. */
export interface SocketHub {
  open(): number;
  /** How many connections there have been. */
  opened(): number;
  /**
   * Sends an envelope over the newest connection, or over several, once there is one; resolves with the first acknowledgement.
   * Like Slack it tells again what was not acknowledged when its connection ends: a bot on a busy machine connects anew.
   */
  deliver(type: string, payload: Record<string, unknown>, copies?: number): Promise<{ status: number; body: string }>;
  /** Cuts every connection without a word. */
  cut(): void;
  /** Asks the bot to reconnect, as Slack does every few hours. */
  refresh(): void;
  close(): void;
}

/** Serves Socket Mode on `/socket`; `stir` is told of every connection. */
export function socketHub(server: Server, stir: () => void): SocketHub {
  const wss = new WebSocketServer({ server, path: "/socket" });
  const live = new Set<WebSocket>();
  /** Envelopes without acknowledgement by id; null tells that their connections have ended. */
  const waiting = new Map<string, { over: Set<WebSocket>; end: (acknowledgement: string | null) => void }>();
  let opened = 0;
  wss.on("connection", (socket) => {
    opened++;
    live.add(socket);
    stir();
    socket.send(JSON.stringify({ type: "hello", num_connections: live.size, connection_info: { app_id: "A1" } }));
    socket.on("message", (data) => {
      const { envelope_id: id, payload } = JSON.parse((data as Buffer).toString("utf8")) as {
        envelope_id?: string;
        payload?: unknown;
      };
      if (id) waiting.get(id)?.end(payload === undefined ? "" : JSON.stringify(payload));
    });
    socket.on("close", () => {
      live.delete(socket);
      for (const { over, end } of waiting.values()) if (over.delete(socket) && over.size === 0) end(null);
      stir();
    });
  });
  return {
    open: () => live.size,
    opened: () => opened,
    async deliver(type, payload, copies = 1) {
      for (;;) {
        while (live.size === 0) await once(wss, "connection");
        const id = randomUUID();
        const accepts = { accepts_response_payload: type !== "events_api" };
        const envelope = JSON.stringify({ type, envelope_id: id, payload, ...accepts });
        const over = copies > 1 && live.size > 1 ? [...live] : [...live].slice(-1);
        const ended = new Promise<string | null>((end) => waiting.set(id, { over: new Set(over), end }));
        for (let copy = 0; copy < copies; copy++) over[copy % over.length]?.send(envelope);
        const acknowledgement = await ended;
        waiting.delete(id);
        if (acknowledgement !== null) return { status: 200, body: acknowledgement };
      }
    },
    cut() {
      for (const socket of live) socket.terminate();
    },
    refresh() {
      for (const socket of live) {
        socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
        socket.close();
      }
    },
    close() {
      for (const socket of live) socket.terminate();
      wss.close();
    },
  };
}
