import { WebClient } from "@slack/web-api";
import { setTimeout as sleep } from "node:timers/promises";
import type { SlackConfig } from "../../../config/slack.ts";
import type { Health } from "../../../core/adapter.ts";
import { UserError } from "../../../errors.ts";
import type { Log } from "../../../log.ts";
import { codeOf, deadToken } from "../errors.ts";
import type { Incoming } from "./receiver.ts";
import { clientOptions, identify, type Identity } from "./workspaces.ts";

/** The connection to Slack. `ready` gives the bot's identity, or null if many workspaces install it. */
export interface SlackConnection {
  ready: Promise<Identity | null>;
  health(): Health;
  stop(): Promise<void>;
}

const firstReconnectMs = 1_000;
const longestReconnectMs = 60_000;

/** Connects, and retries while Slack cannot be reached. Rejects with a `UserError` for a refused token. */
export function connectSlack(config: SlackConfig, incoming: Incoming, log: Log): SlackConnection {
  const stopped = new AbortController();
  let health: Health = { connected: false, detail: "connecting" };
  const setHealth = (connected: boolean, detail: string) => {
    if (connected !== health.connected) log.info({ platform: "slack", connected }, detail);
    health = { connected, detail };
  };
  const ready = (async () => {
    const client = config.mode === "oauth" ? null : new WebClient(config.botToken, clientOptions(config, log));
    const identity = client ? await keepTrying("SLACK_BOT_TOKEN", () => identify(client)) : null;
    if (incoming.kind === "socket") {
      const { client: socket } = incoming.receiver;
      socket.on("connected", () => setHealth(true, "connected"));
      socket.on("reconnecting", () => setHealth(false, "reconnecting"));
      socket.on("disconnected", () => setHealth(false, "disconnected"));
      await keepTrying("SLACK_APP_TOKEN", () => incoming.receiver.start());
    }
    setHealth(true, incoming.kind === "socket" ? "connected" : "ready for requests");
    return identity;
  })();
  return {
    ready,
    health: () => health,
    async stop() {
      stopped.abort();
      if (incoming.kind === "socket") await incoming.receiver.stop().catch(() => undefined);
    },
  };

  async function keepTrying<Value>(variable: string, attempt: () => Promise<Value>): Promise<Value> {
    for (let wait = firstReconnectMs; ; wait = Math.min(wait * 2, longestReconnectMs)) {
      try {
        return await attempt();
      } catch (error) {
        const code = codeOf(error) ?? "";
        if (deadToken.has(code) || code === "missing_scope") {
          throw new UserError(
            "config",
            `Slack does not accept ${variable} (${code}). Copy it again from api.slack.com/apps.`,
            null,
            1,
          );
        }
        setHealth(false, `Slack cannot be reached (${code || "no answer"})`);
        log.warn({ platform: "slack", code, waitMs: wait }, "Slack cannot be reached; trying again");
        await sleep(wait, undefined, { signal: stopped.signal });
      }
    }
  }
}
