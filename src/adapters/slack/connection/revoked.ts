import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, deadToken } from "../errors.ts";
import type { SlackWorkspaces } from "./workspaces.ts";

const firstCheckMs = 1_000;
const longestCheckMs = 60_000;

/**
 * Asks Slack (`auth.test`) whether a workspace's token is revoked; true without a token. Retries while Slack does not
 * answer; false if the program stops first.
 */
export async function isRevoked(workspaces: SlackWorkspaces, team: string, stopped: AbortSignal): Promise<boolean> {
  for (let wait = firstCheckMs; !stopped.aborted; wait = Math.min(wait * 2, longestCheckMs)) {
    const client = await workspaces.client(team);
    if (!client) return true;
    try {
      await client.auth.test();
      return false;
    } catch (error) {
      if (deadToken.has(codeOf(error) ?? "")) return true;
      await sleep(wait, undefined, { signal: stopped, ref: false }).catch(() => undefined);
    }
  }
  return false;
}
