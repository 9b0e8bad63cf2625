import type { Adapter } from "../../adapter.ts";
import type { Platform } from "../../platform.ts";
import type { PublicAmong } from "../../roundups/library.ts";
import type { Store } from "../../store/store.ts";

/** Asks a workspace's platform which channels are public; while it cannot be asked, none counts as public. */
export const publicAmongIn =
  ({ workspaces }: Pick<Store, "workspaces">, adapters: ReadonlyMap<Platform, Adapter>): PublicAmong =>
  async (workspaceId, channels) => {
    const workspace = await workspaces.get(workspaceId);
    const adapter = workspace && adapters.get(workspace.platform);
    return adapter ? adapter.publicAmong(workspace, channels).catch(() => new Set<string>()) : new Set();
  };
