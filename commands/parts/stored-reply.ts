import { UserError } from "../../src/errors.ts";
import type { Context } from "../../src/core/command/define.ts";

/** The stored call of an answer. Throws the same `not_found` for an unknown id and for another workspace's. */
export async function storedReply({ store, workspace }: Context, id: string) {
  const stored = await store.replies.get(workspace.id, id);
  if (!stored) throw buttonGone();
  return stored;
}

/** The error for a button whose list or paper no longer exists. */
export const buttonGone = (): UserError =>
  new UserError("not_found", "I no longer know what this button belongs to. Run the command again for a fresh one.");
