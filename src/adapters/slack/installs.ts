import { InstallProvider, type Installation, type InstallationStore } from "@slack/oauth";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { SlackConfig } from "../../config/config.ts";
import type { Host } from "../../core/adapter.ts";
import type { Log } from "../../log.ts";
import { slackLogger } from "./logger.ts";
import { scopes } from "./scopes.ts";
import { seal, unseal } from "./seal.ts";
import { clientOptions, workspaceRef, type TeamAccess } from "./workspaces.ts";

/** What is kept of an installation, sealed. */
const kept = z.object({ token: z.string(), botUser: z.string(), botId: z.string(), installer: z.string().nullable() });

/** Installations of many workspaces, kept encrypted in our database through the host. */
export interface Installs {
  /** Answers the install page and Slack's redirect; false for other paths. */
  serve(request: IncomingMessage, response: ServerResponse): boolean;
  access(team: string): Promise<TeamAccess | null>;
  teams(): Promise<string[]>;
  remove(team: string): Promise<void>;
}

function openInstallation(sealed: string, key: Buffer, team: string): TeamAccess | null {
  const text = unseal(sealed, key, team);
  const read = text === null ? null : kept.safeParse(JSON.parse(text));
  return read?.success ? read.data : null;
}

/** Keeps installations sealed with the configured key, each bound to its workspace. */
export function createInstalls(
  config: Extract<SlackConfig, { mode: "oauth" }>,
  host: () => Host,
  installed: (team: string, name: string, installer: string | null) => Promise<void>,
  log: Log,
): Installs {
  const { encryptionKey } = config;
  const opened = new Map<string, { sealed: string; access: TeamAccess | null }>();
  const access = async (team: string): Promise<TeamAccess | null> => {
    const sealed = await host().installations.get(workspaceRef(team));
    const known = opened.get(team);
    if (known?.sealed === sealed) return known.access;
    opened.delete(team);
    if (sealed === null) return null;
    const found = openInstallation(sealed, encryptionKey, team);
    opened.set(team, { sealed, access: found });
    return found;
  };
  const remove = (team: string) => host().installations.remove(workspaceRef(team));
  const installationStore: InstallationStore = {
    async storeInstallation({ team, bot, user }: Installation) {
      if (!team || !bot) throw new Error("an installation needs a workspace and a bot token");
      const data = { token: bot.token, botUser: bot.userId, botId: bot.id, installer: user.id };
      await host().installations.put(workspaceRef(team.id), seal(JSON.stringify(data), encryptionKey, team.id));
      await installed(team.id, team.name ?? "", user.id);
    },
    fetchInstallation: async () => {
      throw new Error("tokens are looked up per call, never by the install flow");
    },
    deleteInstallation: async ({ teamId }) => (teamId ? remove(teamId) : undefined),
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
  const pages: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>> = {
    "/slack/install": (request, response) => provider.handleInstallPath(request, response, {}, { scopes: [...scopes] }),
    "/slack/oauth_redirect": (request, response) => provider.handleCallback(request, response, {}),
  };
  return {
    access,
    remove,
    teams: async () => (await host().installations.all("slack")).map(({ workspace }) => workspace),
    serve(request, response) {
      const page = request.method === "GET" ? pages[(request.url ?? "").split("?")[0] ?? ""] : undefined;
      if (!page) return false;
      page(request, response).catch((error: unknown) => log.error({ err: error }, "an install page failed"));
      return true;
    },
  };
}
