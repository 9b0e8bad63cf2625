import type { FakeState } from "./state.ts";
import type { Message, User } from "./world.ts";
import { memberOut } from "./wire.ts";

/** A member reacts, or takes a reaction back. */
export function react(state: FakeState, user: User, message: Message, emoji: string, added: boolean): void {
  const users = (message.reactions.get(emoji) ?? []).filter(({ id }) => id !== user.id);
  if (added) users.push(user);
  message.reactions.delete(emoji);
  if (users.length > 0) message.reactions.set(emoji, users);
  reactionEvent(state, user, message, emoji, added);
}

/** Sends (perhaps once more) the event of a reaction. */
export function reactionEvent(state: FakeState, user: User, message: Message, emoji: string, added: boolean): void {
  const guild = state.world.channels.get(message.channel)?.guild ?? null;
  const member = state.world.guilds.get(guild ?? "")?.members.get(user.id);
  state.gateway.dispatch(
    added ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE",
    {
      user_id: user.id,
      channel_id: message.channel,
      message_id: message.id,
      ...(guild ? { guild_id: guild } : {}),
      ...(added && member ? { member: memberOut(member), message_author_id: message.author.id } : {}),
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
    },
    guild,
  );
}

/** Takes all reactions, or all of one emoji, from a message. */
export function clearReactions(state: FakeState, message: Message, emoji: string | null): void {
  const guild = state.world.channels.get(message.channel)?.guild ?? null;
  const where = { channel_id: message.channel, message_id: message.id, ...(guild ? { guild_id: guild } : {}) };
  if (emoji === null) message.reactions.clear();
  else message.reactions.delete(emoji);
  if (emoji === null) state.gateway.dispatch("MESSAGE_REACTION_REMOVE_ALL", where, guild);
  else state.gateway.dispatch("MESSAGE_REACTION_REMOVE_EMOJI", { ...where, emoji: { id: null, name: emoji } }, guild);
}
