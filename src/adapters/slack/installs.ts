import type { Installation, InstallationStore } from "@slack/bolt";
import { z } from "zod";
import type { SlackConfig } from "../../config.ts";
import type { Host } from "../../core/adapter.ts";
import { seal, unseal } from "./seal.ts";
import { workspaceRef, type Access } from "./workspaces.ts";

/** What is kept of an installation, sealed. */
const kept = z.object({ token: z.string(), botUser: z.string(), botId: z.string(), installer: z.string().nullable() });

/** Installations of many workspaces, kept encrypted in our database through the host. */
export interface Installs {
  /** What Slack's install flow writes to. */
  store: InstallationStore;
  access(team: string): Promise<Access | null>;
  teams(): Promise<string[]>;
  remove(team: string): Promise<void>;
}

/** Keeps installations sealed with the configured key, each bound to its workspace. */
export function createInstalls(
  config: Extract<SlackConfig, { mode: "oauth" }>,
  host: () => Host,
  installed: (team: string, name: string, installer: string | null) => Promise<void>,
): Installs {
  const { encryptionKey } = config;
  const access = async (team: string): Promise<Access | null> => {
    const sealed = await host().installations.get(workspaceRef(team));
    const text = sealed === null ? null : unseal(sealed, encryptionKey, team);
    const read = text === null ? null : kept.safeParse(JSON.parse(text));
    return read?.success ? read.data : null;
  };
  const remove = (team: string) => host().installations.remove(workspaceRef(team));
  return {
    access,
    remove,
    teams: async () => (await host().installations.all("slack")).map(({ workspace }) => workspace),
    store: {
      async storeInstallation({ team, bot, user }: Installation) {
        if (!team || !bot) throw new Error("an installation needs a workspace and a bot token");
        const data = { token: bot.token, botUser: bot.userId, botId: bot.id, installer: user.id };
        await host().installations.put(workspaceRef(team.id), seal(JSON.stringify(data), encryptionKey, team.id));
        await installed(team.id, team.name ?? "", user.id);
      },
      async fetchInstallation() {
        // Tokens are looked up per call, after the acknowledgement; Bolt is never given one.
        throw new Error("installations are not read by the install flow");
      },
      deleteInstallation: async ({ teamId }) => (teamId ? remove(teamId) : undefined),
    },
  };
}
