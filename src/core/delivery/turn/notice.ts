import type { Adapter } from "../../adapter.ts";
import type { Log } from "../../../log.ts";
import { textMessage } from "../../messages/message.ts";
import type { Delivery } from "../../store/store.ts";

interface Notice {
  adapter: Adapter;
  delivery: Delivery;
  log: Log;
}

/** Tells the member who made a subscription, else the installer, what happened to it. Sends once and never repeats, even if the answer is lost. */
export async function tellConfigurer({ adapter, delivery, log }: Notice, marker: string, what: string): Promise<void> {
  const { subscription, workspace } = delivery;
  const about = subscription.topics.join(", ") || "the Daily Papers";
  const where = subscription.to === "dm" ? " here " : { channel: subscription.channel };
  const message = textMessage(`Roundup ${subscription.number} (${about}) in `, where, ` ${what}`.replaceAll("  ", " "));
  for (const member of new Set([subscription.madeBy, workspace.installer])) {
    if (member === null) continue;
    const told = await sendNotice(adapter, delivery, member, { message, marker });
    if (told) return;
    log.warn({ delivery: delivery.id }, "a member could not be told about a failed roundup");
  }
}

async function sendNotice(
  adapter: Adapter,
  { workspace }: Delivery,
  member: string,
  notice: Pick<Parameters<Adapter["send"]>[0], "message" | "marker">,
): Promise<boolean> {
  try {
    const target = await adapter.direct(workspace, member);
    if (!target) return false;
    const { status } = await adapter.send({ target, ...notice, plain: false });
    return status === "sent" || status === "ambiguous";
  } catch {
    return false;
  }
}
