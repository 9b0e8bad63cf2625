import { platformNames } from "../../platform.ts";
import { textMessage } from "../../messages/message.ts";
import { prose } from "../../messages/prose.ts";
import { tellOne } from "./notice.ts";
import type { TurnParts, Work } from "./work.ts";

/** What is noted of a workspace in which the platform refuses the bot. */
const mark = "blocked";

/** Notes that the platform refuses the bot in a workspace, so that its people are told once it works again. */
export async function noteBlocked({ store, unblocked }: TurnParts, workspace: number): Promise<void> {
  unblocked.delete(workspace);
  await store.workspaces.firstTime(workspace, mark);
}

/** After a message was sent: tells a workspace once that its roundups were held back and go on. */
export async function tellUnblocked(work: Work): Promise<void> {
  const { store, unblocked, delivery, mail, log } = work;
  const { workspace, subscription } = delivery;
  // A mail that was taken says nothing about the workspace's platform.
  if (mail || unblocked.has(workspace.id)) return;
  unblocked.add(workspace.id);
  if (!(await store.workspaces.takeBack(workspace.id, mark))) return;
  const text =
    `Roundups were held back for a while${workspace.name ? ` in ${workspace.name}` : ""}, because ` +
    `${platformNames[workspace.platform]} refused the bot. They go on now. /papers status shows what was missed.`;
  const told = await tellOne(work, [workspace.installer, subscription.madeBy], {
    message: textMessage(...prose(text)),
    marker: `b${delivery.id}`,
  });
  if (!told) log.warn({ workspace: workspace.workspace }, "nobody could be told that roundups go on");
}
