import type { Attempt } from "../../adapter.ts";
import type { Part } from "../../store/store.ts";
import type { TurnResult } from "../outbox/outbox.ts";
import { isUnfinished, type Work } from "./work.ts";

/** Records the post of a part that appeared on the platform. */
export async function recordSent({ store, delivery, now }: Work, part: Part, attempt: Attempt, message: string) {
  const { channel, thread } = attempt.target;
  const post = { workspaceId: delivery.workspace.id, channel, thread, message, drawn: part.message };
  await store.deliveries.sent(part.id, post, now());
  const more = delivery.parts.some((other) => other.id !== part.id && isUnfinished(other));
  return (more ? "more" : "enough") satisfies TurnResult;
}
