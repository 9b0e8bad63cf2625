import { WebClient, type WebClientOptions } from "@slack/web-api";
import type { SlackConfig } from "../../../config/slack.ts";
import type { WorkspaceRef } from "../../../core/platform.ts";
import type { Log } from "../../../log.ts";
import { slackLogger } from "./logger.ts";

/** A Slack workspace as the bot sees it from inside. */
export interface Identity {
  team: string;
  name: string;
  botUser: string;
  botId: string;
}

/** What reaching a workspace takes. */
export interface TeamAccess {
  token: string;
  botUser: string;
  botId: string;
}

/** The workspaces the bot can act in, and a client for each. */
export interface SlackWorkspaces {
  /** Null where the bot is not installed (any more). */
  access(team: string): Promise<TeamAccess | null>;
  /** A client that never retries: the delivery queue decides what to do about a lost answer. */
  client(team: string): Promise<WebClient | null>;
  /** Every workspace the bot is installed in. */
  teams(): Promise<string[]>;
}

const timeoutMs = 10_000;

/** Options of every client: one try, a deadline, a rate limit handed to the caller, our own API address only. */
export const clientOptions = (config: SlackConfig, log: Log): WebClientOptions => ({
  logger: slackLogger(log),
  slackApiUrl: config.apiUrl,
  allowAbsoluteUrls: false,
  retryConfig: { retries: 0 },
  timeout: timeoutMs,
  rejectRateLimitedCalls: true,
});

/** Clients for whatever `access` knows, kept while their token stays the same. */
export function createWorkspaces(
  config: SlackConfig,
  log: Log,
  access: (team: string) => Promise<TeamAccess | null>,
  teams: () => Promise<string[]>,
): SlackWorkspaces {
  const clients = new Map<string, { token: string; client: WebClient }>();
  return {
    access,
    teams,
    async client(team) {
      const found = await access(team);
      if (!found) return null;
      const known = clients.get(team);
      if (known?.token === found.token) return known.client;
      const client = new WebClient(found.token, clientOptions(config, log));
      clients.set(team, { token: found.token, client });
      return client;
    },
  };
}

/** Who a token belongs to, by `auth.test`. */
export async function identify(client: WebClient): Promise<Identity> {
  const { team_id: team = "", team: name = "", user_id: botUser = "", bot_id: botId = "" } = await client.auth.test();
  return { team, name, botUser, botId };
}

/** A workspace as the core names it. */
export const workspaceRef = (team: string): WorkspaceRef => ({ platform: "slack", workspace: team });
