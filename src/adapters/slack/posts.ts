import type { ChatPostMessageResponse, WebClient } from "@slack/web-api";
import type { Adapter, Attempt, FindOutcome, SendOutcome } from "../../core/adapter.ts";
import type { PostRef, Target } from "../../core/platform.ts";
import type { Message, Span } from "../../core/messages/message.ts";
import { cutText } from "../../core/messages/cut.ts";
import { plainText, spanText } from "../../core/messages/plain-text.ts";
import { blocksOf } from "./draw/blocks.ts";
import { outcomeOf } from "./errors.ts";
import { limits } from "./limits.ts";
import type { SlackMembers } from "./members.ts";
import type { SlackWorkspaces } from "./connection/workspaces.ts";

const eventType = "papers_delivery";
const historyLookBackMs = 60_000;
const mostHistoryPages = 20;

const revoked: SendOutcome = { status: "refused", why: "token_revoked", detail: "not installed in this workspace" };

/** Sends, finds and edits messages in channels. */
export type SlackPosts = Pick<Adapter, "send" | "find" | "edit" | "threadUnder" | "direct" | "permalink">;

/** A message's fallback text and blocks, as Slack's methods take them. */
export const payload = (message: Message, plain = false) => ({
  text: fallbackText(message) || " ",
  ...(plain ? { mrkdwn: false } : { blocks: blocksOf(message) }),
  unfurl_links: false,
  unfurl_media: false,
});

/** The text for notifications and old clients. Channels stand in it as references, which Slack shows by name. */
const fallbackText = (message: Message): string =>
  escapeMrkdwn(cutText(plainText(message, markChannel), limits.fallbackText))
    .replace(new RegExp(`${referenceMarks.open}([A-Z0-9]+)${referenceMarks.close}`, "g"), "<#$1>")
    .replaceAll("\u0001", "")
    .replaceAll("\u0002", "");

/** As long as what they become, with signs that no text of a message has: control characters are taken out of what comes from outside. */
const referenceMarks = { open: "\u0001#", close: "\u0002" };

const markChannel = (span: Span): string =>
  "channel" in span ? `${referenceMarks.open}${span.channel}${referenceMarks.close}` : spanText(span);

/** Escapes the three characters that Slack interprets in text, so that it holds no mention and no link. */
const escapeMrkdwn = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Makes a Slack poster. Each call is one request without retries; failures become a `SendOutcome`. */
export function createPosts(
  workspaces: SlackWorkspaces,
  members: SlackMembers,
  now: () => Date,
  settleMs: number,
): SlackPosts {
  const { anyTeam } = workspaces;
  const attempt = async (target: Target, run: (token: string) => Promise<{ ts?: string }>): Promise<SendOutcome> => {
    try {
      const access = await workspaces.access(target.workspace);
      if (!access) return revoked;
      const { ts } = await run(access.token);
      return ts ? { status: "sent", message: ts } : { status: "ambiguous", detail: "an answer without a timestamp" };
    } catch (error) {
      return outcomeOf(error, now());
    }
  };
  const withNamesDrawn = async (target: Target, message: Message, plain = false) =>
    payload(await members.withNames(target.workspace, message), plain);

  return {
    async send({ target, message, marker, plain }) {
      const body = await withNamesDrawn(target, message, plain);
      // As JSON already, because the client would otherwise walk through every block for a debug line of its log.
      const blocks = "blocks" in body ? { blocks: JSON.stringify(body.blocks) } : {};
      const posting = {
        channel: target.channel,
        ...(target.thread ? { thread_ts: target.thread } : {}),
        ...body,
        ...blocks,
        metadata: JSON.stringify({ event_type: eventType, event_payload: { delivery_id: marker } }),
      };
      return attempt(
        target,
        (token) => anyTeam.apiCall("chat.postMessage", { token, ...posting }) as Promise<ChatPostMessageResponse>,
      );
    },
    async find(sought, claimedAt) {
      const settled = new Date(claimedAt.getTime() + settleMs);
      if (now() < settled) return { status: "wait", until: settled };
      const client = await workspaces.client(sought.target.workspace);
      if (!client) return { status: "unreadable", why: "not installed in this workspace" };
      try {
        return await findInHistory(client, sought, claimedAt);
      } catch (error) {
        const outcome = outcomeOf(error, now());
        if (outcome.status === "rate_limited") return { status: "wait", until: outcome.until };
        if (outcome.status === "ambiguous" || outcome.why === "unreachable" || outcome.why === "token_revoked") {
          return { status: "wait", until: new Date(now().getTime() + settleMs) };
        }
        return { status: "unreadable", why: outcome.detail };
      }
    },
    async edit(post, message) {
      const body = await withNamesDrawn(post, message);
      return attempt(post, (token) => anyTeam.chat.update({ token, channel: post.channel, ts: post.message, ...body }));
    },
    threadUnder: async ({ platform, workspace, channel, message }: PostRef) => ({
      platform,
      workspace,
      channel,
      thread: message,
    }),
    async direct(where, member) {
      const client = await workspaces.client(where.workspace);
      try {
        const opened = await client?.conversations.open({ users: member });
        const channel = opened?.channel?.id;
        return channel ? { ...where, channel, thread: null } : null;
      } catch {
        return null;
      }
    },
    async permalink(post) {
      const client = await workspaces.client(post.workspace);
      try {
        const found = await client?.chat.getPermalink({ channel: post.channel, message_ts: post.message });
        return found?.permalink ?? null;
      } catch {
        return null;
      }
    },
  };
}

/** Reads the channel or thread from a minute before the claim on, and looks for the message with the marker. */
async function findInHistory(client: WebClient, { target, marker }: Attempt, claimedAt: Date): Promise<FindOutcome> {
  const oldest = ((claimedAt.getTime() - historyLookBackMs) / 1000).toFixed(6);
  let cursor: string | undefined;
  for (let page = 0; page < mostHistoryPages; page++) {
    const range = {
      channel: target.channel,
      oldest,
      limit: 100,
      include_all_metadata: true,
      ...(cursor ? { cursor } : {}),
    };
    const read = target.thread
      ? await client.conversations.replies({ ...range, ts: target.thread })
      : await client.conversations.history(range);
    const found = read.messages?.find((message) => markerOf(message) === marker);
    if (found?.ts) return { status: "sent", message: found.ts };
    cursor = read.response_metadata?.next_cursor;
    if (!read.has_more || !cursor) return { status: "absent" };
  }
  return { status: "unreadable", why: "too many messages since then" };
}

function markerOf(message: object): string | null {
  const { metadata } = message as { metadata?: { event_type?: string; event_payload?: { delivery_id?: unknown } } };
  const id = metadata?.event_type === eventType ? metadata.event_payload?.delivery_id : null;
  return typeof id === "string" ? id : null;
}
