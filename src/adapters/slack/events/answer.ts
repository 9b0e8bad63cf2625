import type { WebClient } from "@slack/web-api";
import type { Adapter, CommandCall, Host, SendOutcome } from "../../../core/adapter.ts";
import type { Target } from "../../../core/platform.ts";
import type { Reply } from "../../../core/command/reply.ts";
import { papersOf, partPressed, textMessage, type Message } from "../../../core/messages/message.ts";
import type { Log } from "../../../log.ts";
import type { SlackMembers } from "../members.ts";
import { payload, type SlackPosts } from "../posts.ts";
import { dialogView, formView, homeView } from "../draw/views.ts";
import type { SlackWorkspaces } from "../connection/workspaces.ts";

/** The ways an interaction can be answered; null where Slack offers none. */
export interface Surface {
  /** May be used 5 times in 30 minutes. */
  responseUrl: string | null;
  /** Opens a dialog; valid for 3 seconds. */
  trigger: string | null;
  /** Where the pressed button or the submitted form stands; null for what was typed. */
  pressed: Pressed | null;
}

/** A message that its reader alone sees, one for everybody, a dialog, or the app's Home. */
export type Pressed = { on: "private" | "post"; call: string } | { on: "dialog"; view: string } | { on: "home" };

/** What answering needs. */
export interface AnswerParts {
  workspaces: SlackWorkspaces;
  members: SlackMembers;
  posts: SlackPosts;
  split: Adapter["split"];
  host: Host;
  log: Log;
  /** How long a command or dialog waits for its answer, in milliseconds. */
  patienceMs: number;
  /** The hosts that a `response_url` may have. */
  responseHosts: string[];
}

const responseMs = 10_000;

/** Shows a reply as it asks: in place, privately, in a dialog, in the channel or as a file; `waited` replaces "Looking…". */
export async function showReply(
  parts: AnswerParts,
  call: CommandCall,
  reply: Reply,
  surface: Surface,
  waited = false,
): Promise<void> {
  const announce = async () => {
    if (reply.announce) await postToChannel(parts, call, reply.announce, surface);
  };
  const client = await parts.workspaces.client(call.workspace);
  if (reply.form && surface.trigger && client) {
    await client.views.open({ trigger_id: surface.trigger, view: formView(reply.form, call, surface.responseUrl) });
    return;
  }
  if (reply.file && client) await sendFile(parts, client, call, reply.file);
  if (reply.redraws) await redraw(parts, call, reply.redraws, surface);
  if (reply.message) {
    if (reply.visibility === "channel") await postToChannel(parts, call, reply.message, surface);
    else if (reply.replaces && surface.pressed?.on !== "post" && (await redraw(parts, call, reply.message, surface)))
      return announce();
    else if (
      reply.dialog &&
      surface.trigger &&
      client &&
      (await openDialog(parts, client, call, surface, surface.trigger, reply.message))
    )
      return;
    else await answerPrivately(parts, call, reply.message, surface, waited);
  }
  await announce();
}

/** Draws a message in place of the pressed one; false where that cannot be. */
async function redraw(parts: AnswerParts, call: CommandCall, message: Message, surface: Surface): Promise<boolean> {
  const { responseUrl, pressed } = surface;
  const client = await parts.workspaces.client(call.workspace);
  const drawn = await parts.members.withNames(call.workspace, message);
  switch (pressed?.on) {
    case "home":
      await client?.views.publish({ user_id: call.caller.id, view: homeView(drawn) });
      return true;
    case "dialog":
      await client?.views.update({ view_id: pressed.view, view: dialogView(drawn, call, responseUrl) });
      return true;
    case "private":
    case "post": {
      const part = partPressed(parts.split(drawn), pressed.call);
      const type = pressed.on === "post" ? "in_channel" : "ephemeral";
      const body = part && { response_type: type, replace_original: true, ...payload(part) };
      return responseUrl !== null && body !== null && respond(parts, responseUrl, body);
    }
    case undefined:
      return false;
  }
}

/** Shows a message to the caller only: by `response_url`, else as an ephemeral message, else as a direct message. */
export async function answerPrivately(
  parts: AnswerParts,
  call: CommandCall,
  message: Message,
  surface: Surface,
  replaces: boolean,
): Promise<void> {
  const drawn = await parts.members.withNames(call.workspace, message);
  for (const [place, part] of parts.split(drawn).entries()) {
    const replace = replaces && place === 0;
    const body = { response_type: "ephemeral", replace_original: replace, delete_original: false, ...payload(part) };
    if (surface.responseUrl && (await respond(parts, surface.responseUrl, body))) continue;
    await postEphemeral(parts, call, part);
  }
}

