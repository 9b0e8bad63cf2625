import type { Adapter } from "../../adapter.ts";
import type { Platform } from "../../platform.ts";
import { openAmong } from "../../roundups/open-channels.ts";
import type { PublicAmong } from "../../roundups/library.ts";
import type { Store } from "../../store/store.ts";

/** Asks a workspace's platform which channels are public; while it cannot be asked, none counts as public. */
export const publicAmongIn =
  ({ workspaces }: Pick<Store, "workspaces">, adapters: ReadonlyMap<Platform, Adapter>): PublicAmong =>
  async (workspaceId, channels) => {
    const workspace = await workspaces.get(workspaceId);
    return workspace ? openAmong(adapters.get(workspace.platform), workspace, channels) : new Set();
  };
