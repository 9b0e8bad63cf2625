import { blockFaults, viewFaults } from "./block-limits.ts";
import { directMessages, type FakeChannel, type FakeMessage, type FakeTeam } from "./state.ts";

type Body = Record<string, unknown>;
type Answer = Record<string, unknown>;

/** What a method may need beside its workspace. */
export interface MethodWorld {
  now(): Date;
  nextTs(): string;
  uploads: Map<string, { content: string; name: string }>;
  base(): string;
  revoke(team: FakeTeam): void;
}

type Method = (team: FakeTeam, body: Body, world: MethodWorld) => Answer;

const error = (code: string, more: Answer = {}): Answer => ({ ok: false, error: code, ...more });
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const parsed = (value: unknown): unknown =>
  typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value;

function channelOf(team: FakeTeam, body: Body): FakeChannel | Answer {
  const channel = team.channels.get(text(body["channel"]));
  if (!channel) return error("channel_not_found");
  return channel;
}

const isChannel = (found: FakeChannel | Answer): found is FakeChannel => "messages" in found;

function writable(team: FakeTeam, body: Body): FakeChannel | Answer {
  const channel = channelOf(team, body);
  if (!isChannel(channel)) return channel;
  if (channel.archived) return error("is_archived");
  if (!channel.members.has(team.botUser)) return error("not_in_channel");
  const faults = blockFaults(parsed(body["blocks"]), "message");
  if (faults.length > 0) return error("invalid_blocks", { response_metadata: { messages: faults } });
  if (text(body["text"]) === "" && !body["blocks"]) return error("no_text");
  if (text(body["text"]).length > 40_000) return error("msg_too_long");
  return channel;
}

const shown = (message: FakeMessage, metadata: boolean): Answer => ({
  type: "message",
  ts: message.ts,
  user: message.user,
  text: message.text,
  ...(message.bot_id ? { bot_id: message.bot_id } : {}),
  ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
  ...(message.blocks ? { blocks: message.blocks } : {}),
  ...(metadata && message.metadata ? { metadata: message.metadata } : {}),
});

function pageOf(messages: FakeMessage[], body: Body): Answer {
  const after = messages.filter(({ ts, deleted }) => !deleted && Number(ts) >= Number(body["oldest"] ?? 0));
  const from = Number(text(body["cursor"]).replace("from:", "") || 0);
  const limit = Number(body["limit"] ?? 100);
  const more = after.length > from + limit;
  return {
    ok: true,
    messages: after
      .slice(from, from + limit)
      .map((message) => shown(message, String(body["include_all_metadata"]) === "true")),
    has_more: more,
    response_metadata: { next_cursor: more ? `from:${from + limit}` : "" },
  };
}

