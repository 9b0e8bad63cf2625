import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import { WebSocketServer, type WebSocket } from "ws";

/** Open Socket Mode connections of the bot. */
export interface SocketHub {
  open(): number;
  /** How many connections there have been. */
  opened(): number;
  /** Sends an envelope over the newest connection, or over several, once there is one; resolves with the first acknowledgement. */
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
  const acks = new Map<string, (body: string) => void>();
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
      if (id) acks.get(id)?.(payload === undefined ? "" : JSON.stringify(payload));
    });
    socket.on("close", () => {
      live.delete(socket);
      stir();
    });
  });
  return {
    open: () => live.size,
    opened: () => opened,
    async deliver(type, payload, copies = 1) {
      // Slack tells again what found no connection: a bot on a busy machine may just be opening another.
      while (live.size === 0) await once(wss, "connection");
      const envelope = JSON.stringify({
        type,
        envelope_id: randomUUID(),
        payload,
        accepts_response_payload: type !== "events_api",
      });
      const { envelope_id: id } = JSON.parse(envelope) as { envelope_id: string };
      const acked = new Promise<{ status: number; body: string }>((resolve) =>
        acks.set(id, (body) => resolve({ status: 200, body })),
      );
      const newest = [...live].slice(-1);
      const over = copies > 1 && live.size > 1 ? [...live] : Array.from({ length: copies }, () => newest).flat();
      for (const socket of over) socket.send(envelope);
      return acked;
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
