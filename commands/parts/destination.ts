import { checkConfigurer } from "../../src/core/command/access.ts";
import { mailChannel } from "../../src/core/platform.ts";
import type { Context } from "../../src/core/command/define.ts";
import type { Destination, Subscription } from "../../src/core/store/store.ts";
import { UserError } from "../../src/errors.ts";

/** Where a roundup goes and who made it. */
export type RoundupPlace = Pick<Subscription, "to" | "channel" | "madeBy">;

/** The place that the caller means by `to`. Throws a `UserError` where they may not have a roundup sent there. */
export async function placeFor(name: string, to: Destination, context: Context): Promise<RoundupPlace> {
  const madeBy = context.caller.id;
  if (to === "dm") return { to, channel: await directChannel(context), madeBy };
  if (to === "email") return { to, channel: await mailboxOf(context), madeBy };
  await checkConfigurer(name, context);
  return { to, channel: await openChannel(context), madeBy };
}

/** The channel the caller types in, or chose in a dialog. Throws a `UserError` where no roundup can ever appear. */
async function openChannel({ chat, workspace, channel }: Context): Promise<string> {
  const id = channel?.id ?? "";
  // A platform that does not answer is no reason to refuse.
  const facts = await chat?.channel(workspace, id).catch(() => undefined);
  if (facts?.closed) throw new UserError("not_allowed", facts.closed);
  if (facts === null && channel?.parent)
    throw new UserError("not_allowed", "I cannot see this thread. Mention me in it to add me, then type it again.");
  return id;
}

async function mailboxOf({ store, mail, workspace, caller }: Context): Promise<string> {
  if (!mail) throw noMailServer();
  const address = await store.mailAddresses.of(workspace.id, caller.id);
  if (address && address.stopped === null) return mailChannel(caller.id);
  throw new UserError(
    "not_allowed",
    address
      ? `Mails to your address do not arrive any more: ${address.stopped}. Type \`/papers email <your address>\` to set it up anew.`
      : "I don't know your e-mail address yet. Type `/papers email <your address>` first: I send a code there.",
  );
}

/** Where no mail server is set up. */
export const noMailServer = () =>
  new UserError(
    "not_allowed",
    "E-mail is not set up here. Whoever runs the bot sets SMTP_URL and MAIL_FROM; the README says how.",
  );

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
