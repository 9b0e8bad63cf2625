import type { Adapter } from "../adapter.ts";
import type { WorkspaceRef } from "../platform.ts";

/** Which of these channels every member of a workspace can see; none while the platform cannot be asked. */
export async function openAmong(
  adapter: Pick<Adapter, "channel"> | null | undefined,
  where: WorkspaceRef,
  channels: readonly string[],
): Promise<Set<string>> {
  const open = new Set<string>();
  try {
    for (const channel of channels) if ((await adapter?.channel(where, channel))?.open) open.add(channel);
  } catch {
    return new Set();
  }
  return open;
}
