import { checkConfigurer } from "../../src/core/command/access.ts";
import type { Context } from "../../src/core/command/define.ts";
import type { Destination, Subscription } from "../../src/core/store/store.ts";
import { UserError } from "../../src/errors.ts";

/** Where a roundup goes and who made it. */
export type RoundupPlace = Pick<Subscription, "to" | "channel" | "madeBy">;

/** The place that the caller means by `to`. Throws a `UserError` where they may not have a roundup sent there. */
export async function placeFor(name: string, to: Destination, context: Context): Promise<RoundupPlace> {
  const madeBy = context.caller.id;
  if (to === "dm") return { to, channel: await directChannel(context), madeBy };
  await checkConfigurer(name, context);
  return { to, channel: context.channel?.id ?? "", madeBy };
}

async function directChannel({ chat, workspace, caller }: Context): Promise<string> {
  const target = await chat?.direct(workspace, caller.id).catch(() => null);
  if (target) return target.channel;
  throw new UserError(
    "not_allowed",
    "I cannot write you a direct message. Allow direct messages from members of this workspace, then try again.",
  );
}

/** More than a team reads, and few enough that a minute's roundups stay a minute's work. */
const mostRoundups = { workspace: 200, personal: 20 } as const;

/** Throws a `UserError` if the workspace, or for a personal roundup the caller, has the most roundups already. */
export async function checkRoom({ store, workspace, caller }: Context, to: Destination, added: 0 | 1): Promise<void> {
  const all = await store.subscriptions.list(workspace.id);
  const own = all.filter((each) => each.to !== "here" && each.madeBy === caller.id);
  if (to !== "here" && own.length >= mostRoundups.personal)
    throw full("You have", `${own.length} roundups of your own`);
  if (all.length + added > mostRoundups.workspace) throw full("This workspace has", `${all.length} roundups`);
}

const full = (who: string, many: string) =>
  new UserError("not_allowed", `${who} ${many}, which is the most. End one with \`/papers unsubscribe <n>\` first.`);
