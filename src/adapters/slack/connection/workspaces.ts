import { LRUCache } from "lru-cache";
import { WebClient, type WebClientOptions } from "@slack/web-api";
import type { SlackConfig } from "../../../config/slack.ts";
import type { WorkspaceRef } from "../../../core/platform.ts";
import type { Log } from "../../../log.ts";
import { slackLogger } from "./logger.ts";

/** The bot's identity in a workspace. */
export interface Identity {
  team: string;
  name: string;
  botUser: string;
  botId: string;
}

/** The token and bot ids for a workspace. */
export interface TeamAccess {
  token: string;
  botUser: string;
  botId: string;
}

/** The workspaces where the bot is installed, with a client for each. */
export interface SlackWorkspaces {
  /** Null if the bot is not installed there. */
  access(team: string): Promise<TeamAccess | null>;
  /** A client without retries: delivery decides what follows a lost answer. */
  client(team: string): Promise<WebClient | null>;
  /** A client of no workspace, for calls that bring their token: posts go to thousands of workspaces at once. */
  anyTeam: WebClient;
  /** Every workspace the bot is installed in. */
  teams(): Promise<string[]>;
}

const usualRequestMs = 10_000;
/** A client takes about 40 kB; making one costs little. */
const mostClients = 500;

/** Client options: no retries, a time limit, rate limits reported to the caller, only the configured API address. */
export const clientOptions = (config: SlackConfig, log: Log, requestMs = usualRequestMs): WebClientOptions => ({
  logger: slackLogger(log),
  slackApiUrl: config.apiUrl,
  allowAbsoluteUrls: false,
  retryConfig: { retries: 0 },
  timeout: requestMs,
  rejectRateLimitedCalls: true,
});

/** Makes clients from `access` and keeps each while its token stays the same. */
export function createWorkspaces(
  config: SlackConfig,
  log: Log,
  access: (team: string) => Promise<TeamAccess | null>,
  teams: () => Promise<string[]>,
  requestMs?: number,
): SlackWorkspaces {
  const clients = new LRUCache<string, { token: string; client: WebClient }>({ max: mostClients });
  return {
    access,
    teams,
    anyTeam: new WebClient(undefined, { ...clientOptions(config, log, requestMs), maxRequestConcurrency: Infinity }),
    async client(team) {
      const found = await access(team);
      if (!found) return null;
      const known = clients.get(team);
      if (known?.token === found.token) return known.client;
      const client = new WebClient(found.token, clientOptions(config, log, requestMs));
      clients.set(team, { token: found.token, client });
      return client;
    },
  };
}

/** The identity of a token, by `auth.test`. */
export async function identify(client: WebClient): Promise<Identity> {
  const { team_id: team = "", team: name = "", user_id: botUser = "", bot_id: botId = "" } = await client.auth.test();
  return { team, name, botUser, botId };
}

/** A Slack team as the core's reference. */
export const workspaceRef = (team: string): WorkspaceRef => ({ platform: "slack", workspace: team });
