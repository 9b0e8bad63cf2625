import type { Waiting } from "../../src/core/store/store.ts";

/** An open delivery of a workspace, in a channel of its own. */
export const waitingIn = (workspaceId: number, id: number, facts: Partial<Waiting> = {}): Waiting => ({
  id,
  workspaceId,
  platform: "slack",
  workspace: `W${workspaceId}`,
  channel: `C${id}`,
  composed: true,
  ...facts,
});
