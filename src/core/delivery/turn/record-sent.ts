import type { Attempt, SentMessage } from "../../adapter.ts";
import type { Part } from "../../store/store.ts";
import type { TurnResult } from "../outbox/outbox.ts";
import { tellUnblocked } from "./blocked.ts";
import { isUnfinished, type Work } from "./work.ts";

/** Records the post of a part that appeared on the platform. */
export async function recordSent(work: Work, part: Part, { target }: Attempt, sent: SentMessage) {
  const { store, delivery, now } = work;
  const { channel } = target;
  const { message, thread = target.thread } = sent;
  const post = { workspaceId: delivery.workspace.id, channel, thread, message, drawn: part.message };
  await store.deliveries.sent(part.id, post, now());
  await tellUnblocked(work);
  const more = delivery.parts.some((other) => other.id !== part.id && isUnfinished(other));
  return (more ? "more" : "enough") satisfies TurnResult;
}