/** Slack's Web API, as far as the bot uses it. */
export const methods: Record<string, Method> = {
  "auth.test": (team) => ({
    ok: true,
    team: team.name,
    team_id: team.id,
    user: "papers",
    user_id: team.botUser,
    bot_id: team.botId,
  }),
  "auth.revoke": (team, _body, world) => {
    world.revoke(team);
    return { ok: true, revoked: true };
  },
  "chat.postMessage"(team, body, world) {
    const channel = team.users.has(text(body["channel"]))
      ? directMessages(team, text(body["channel"]))
      : writable(team, body);
    if (!isChannel(channel)) return channel;
    const message: FakeMessage = {
      ts: world.nextTs(),
      user: team.botUser,
      bot_id: team.botId,
      text: text(body["text"]),
      blocks: parsed(body["blocks"]) as unknown[],
      metadata: parsed(body["metadata"]),
      ...(body["thread_ts"] ? { thread_ts: text(body["thread_ts"]) } : {}),
      reactions: new Map(),
      edits: 0,
    };
    channel.messages.push(message);
    return { ok: true, channel: channel.id, ts: message.ts, message: shown(message, false) };
  },
  "chat.postEphemeral"(team, body, world) {
    const channel = writable(team, body);
    if (!isChannel(channel)) return channel;
    const user = text(body["user"]);
    if (!channel.members.has(user)) return error("user_not_in_channel");
    channel.whispers.push({
      user,
      text: text(body["text"]),
      blocks: parsed(body["blocks"]) as unknown[],
      thread_ts: text(body["thread_ts"]),
    });
    return { ok: true, message_ts: world.nextTs() };
  },
  "chat.update"(team, body) {
    const channel = writable(team, body);
    if (!isChannel(channel)) return channel;
    const message = channel.messages.find(({ ts, deleted }) => ts === body["ts"] && !deleted);
    if (!message) return error("message_not_found");
    if (message.user !== team.botUser) return error("cant_update_message");
    Object.assign(message, { text: text(body["text"]), blocks: parsed(body["blocks"]), edits: message.edits + 1 });
    return { ok: true, ts: message.ts, channel: channel.id };
  },
  "chat.unfurl"(team, body) {
    const channel = channelOf(team, body);
    if (!isChannel(channel)) return channel;
    const unfurls = Object.entries(parsed(body["unfurls"]) as Record<string, { blocks: unknown[] }>);
    const faults = unfurls.flatMap(([, { blocks }]) => blockFaults(blocks, "message"));
    if (faults.length > 0) return error("cannot_parse_attachment", { response_metadata: { messages: faults } });
    for (const [url, { blocks }] of unfurls) channel.unfurls.push({ ts: text(body["ts"]), url, blocks });
    return { ok: true };
  },
  "chat.delete"(team, body) {
    const channel = channelOf(team, body);
    if (!isChannel(channel)) return channel;
    const message = channel.messages.find(({ ts, deleted }) => ts === body["ts"] && !deleted);
    if (!message) return error("message_not_found");
    message.deleted = true;
    return { ok: true, ts: message.ts };
  },
  "chat.getPermalink": (team, body) => ({
    ok: true,
    permalink: `https://${team.id.toLowerCase()}.slack.example/archives/${text(body["channel"])}/p${text(body["message_ts"]).replace(".", "")}`,
  }),
  "conversations.history"(team, body) {
    const channel = channelOf(team, body);
    if (!isChannel(channel)) return channel;
    if (!channel.members.has(team.botUser)) return error("not_in_channel");
    return pageOf(channel.messages.filter(({ thread_ts: thread }) => !thread).toReversed(), body);
  },
  "conversations.replies"(team, body) {
    const channel = channelOf(team, body);
    if (!isChannel(channel)) return channel;
    const parent = text(body["ts"]);
    const thread = channel.messages.filter(({ ts, thread_ts }) => ts === parent || thread_ts === parent);
    return thread.length === 0 ? error("thread_not_found") : pageOf(thread, body);
  },
  "conversations.info"(team, body) {
    const channel = channelOf(team, body);
    if (!isChannel(channel)) return channel;
    const { id, name, archived, members, isPrivate } = channel;
    const isMember = members.has(team.botUser);
    if (isPrivate && !isMember) return error("channel_not_found");
    const facts = { is_archived: archived, is_member: isMember, is_im: id.startsWith("D"), is_private: isPrivate };
    return { ok: true, channel: { id, name, ...facts } };
  },
  "conversations.members"(team, body) {
    const channel = channelOf(team, body);
    if (!isChannel(channel)) return channel;
    if (channel.isPrivate && !channel.members.has(team.botUser)) return error("channel_not_found");
    const members = [...channel.members];
    const from = Number(text(body["cursor"]).replace("from:", "") || 0);
    const to = from + Number(body["limit"] ?? 100);
    const next = to < members.length ? `from:${to}` : "";
    return { ok: true, members: members.slice(from, to), response_metadata: { next_cursor: next } };
  },
  "conversations.open"(team, body) {
    const user = text(body["users"]);
    return team.users.has(user)
      ? { ok: true, channel: { id: directMessages(team, user).id } }
      : error("user_not_found");
  },
  "reactions.get"(team, body) {
    const channel = channelOf(team, body);
    if (!isChannel(channel)) return channel;
    const message = channel.messages.find(({ ts, deleted }) => ts === body["timestamp"] && !deleted);
    if (!message) return error("message_not_found");
    // Slack leaves members out of long lists unless it is asked for all of them.
    const most = String(body["full"]) === "true" ? Infinity : 2;
    const reactions = [...message.reactions].map(([name, users]) => ({
      name,
      users: users.slice(0, most),
      count: users.length,
    }));
    return { ok: true, type: "message", message: { ...shown(message, false), reactions } };
  },
  "users.info"(team, body) {
    const user = team.users.get(text(body["user"]));
    return user
      ? { ok: true, user: { ...user, real_name: user.name, profile: { display_name: user.name } } }
      : error("user_not_found");
  },
  "views.open"(team, body) {
    const view = parsed(body["view"]) as Body;
    const faults = viewFaults(view);
    if (faults.length > 0) return error("invalid_arguments", { response_metadata: { messages: faults } });
    if (!text(body["trigger_id"])) return error("invalid_trigger_id");
    const id = `V${team.views.length + 1}`;
    team.views.push({ trigger: text(body["trigger_id"]), view: { ...view, id, updates: 0 } as never });
    return { ok: true, view: { id } };
  },
  "views.update"(team, body) {
    const view = parsed(body["view"]) as Body;
    const faults = viewFaults(view);
    if (faults.length > 0) return error("invalid_arguments", { response_metadata: { messages: faults } });
    const open = team.views.find((each) => each.view.id === body["view_id"]);
    if (!open) return error("not_found");
    open.view = { ...view, id: open.view.id, updates: open.view.updates + 1 } as never;
    return { ok: true, view: { id: open.view.id } };
  },
  "views.publish"(team, body) {
    const view = parsed(body["view"]) as Body;
    const faults = viewFaults(view);
    if (faults.length > 0) return error("invalid_arguments", { response_metadata: { messages: faults } });
    team.homes.set(text(body["user_id"]), view);
    return { ok: true, view: { id: "VH" } };
  },
  "files.getUploadURLExternal"(_team, body, world) {
    const id = `F${world.uploads.size + 1}`;
    world.uploads.set(id, { content: "", name: text(body["filename"]) });
    return { ok: true, file_id: id, upload_url: `${world.base()}/upload/${id}` };
  },
  "files.completeUploadExternal"(team, body, world) {
    const files = parsed(body["files"]) as { id: string }[];
    const channel = team.channels.get(text(body["channel_id"]));
    if (!channel) return error("channel_not_found");
    for (const { id } of files) {
      const upload = world.uploads.get(id);
      if (upload) channel.files.push({ user: team.botUser, name: upload.name, content: upload.content });
    }
    return { ok: true, files };
  },
};
