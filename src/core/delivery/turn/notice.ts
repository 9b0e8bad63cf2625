import type { Adapter } from "../../adapter.ts";
import type { Log } from "../../../log.ts";
import { textMessage } from "../../messages/message.ts";
import { prose } from "../../messages/prose.ts";
import type { Delivery } from "../../store/store.ts";
import { isNote } from "./note.ts";
import { type TurnParts, waitForTicket } from "./work.ts";

interface Notice extends Pick<TurnParts, "store" | "pacing" | "now" | "pause"> {
  /** Of the platform that the member chats on. */
  home: Adapter | undefined;
  delivery: Delivery;
  log: Log;
}

type NoticeText = Pick<Parameters<Adapter["send"]>[0], "message" | "marker">;

/**
 * Tells the member who made a subscription, else the installer, what happened to it; nobody for a note. Sends once and never
 * repeats, even if the answer is lost. Where no direct message can be sent, the member reads it with their next answer.
 */
export async function tellConfigurer(notice: Notice, marker: string, what: string): Promise<void> {
  if (isNote(notice.delivery)) return;
  const { subscription, workspace } = notice.delivery;
  const about = subscription.topics.join(", ") || "the Daily Papers";
  const place = { here: [" in ", { channel: subscription.channel }], dm: [" here"], email: [" by e-mail"] };
  const message = textMessage(
    `Roundup ${subscription.number} (${about})`,
    ...place[subscription.to],
    ...prose(` ${what}`),
  );
  // A member's own roundup is nobody else's business.
  const others = subscription.to === "here" ? [workspace.installer] : [];
  const told = await tellOne(notice, [subscription.madeBy, ...others], { message, marker });
  if (!told && subscription.madeBy !== null) await notice.store.members.oweNotice(workspace.id, subscription.madeBy);
}

/** Sends a direct message to the first of the members who takes it; whether one did. */
export async function tellOne(notice: Notice, members: readonly (string | null)[], text: NoticeText): Promise<boolean> {
  const { home, delivery, log } = notice;
  for (const member of new Set(members)) {
    if (member === null) continue;
    if (home && (await sendNotice(notice, home, member, text))) return true;
    log.warn({ delivery: delivery.id }, "a member could not be told about their roundups");
  }
  return false;
}

/** A notice is a post like others, and waits for its time. */
async function sendNotice(notice: Notice, adapter: Adapter, member: string, text: NoticeText): Promise<boolean> {
  const { pacing, now, delivery } = notice;
  try {
    const target = await adapter.direct(delivery.workspace, member);
    if (!target) return false;
    const ticket = pacing.take(target, now().getTime());
    await waitForTicket(notice, target, ticket);
    const { status } = await adapter.send({ target, ...text, plain: false });
    pacing.endRequest(target, ticket, now().getTime());
    return status === "sent" || status === "ambiguous";
  } catch {
    return false;
  }
}
