import { UserError } from "../../errors.ts";
import { type Platform, platformNames } from "../platform.ts";
import type { AnyCommand, Context } from "./define.ts";

type Where = Pick<Context, "platform" | "channel" | "caller" | "store" | "workspace" | "chat">;

const notAllowed = (text: string) => new UserError("not_allowed", text);

/** The platform could not be asked: that says nothing about the member. */
const notAnswering = (platform: Platform) =>
  new UserError(
    "source_unavailable",
    `${platformNames[platform]} is not answering just now, so I cannot check who you are. Try again in a minute.`,
  );

/** Throws `not_allowed` if the command needs a channel or a configurer and the call has none. Unknown permissions count as no. */
export async function checkAccess(command: AnyCommand, values: Record<string, unknown>, where: Where): Promise<void> {
  const { name, place, access, options } = command;
  if ((typeof place === "function" ? place(values) : place) === "channel") checkPlace(name, where, "to" in options);
  const needed = typeof access === "function" ? access(values, where) : access;
  if (where.channel?.direct) await checkMember(where);
  if (needed === "configurer") await checkConfigurer(name, where);
  if (needed === "workspaceConfigurer") await checkConfigurer(name, where, null);
}

/** Direct messages stay open to people who left or were expelled: the team's papers and votes do not. */
async function checkMember({ caller, platform }: Where): Promise<void> {
  const profile = await caller.profile().catch(() => {
    throw notAnswering(platform);
  });
  if (!profile)
    throw notAllowed("You are not a member of this workspace any more, so nothing of it is shown or changed.");
}

/** `goesByMail`: the command can send to an e-mail address instead. */
function checkPlace(name: string, { platform, channel }: Where, goesByMail = false): void {
  if (channel) return;
  if (platform !== "terminal") throw notAllowed(`\`${name}\` needs a channel. Type it in the channel it is meant for.`);
  const otherwise = goesByMail ? "Add `to:email` for a roundup by e-mail, or connect" : "Connect";
  throw notAllowed(`\`${name}\` needs a channel, and a terminal has none. ${otherwise} a chat (the README says how).`);
}

/**
 * Throws if the caller may not change what happens in a channel: the one it was typed in, another one of the workspace by
 * its id, or the whole workspace (null).
 */
export async function checkConfigurer(name: string, where: Where, scope?: string | null): Promise<void> {
  const { channel, caller, store, workspace, chat, platform } = where;
  checkPlace(name, where);
  if (channel?.direct) {
    throw notAllowed(`\`${name}\` changes a channel, and this is a direct message. Type it in that channel.`);
  }
  const elsewhere = scope !== undefined && scope !== channel?.id;
  const profile = await (elsewhere && chat ? chat.member(workspace, caller.id, scope) : caller.profile()).catch(() => {
    throw notAnswering(platform);
  });
  const { locked } = await store.settings.all(workspace.id);
  if (profile && !profile.isBot && profile.mayConfigure === true && (locked !== "yes" || profile.isAdmin === true))
    return;
  if (profile?.isGuest === true) throw notAllowed(guestText(name));
  throw notAllowed(locked === "yes" ? lockedText(name) : scope === null ? workspaceText(name) : channelText(name));
}

const guestText = (name: string) => `Guests cannot use \`${name}\` for others. Ask a member of the team to do it.`;
const lockedText = (name: string) =>
  `An admin locked the roundups here, so only admins can use \`${name}\`. Ask one of them.`;
const channelText = (name: string) =>
  `Only members who may manage channels can use \`${name}\`. Ask one of them to type it here.`;
const workspaceText = (name: string) =>
  `Only members who may manage all channels here can change \`${name}\` for everybody. Ask one of them.`;
