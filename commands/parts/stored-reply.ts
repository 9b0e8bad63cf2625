import { UserError } from "../../src/errors.ts";
import type { Context } from "../../src/core/command/define.ts";

/** The call behind an answer of this workspace; an unknown and a foreign one get the same words. */
export async function storedReply({ store, workspace }: Context, id: string) {
  const stored = await store.replies.get(workspace.id, id);
  if (!stored) throw buttonGone();
  return stored;
}

/** What a button whose list or paper is not there any more answers. */
export const buttonGone = (): UserError =>
  new UserError("not_found", "I no longer know what this button belongs to. Run the command again for a fresh one.");
