import { setTimeout as sleep } from "node:timers/promises";
import type { SlackConfig } from "../../../config/slack.ts";
import type { WorkspaceAccess } from "../../../core/adapter.ts";
import type { Log } from "../../../log.ts";
import { codeOf, deadToken } from "../errors.ts";
import { identify, type SlackWorkspaces } from "./workspaces.ts";

const accessRecheckMs = 60_000;

/** Asks Slack, by `auth.test`, whether tokens are good. */
export interface AccessCheck {
  check(team: string): Promise<WorkspaceAccess>;
  /** Why Slack refuses the one token of the configuration; null while it does not. */
  refused(): string | null;
}

/** A refused token of the configuration is asked about again every minute, until it is good or the program stops. */
export function createAccessCheck(
  { mode }: SlackConfig,
  workspaces: SlackWorkspaces,
  log: Log,
  stopped: AbortSignal,
): AccessCheck {
  let refused: string | null = null;
  const ask = async (team: string): Promise<WorkspaceAccess> => {
    try {
      const client = await workspaces.client(team);
      if (!client) return "lost";
      await identify(client);
      if (refused) log.info({ platform: "slack" }, "Slack accepts SLACK_BOT_TOKEN again");
      refused = null;
      return "fine";
    } catch (error) {
      const code = codeOf(error) ?? "";
      if (!deadToken.has(code)) return "unknown";
      if (mode === "oauth") return "lost";
      if (!refused) log.error({ platform: "slack", code }, "Slack refuses SLACK_BOT_TOKEN");
      refused = `Slack refuses SLACK_BOT_TOKEN (${code})`;
      return "unknown";
    }
  };
  const watch = async (team: string) => {
    while (refused !== null && !stopped.aborted) {
      await sleep(accessRecheckMs, undefined, { signal: stopped, ref: false }).catch(() => undefined);
      if (!stopped.aborted) await ask(team);
    }
  };
  return {
    async check(team) {
      const wasRefused = refused !== null;
      const access = await ask(team);
      if (refused !== null && !wasRefused) void watch(team);
      return access;
    },
    refused: () => refused,
  };
}
