import { UserError } from "../../errors.ts";
import type { AnyCommand, Context } from "./define.ts";

type Where = Pick<Context, "platform" | "channel" | "caller" | "store" | "workspace" | "chat">;

const refused = (text: string) => new UserError("not_allowed", text);

/** Refuses a call whose place or caller does not fit the command; what is unknown counts as no. */
export async function checkAccess(command: AnyCommand, values: Record<string, unknown>, where: Where): Promise<void> {
  const { name, place, access } = command;
  if ((typeof place === "function" ? place(values) : place) === "channel") checkPlace(name, where);
  if ((typeof access === "function" ? access(values) : access) === "configurer") await checkConfigurer(name, where);
}

function checkPlace(name: string, { platform, channel }: Where): void {
  if (channel) return;
  throw refused(
    platform === "terminal"
      ? `\`${name}\` needs a channel, and a terminal has none. Connect a chat (the README says how) and type it there.`
      : `\`${name}\` needs a channel. Type it in the channel it is meant for.`,
  );
}

/** Refuses whoever may not change what happens in a channel: the one it was typed in, or another one of the workspace. */
export async function checkConfigurer(name: string, where: Where, inChannel?: string): Promise<void> {
  const { channel, caller, store, workspace, chat } = where;
  checkPlace(name, where);
  if (channel?.direct) {
    throw refused(`\`${name}\` changes a channel, and this is a direct message. Type it in that channel.`);
  }
  const elsewhere = inChannel !== undefined && inChannel !== channel?.id;
  const asked = elsewhere ? chat?.member(workspace, caller.id, inChannel) : caller.profile();
  const profile = (await asked?.catch(() => null)) ?? null;
  const { locked } = await store.settings.all(workspace.id);
  if (profile && !profile.isBot && profile.mayConfigure === true && (locked !== "yes" || profile.isAdmin === true))
    return;
  throw refused(
    locked === "yes"
      ? `An admin locked the roundups here, so only admins can use \`${name}\`. Ask one of them.`
      : `Only members who may manage channels can use \`${name}\`. Ask one of them to type it here.`,
  );
}
