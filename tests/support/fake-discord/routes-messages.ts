import { PermissionFlagsBits as P } from "discord-api-types/v10";
import { invalidBody, refusal } from "./errors.ts";
import { botMay } from "./permissions.ts";
import type { Call, Route } from "./rest.ts";
import { channelOf } from "./routes-places.ts";
import type { FakeState } from "./state.ts";
import { type Channel, type Component, isThread, type Message } from "./world.ts";
import { messageOut } from "./wire.ts";
import { visibleIn } from "./world.ts";

/** The flag of a message that was published to a channel's followers. */
export const crossposted = 1 << 0;

/** How long a nonce is remembered: "the past few minutes". */
const nonceMs = 180_000;

interface Body {
  content?: string | null;
  components?: Component[] | null;
  flags?: number | null;
  nonce?: string | number | null;
  enforce_nonce?: boolean | null;
}

/** A new message with what a body says; it is not yet in any channel. */
export function draft(state: FakeState, channel: string, body: Body, files: Call["files"]): Message {
  const { world } = state;
  return {
    id: world.snowflake(),
    channel,
    author: world.bot,
    content: body.content ?? "",
    components: body.components ?? [],
    flags: body.flags ?? 0,
    nonce: body.nonce === undefined || body.nonce === null ? null : String(body.nonce),
    at: world.now(),
    edited: null,
    reactions: new Map(),
    attachments: files.map(({ name, text }) => ({ id: world.snowflake(), filename: name, size: text.length, text })),
    seenBy: null,
    interaction: null,
    deleted: false,
  };
}

/** Puts a body's content in place of a message's own. */
export function rewrite(state: FakeState, message: Message, body: Body, files: Call["files"]): void {
  if (body.content !== undefined) message.content = body.content ?? "";
  if (body.components !== undefined) message.components = body.components ?? [];
  if (body.flags !== undefined) message.flags = (message.flags & 64) | (body.flags ?? 0);
  message.attachments.push(...draft(state, message.channel, {}, files).attachments);
  message.edited = state.world.now();
}

const mayPost = (call: Call, channel: Channel): boolean =>
  botMay(call.state.world, channel, isThread(channel) ? P.SendMessagesInThreads : P.SendMessages);

/** The message an earlier call with the same nonce made; a deleted one answers as Discord does. */
function repeated({ world, nonces }: FakeState, body: Body): Message | null {
  if (!body.enforce_nonce || body.nonce === undefined || body.nonce === null) return null;
  const known = nonces.get(String(body.nonce));
  if (!known || world.now().getTime() - known.at.getTime() > nonceMs) return null;
  if (known.message.deleted) throw refusal(10008);
  return known.message;
}

function create(call: Call): unknown {
  const { state } = call;
  const channel = channelOf(call);
  if (!mayPost(call, channel) || channel.locked) throw refusal(50013);
  if (channel.type === 15) throw refusal(50008);
  const body = call.body as Body;
  const message = repeated(state, body) ?? draft(state, channel.id, body, call.files);
  state.world.messages.set(message.id, message);
  if (message.nonce !== null) state.nonces.set(message.nonce, { message, at: message.at });
  return messageOut(state.world, message);
}

/** The message a path names, if it is in its channel and everybody may see it. */
export function messageOf(call: Call): Message {
  const channel = channelOf(call);
  const id = call.params["message"] ?? "";
  if (!/^\d+$/.test(id)) throw invalidBody([`"${id}" is not snowflake.`]);
  const message = call.state.world.messages.get(id);
  if (!message || message.deleted || message.channel !== channel.id || message.seenBy !== null) throw refusal(10008);
  return message;
}

function own(call: Call): Message {
  const message = messageOf(call);
  if (message.author !== call.state.world.bot) throw refusal(50005);
  return message;
}

/** A page of a channel: empty, not refused, without the permission to read it. */
function history(call: Call): unknown {
  const { state, query } = call;
  const channel = channelOf(call);
  if (!botMay(state.world, channel, P.ReadMessageHistory)) return [];
  const limit = Number(query.get("limit") ?? 50);
  const after = query.get("after");
  const before = query.get("before");
  const all = visibleIn(state.world, channel.id).filter(
    ({ id }) => (after === null || BigInt(id) > BigInt(after)) && (before === null || BigInt(id) < BigInt(before)),
  );
  // With `after`, the oldest that follow; else the newest. Always newest first.
  const page = after === null ? all.slice(-limit) : all.slice(0, limit);
  return page.reverse().map((message) => messageOut(state.world, message));
}

/** Messages of channels. */
export const messageRoutes: Route[] = [
  ["POST", "/channels/:channel/messages", create],
  ["GET", "/channels/:channel/messages", history],
  ["GET", "/channels/:channel/messages/:message", (call) => messageOut(call.state.world, messageOf(call))],
  [
    "POST",
    "/channels/:channel/messages/:message/crosspost",
    (call) => {
      if (channelOf(call).type !== 5) throw refusal(50024);
      const message = own(call);
      message.flags |= crossposted;
      return messageOut(call.state.world, message);
    },
  ],
  [
    "PATCH",
    "/channels/:channel/messages/:message",
    (call) => {
      const message = own(call);
      rewrite(call.state, message, call.body, call.files);
      return messageOut(call.state.world, message);
    },
  ],
  [
    "DELETE",
    "/channels/:channel/messages/:message",
    (call) => {
      own(call).deleted = true;
    },
  ],
];
