import { LRUCache } from "lru-cache";
import * as z from "zod";
import type { SlackConfig } from "../../../config/slack.ts";
import type { Host } from "../../../core/adapter.ts";
import { UserError } from "../../../errors.ts";
import type { Log } from "../../../log.ts";
import { seal, unseal } from "../../../seal.ts";
import { workspaceRef, type TeamAccess } from "./workspaces.ts";

/** The encrypted part of an installation. */
const kept = z.object({ token: z.string(), botUser: z.string(), botId: z.string(), installer: z.string().nullable() });

/** An installation, as Slack hands it over. */
export type KeptInstallation = z.output<typeof kept>;

/** Installations of many workspaces, stored encrypted through the host. */
export interface Installs {
  /** Null where the bot is not installed; throws where the stored token cannot be opened. */
  access(team: string): Promise<TeamAccess | null>;
  teams(): Promise<string[]>;
  keep(team: string, installation: KeptInstallation): Promise<void>;
  remove(team: string): Promise<void>;
  /** What is wrong with the stored tokens of some workspaces; null where every one could be opened. */
  trouble(): string | null;
  /** Seals with the newest key what an older one opens; throws a `UserError` where no key opens any stored token. */
  checkKeys(): Promise<void>;
}

/** The installation of a team as it was sealed, and the key that opens it; null where none of the keys does. */
export function openInstallation(
  sealed: string,
  team: string,
  keys: readonly Buffer[],
): { found: KeptInstallation; key: Buffer } | null {
  for (const key of keys) {
    const text = unseal(sealed, key, team);
    const read = text === null ? null : kept.safeParse(JSON.parse(text));
    if (read?.success) return { found: read.data, key };
  }
  return null;
}

/** Opened tokens are cached for the workspaces that are served most. */
const mostOpened = 1_000;

/** Keeps installations sealed with the newest of the configured keys, each bound to its workspace. */
export function createInstalls(
  { encryptionKeys }: Extract<SlackConfig, { mode: "oauth" }>,
  host: () => Host,
  log: Log,
): Installs {
  const [newest] = encryptionKeys;
  const opened = new LRUCache<string, { sealed: string; access: TeamAccess | null }>({ max: mostOpened });
  /** The teams whose stored token no key opens. */
  const closed = new Set<string>();
  const open = (sealed: string, team: string) => openInstallation(sealed, team, encryptionKeys);
  const keep = (team: string, installation: KeptInstallation) =>
    host().installations.put(workspaceRef(team), seal(JSON.stringify(installation), newest, team));
  return {
    async access(team) {
      const sealed = await host().installations.get(workspaceRef(team));
      if (sealed === null) return null;
      const known = opened.get(team);
      const access = known?.sealed === sealed ? known.access : (open(sealed, team)?.found ?? null);
      opened.set(team, { sealed, access });
      if (access) closed.delete(team);
      else closed.add(team);
      if (access) return access;
      throw new UserError("config", "no key of ENCRYPTION_KEY opens the stored token");
    },
    teams: async () => (await host().installations.all("slack")).map(({ workspace }) => workspace),
    async keep(team, installation) {
      await keep(team, installation);
      closed.delete(team);
    },
    async remove(team) {
      opened.delete(team);
      closed.delete(team);
      await host().installations.remove(workspaceRef(team));
    },
    trouble: () => (closed.size > 0 ? "no key of ENCRYPTION_KEY opens the stored tokens of some workspaces" : null),
    async checkKeys() {
      const all = await host().installations.all("slack");
      const results = all.map(({ workspace, sealed }) => ({ workspace, result: open(sealed, workspace) }));
      for (const { workspace, result } of results) if (result === null) closed.add(workspace);
      if (closed.size > 0 && closed.size === all.length) throw wrongKey(all.length);
      if (closed.size > 0) log.error({ workspaces: [...closed] }, "no key of ENCRYPTION_KEY opens these stored tokens");
      for (const { workspace, result } of results)
        if (result && result.key !== newest) await keep(workspace, result.found);
    },
  };
}

const wrongKey = (count: number) =>
  new UserError(
    "config",
    `ENCRYPTION_KEY opens none of the ${count} stored Slack ${count === 1 ? "token" : "tokens"}. ` +
      "Put the key they were stored with behind the new one, with a comma between them.",
    null,
    1,
  );
