import type { Part } from "../../store/store.ts";
import type { TurnResult } from "../outbox/outbox.ts";
import { tellConfigurer } from "../turn/notice.ts";
import type { Work } from "../turn/work.ts";

const because = "mails to your address do not arrive; type /papers email <your address>, then resume it";

/** The mail server refuses a member's address for good: nothing is sent there any more, and the member hears it once. */
export async function stopAddress(work: Work, part: Part): Promise<TurnResult> {
  const { store, delivery, now } = work;
  const { workspaceId, madeBy } = delivery.subscription;
  await store.deliveries.giveUp(part.id, "failed", because, now(), true);
  const address = madeBy === null ? null : await store.mailAddresses.of(workspaceId, madeBy);
  const first = address !== null && (await store.mailAddresses.stop(address.id, because, now()));
  if (first) await tellConfigurer(work, `p${part.id}`, `is paused, like all that go there: ${because}.`);
  return "enough";
}
