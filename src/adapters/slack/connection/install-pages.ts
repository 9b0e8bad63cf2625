import { InstallProvider, type Installation, type InstallationStore } from "@slack/oauth";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { SlackConfig } from "../../../config/slack.ts";
import type { Log } from "../../../log.ts";
import type { Installs } from "./installs.ts";
import { slackLogger } from "./logger.ts";
import { scopes } from "./scopes.ts";
import { clientOptions } from "./workspaces.ts";

/** Answers the install page and Slack's redirect; false for other requests. */
export type InstallPages = (request: IncomingMessage, response: ServerResponse) => boolean;

type Page = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The two pages a workspace installs the bot by; `installed` is called once its token is kept. */
export function createInstallPages(
  config: Extract<SlackConfig, { mode: "oauth" }>,
  installs: Installs,
  installed: (team: string, name: string, installer: string | null) => Promise<void>,
  log: Log,
): InstallPages {
  const installationStore: InstallationStore = {
    async storeInstallation({ team, bot, user }: Installation) {
      if (!team || !bot) throw new Error("an installation needs a workspace and a bot token");
      await installs.keep(team.id, { token: bot.token, botUser: bot.userId, botId: bot.id, installer: user.id });
      await installed(team.id, team.name ?? "", user.id);
    },
    fetchInstallation: async () => {
      throw new Error("tokens are looked up per call, never by the install flow");
    },
    deleteInstallation: async ({ teamId }) => (teamId ? installs.remove(teamId) : undefined),
  };
  // Bolt's own installer would look a token up before it acknowledges; this one only serves the two pages.
  const provider = new InstallProvider({
    clientId: config.clientId,
    clientSecret: config.clientSecret,
    stateSecret: config.stateSecret,
    authorizationUrl: config.authorizeUrl,
    clientOptions: clientOptions(config, log),
    logger: slackLogger(log),
    installationStore,
  });
  const pages: Record<string, Page> = {
    "/slack/install": (request, response) => provider.handleInstallPath(request, response, {}, { scopes: [...scopes] }),
    "/slack/oauth_redirect": async (request, response) =>
      query(request).has("error") ? sayCancelled(response) : provider.handleCallback(request, response, {}),
  };
  return (request, response) => {
    const page = request.method === "GET" ? pages[(request.url ?? "").split("?")[0] ?? ""] : undefined;
    if (!page) return false;
    page(request, response).catch((error: unknown) => log.error({ err: error }, "an install page failed"));
    return true;
  };
}

const query = ({ url = "" }: IncomingMessage) => new URL(url, "http://localhost").searchParams;

/** Slack comes back with `error=access_denied` when somebody presses Cancel: nothing of ours went wrong. */
function sayCancelled(response: ServerResponse): void {
  const text = "papers-bot was not installed, and nothing was changed.";
  response
    .writeHead(200, { "content-type": "text/html; charset=utf-8" })
    .end(`<!doctype html><title>Not installed</title><p>${text} <a href="/slack/install">Install it</a></p>\n`);
}