async function postEphemeral(
  { workspaces, posts, log }: AnswerParts,
  call: CommandCall,
  message: Message,
): Promise<void> {
  const client = await workspaces.client(call.workspace);
  const { channel } = call;
  if (client && channel && !channel.direct) {
    const thread = channel.thread ? { thread_ts: channel.thread } : {};
    const said = await client.chat
      .postEphemeral({ channel: channel.id, user: call.caller.id, ...thread, ...payload(message) })
      .catch(() => null);
    if (said) return;
  }
  const target = channel?.direct ? callTarget(call, channel) : await posts.direct(call, call.caller.id);
  const outcome = target ? await posts.send({ target, message, marker: "", plain: false }) : null;
  if (outcome?.status !== "sent") log.warn({ outcome }, "an answer could not be shown to its caller");
}

/** Posts in the channel and records the posts, so that reactions on them count. */
async function postToChannel(parts: AnswerParts, call: CommandCall, message: Message, surface: Surface): Promise<void> {
  const { channel } = call;
  if (!channel) return;
  const target = callTarget(call, channel);
  for (const part of parts.split(message)) {
    const outcome = await parts.posts.send({ target, message: part, marker: "", plain: false });
    if (outcome.status === "sent") {
      await parts.host.recordPosts([
        { post: { ...target, message: outcome.message }, papers: papersOf(part), drawn: part },
      ]);
    } else if (!(await postByResponseUrl(parts, call, part, surface, outcome))) return;
  }
}

const notPosted = {
  outside: "I could not post that here. Type /invite @papers in the channel, then try again.",
  unsure: "Slack did not say whether it posted that. Look in the channel before you try again.",
  not_now: "Slack does not take that message now. Try again in a minute.",
};

/** Posts by `response_url`, which works also where the bot is not a member of the channel. */
async function postByResponseUrl(
  parts: AnswerParts,
  call: CommandCall,
  part: Message,
  surface: Surface,
  outcome: SendOutcome,
): Promise<boolean> {
  const outside = outcome.status === "refused" && (outcome.why === "forbidden" || outcome.why === "channel_gone");
  const drawn = await parts.members.withNames(call.workspace, part);
  const body = { response_type: "in_channel", replace_original: false, ...payload(drawn) };
  if (outside && surface.responseUrl && (await respond(parts, surface.responseUrl, body))) return true;
  parts.log.warn({ outcome }, "an answer could not be posted");
  const why = outside ? "outside" : outcome.status === "ambiguous" ? "unsure" : "not_now";
  await answerPrivately(parts, call, textMessage(notPosted[why]), surface, false);
  return false;
}

async function respond({ responseHosts, log }: AnswerParts, url: string, body: object): Promise<boolean> {
  if (!responseHosts.includes(new URL(url).host)) return false;
  try {
    const answered = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(responseMs),
    });
    if (!answered.ok) log.warn({ status: answered.status }, "Slack did not take a private answer");
    return answered.ok;
  } catch (error) {
    log.warn({ err: error }, "a private answer did not reach Slack");
    return false;
  }
}

async function openDialog(
  parts: AnswerParts,
  client: WebClient,
  call: CommandCall,
  { responseUrl }: Surface,
  trigger: string,
  message: Message,
) {
  const drawn = await parts.members.withNames(call.workspace, message);
  return client.views.open({ trigger_id: trigger, view: dialogView(drawn, call, responseUrl) }).then(
    () => true,
    () => false,
  );
}

/** Sends a file to the member's direct messages, because a file in a channel is never private. */
async function sendFile(
  { posts, log }: AnswerParts,
  client: WebClient,
  call: CommandCall,
  file: NonNullable<Reply["file"]>,
) {
  const target = await posts.direct(call, call.caller.id);
  if (!target) return;
  await client
    .filesUploadV2({ channel_id: target.channel, filename: file.name, content: file.text })
    .catch((error: unknown) => {
      log.warn({ err: error }, "a file could not be sent");
    });
}

const callTarget = (call: CommandCall, channel: NonNullable<CommandCall["channel"]>): Target => ({
  platform: call.platform,
  workspace: call.workspace,
  channel: channel.id,
  thread: channel.thread,
});
