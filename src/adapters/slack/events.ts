import type { App, Context } from "@slack/bolt";
import type { SlackConfig } from "../../config.ts";
import type { CommandCall, Request } from "../../core/adapter.ts";
import { decodeButton } from "../../core/command/button.ts";
import { textMessage } from "../../core/messages/message.ts";
import { answer, toCaller, type AnswerParts, type Surface } from "./answer.ts";
import { findShortcut, slashCommand } from "./scopes.ts";
import { formCallback, formValues, homeView, type FormMemory } from "./views.ts";
import { workspaceRef } from "./workspaces.ts";

/** What turning events into calls needs. */
export interface ListenParts extends Omit<AnswerParts, "responseHosts"> {
  config: SlackConfig;
  /** The workspace whose installation this is, from what an event tells. */
  teamOf(told: string): string;
  botUser(team: string): Promise<string>;
  joined(team: string, name: string, installer: string | null): Promise<void>;
  left(team: string): Promise<void>;
}

/** Longest silence before the caller is told that we are at it. */
const patienceMs = 2_000;
const nothing: Surface = { responseUrl: null, trigger: null, pressed: false };

/** Every event acknowledges first, is effective once, and ends in a call of the host; answers what waits for those under way. */
export function listen(app: App, listening: ListenParts): () => Promise<void> {
  const { host, log, workspaces, members } = listening;
  const teamOf = (told: string) => listening.teamOf(told);
  const apiHost = new URL(listening.config.apiUrl).host;
  const responseHosts = apiHost === "slack.com" ? ["hooks.slack.com"] : [apiHost];
  const parts: AnswerParts = { ...listening, responseHosts };

  const underWay = new Set<Promise<void>>();
  const once = async (id: string, work: () => Promise<void>): Promise<void> => {
    const done = handle(id, work);
    underWay.add(done);
    await done.finally(() => underWay.delete(done));
  };
  const handle = async (id: string, work: () => Promise<void>): Promise<void> => {
    try {
      if (await host.firstSeen("slack", id)) await work();
    } catch (error) {
      log.error({ err: error, event: id.slice(0, 60) }, "a Slack event could not be handled");
    }
  };
  const delivery = ({ deliveryId }: Context) => `delivery:${String(deliveryId)}`;
  const run = async (call: CommandCall, surface: Surface) => {
    const { reply, waited } = await patiently(call, surface);
    await answer(parts, call, waited ? { ...reply, replaces: true } : reply, surface);
  };
  const patiently = async (call: CommandCall, surface: Surface) => {
    let waited = false;
    const timer = setTimeout(() => {
      if (!surface.responseUrl || surface.pressed) return;
      waited = true;
      void toCaller(parts, call, textMessage("Looking…"), surface, false);
    }, patienceMs);
    try {
      return { reply: await host.command(call), waited };
    } finally {
      clearTimeout(timer);
    }
  };
  const callOf = (
    team: string,
    user: string,
    channel: CommandCall["channel"],
    request: Request,
    message: string | null,
  ) => ({
    ...workspaceRef(team),
    channel,
    caller: { id: user, profile: () => members.member(workspaceRef(team), user, channel?.id ?? null) },
    request,
    message,
  });

  app.command(slashCommand, async ({ ack, body, context }) => {
    await ack();
    const channel = place(body.channel_id, null);
    const call = callOf(
      teamOf(body.team_id),
      body.user_id,
      channel,
      { kind: "words", words: unescape(body.text ?? "") },
      null,
    );
    await once(delivery(context), () =>
      run(call, { responseUrl: body.response_url, trigger: body.trigger_id, pressed: false }),
    );
  });

  app.action(/^v1:/, async ({ ack, body, action, context }) => {
    await ack();
    if (body.type !== "block_actions" || !("action_id" in action)) return;
    const team = teamOf(body.team?.id ?? body.user.team_id ?? "");
    const channel = body.channel ? place(body.channel.id, threadOf(body.message)) : null;
    const message =
      typeof body.message?.["ts"] === "string"
        ? body.message["ts"]
        : ((body.container["message_ts"] as string | undefined) ?? null);
    const call = callOf(team, body.user.id, channel, { kind: "button", id: action.action_id }, message);
    await once(delivery(context), () =>
      run(call, { responseUrl: body.response_url ?? null, trigger: body.trigger_id ?? null, pressed: true }),
    );
  });

  app.shortcut(findShortcut, async ({ ack, body, context }) => {
    await ack();
    if (body.type !== "message_action") return;
    const channel = place(body.channel.id, null);
    const values = { links: unescape(body.message.text ?? "") };
    const call = callOf(
      teamOf(body.team?.id ?? ""),
      body.user.id,
      channel,
      { kind: "values", command: "find", values },
      null,
    );
    await once(delivery(context), () =>
      run(call, { responseUrl: body.response_url, trigger: body.trigger_id, pressed: false }),
    );
  });

  app.view(formCallback, async ({ ack, body, view, context }) => {
    await ack();
    await once(delivery(context), async () => {
      const memory = JSON.parse(view.private_metadata) as FormMemory;
      const { command, values } = decodeButton(memory.call);
      const request: Request = { kind: "values", command, values: { ...values, ...formValues(view.state.values) } };
      const call = callOf(teamOf(body.team?.id ?? ""), body.user.id, memory.channel, request, null);
      await run(call, { responseUrl: memory.responseUrl, trigger: null, pressed: true });
    });
  });

  const onEvent = <Event extends { type: string }>(name: string, work: (event: Event, team: string) => Promise<void>) =>
    app.event(name, async ({ event, body, context }) => {
      const team = teamOf(context.teamId ?? body.team_id);
      await once(`event:${body.event_id}`, () => work(event as unknown as Event, team));
    });

  onEvent<Typed>("app_mention", async ({ user, text, channel, thread_ts: thread, bot_id: bot }, team) => {
    if (bot || !user) return;
    const words = unescape(text.replace(/^\s*<@[A-Z0-9]+(?:\|[^>]*)?>/, ""));
    await run(callOf(team, user, place(channel, thread ?? null), { kind: "words", words }, null), nothing);
  });

  onEvent<Typed>(
    "message",
    async ({ user, text, channel, channel_type: kind, subtype, bot_id: bot, thread_ts: thread }, team) => {
      if (kind !== "im" || subtype || bot || !user) return;
      const where = { id: channel, thread: thread ?? null, direct: true };
      await run(callOf(team, user, where, { kind: "words", words: unescape(text) }, null), nothing);
    },
  );

  for (const [name, added] of [
    ["reaction_added", true],
    ["reaction_removed", false],
  ] as const) {
    onEvent<Reacted>(name, async ({ user, reaction, item }, team) => {
      if (item.type !== "message" || !item.channel || !item.ts) return;
      const isBot = user === (await listening.botUser(team)) || (await members.isBot(team, user));
      await host.reaction({
        ...workspaceRef(team),
        channel: item.channel,
        message: item.ts,
        member: user,
        isBot,
        emoji: reaction,
        added,
      });
    });
  }

  onEvent<{ type: string; user: string; tab?: string }>("app_home_opened", async ({ user, tab }, team) => {
    if (tab === "messages") return;
    const client = await workspaces.client(team);
    const home = await members.named(team, await host.home(workspaceRef(team), user));
    await client?.views.publish({ user_id: user, view: homeView(home) });
    await listening.joined(team, "", user);
  });

  onEvent<{ type: string; user: string; channel: string }>("member_joined_channel", async ({ user, channel }, team) => {
    if (user !== (await listening.botUser(team))) return;
    const target = { ...workspaceRef(team), channel, thread: null };
    const line = await host.channelJoined(target);
    if (line) await parts.posts.send({ target, message: line, marker: "", plain: false });
  });

  onEvent("app_uninstalled", async (_event, team) => listening.left(team));
  onEvent<{ type: string; tokens?: { bot?: string[] } }>("tokens_revoked", async ({ tokens }, team) => {
    if ((tokens?.bot ?? []).length > 0) await listening.left(team);
  });

  return async () => void (await Promise.allSettled(underWay));
}

interface Typed {
  type: string;
  user?: string;
  text: string;
  channel: string;
  channel_type?: string;
  thread_ts?: string;
  subtype?: string;
  bot_id?: string;
}

interface Reacted {
  type: string;
  user: string;
  reaction: string;
  item: { type: string; channel?: string; ts?: string };
}

const place = (id: string, thread: string | null): NonNullable<CommandCall["channel"]> => ({
  id,
  thread,
  direct: id.startsWith("D"),
});

const threadOf = (message: object | undefined): string | null =>
  message && "thread_ts" in message && typeof message.thread_ts === "string" ? message.thread_ts : null;

/** Slack encodes exactly three characters in text it hands over. */
const unescape = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
