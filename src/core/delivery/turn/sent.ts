import type { Attempt } from "../../adapter.ts";
import { papersOf } from "../../messages/message.ts";
import type { Part } from "../../store/store.ts";
import type { Turn } from "../outbox/outbox.ts";
import { isOpen, type Work } from "./work.ts";

/** The post is recorded before the part is called sent: a crash in between is looked up again and recorded once. */
export async function appeared(work: Work, part: Part, { target }: Attempt, message: string): Promise<Turn> {
  const { store, delivery, now } = work;
  const record = (ids: string[]) =>
    store.posts.record(delivery.workspace.id, { ...target, message }, ids, part.message, now());
  const ids = papersOf(part.message);
  // A paper that was found to be another one meanwhile goes by that one's id.
  await record(ids).catch(async () => record((await store.papers.many(ids)).map(({ id }) => id)));
  await redrawIfVoted(work, part);
  await store.deliveries.sent(part.id, message, now());
  return delivery.parts.some((other) => other.id !== part.id && isOpen(other)) ? "more" : "enough";
}

/** Votes that were cast since it was composed found no post to be counted in. */
async function redrawIfVoted({ store, delivery: { workspace }, now }: Work, { message }: Part): Promise<void> {
  const votes = await store.votes.tallies(workspace.id, papersOf(message));
  for (const block of message.blocks)
    if (block.kind === "paper" && block.votes !== (votes.get(block.paper) ?? 0))
      await store.posts.markStale(workspace.id, block.paper, now());
}
