import { minuteMs } from "../../../durations.ts";
import type { WorkspaceAccess } from "../../adapter.ts";
import type { Part } from "../../store/store.ts";
import { backoffMs } from "../outbox/backoff.ts";
import { noteBlocked } from "./blocked.ts";
import type { TurnResult } from "../outbox/outbox.ts";
import type { TurnParts, Work } from "./work.ts";

/** A workspace that the bot was removed from is tried again after this long: it may have been installed again. */
const lostMs = 15 * minuteMs;

const reasons: Record<WorkspaceAccess, string> = {
  fine: "the platform refused the bot, though its token is good",
  lost: "the bot was removed from the workspace; install it again",
  unknown: "the platform refuses the bot, or could not be asked why",
};

/**
 * The platform refused the bot itself. One such answer is no verdict, so the platform is asked whether the bot may still
 * reach the workspace. The delivery stays pending whatever it says; a lost workspace is left alone for a while.
 */
export async function keepForLater(work: Work, part: Part): Promise<TurnResult> {
  const { store, adapter, delivery, mail, log, now, random, lostUntil } = work;
  const { workspace } = delivery;
  const access = await adapter.checkAccess(workspace).catch((): WorkspaceAccess => "unknown");
  log.warn({ workspace: workspace.workspace, access }, "a platform refused the bot");
  const wait = access === "lost" ? lostMs : backoffMs(part.attempts + 1, random);
  const until = new Date(now().getTime() + wait);
  const { connected, partly } = adapter.health();
  if (!mail && (access === "lost" || !connected || partly)) await noteBlocked(work, workspace.id);
  if (access === "lost") lostUntil.set(workspace.id, until.getTime());
  await store.deliveries.again(part.id, until, reasons[access], part.plain);
  return "enough";
}

/** Whether the bot was found to be removed from a workspace a short while ago. */
export const isLost = ({ lostUntil, now }: Pick<TurnParts, "lostUntil" | "now">, workspace: number): boolean =>
  (lostUntil.get(workspace) ?? 0) > now().getTime();
