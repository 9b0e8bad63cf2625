import { isNote } from "./note.ts";
import type { Work } from "./work.ts";

const askAgainMs = 60_000;

/** Whether the owner of a personal roundup is in the workspace; "unknown" if the platform does not answer. */
async function recipientOf({ home, delivery }: Work): Promise<"here" | "gone" | "unknown"> {
  const { subscription, workspace } = delivery;
  if (subscription.to === "here" || subscription.madeBy === null) return "here";
  // Before a platform is connected its answers may be wrong.
  if (!home?.health().connected) return "unknown";
  return home.member(workspace, subscription.madeBy, null).then(
    (member) => (member ? "here" : "gone"),
    () => "unknown",
  );
}

async function pauseUntilBack({ store, delivery, now }: Work, reason: string): Promise<void> {
  const { id, workspaceId, madeBy } = delivery.subscription;
  await store.subscriptions.pause(id, reason, now());
  if (madeBy !== null) await store.members.oweNotice(workspaceId, madeBy);
}

/**
 * Withholds a personal roundup from a member who left the team: pauses the subscription and stops redrawing earlier
 * posts. True if nothing may be sent now.
 */
export async function withhold(work: Work): Promise<boolean> {
  const { store, delivery, now } = work;
  const { subscription, workspace } = delivery;
  const recipient = await recipientOf(work);
  if (recipient === "here") return false;
  if (recipient === "unknown") {
    const until = new Date(now().getTime() + askAgainMs);
    const reason = "the platform could not be asked whether you are still a member";
    const [part] = delivery.parts;
    if (part) await store.deliveries.again(part.id, until, reason, part.plain);
    else await store.deliveries.wait(delivery.id, until, reason, now());
    return true;
  }
  const reason = `you left the workspace; once you are back, /papers resume ${subscription.number}`;
  if (!isNote(delivery)) await pauseUntilBack(work, reason);
  await store.deliveries.finish(delivery.id, "cancelled", reason, null, now());
  for (const post of await store.posts.since(workspace.id, new Date(0))) {
    if (post.channel === subscription.channel) await store.posts.gone(post.id, now());
  }
  return true;
}
