import type { App } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import type { SlackConfig } from "../../../config/slack.ts";
import type { AnswerParts, Surface } from "./answer.ts";
import { type Calls, channelOf, unescape } from "./calls.ts";
import { blocksOf } from "../draw/blocks.ts";
import { homeView } from "../draw/views.ts";
import { workspaceRef } from "../connection/workspaces.ts";

/** What handling Slack's events needs. */
export interface ListenParts extends Omit<AnswerParts, "responseHosts"> {
  config: SlackConfig;
  /** The workspace whose installation this is, from what Slack tells; null where the bot is not installed for it. */
  installationOf(told: string): Promise<string | null>;
  botUser(team: string): Promise<string>;
  joined(team: string, name: string, installer: string | null): Promise<void>;
  /** Slack says that the bot was removed, or its token revoked. */
  left(team: string): Promise<void>;
}

/** Events have no `response_url` and no dialog: they are answered by posting. */
const noSurface: Surface = { responseUrl: null, trigger: null, pressed: null };

/** Listens to mentions, direct messages, reactions, the app's Home, and joining or leaving channels and workspaces. */
export function listenToEvents(app: App, calls: Calls, listening: ListenParts): void {
  const { host, workspaces, members } = listening;
  const onEvent = <Event extends { type: string }>(name: string, work: (event: Event, team: string) => Promise<void>) =>
    app.event(name, async ({ event, body, context }) => {
      await calls.once(`event:${body.event_id}`, async () => {
        const team = await listening.installationOf(context.teamId ?? body.team_id);
        if (team !== null) await work(event as unknown as Event, team);
      });
    });

  onEvent<Typed>("app_mention", async ({ user, text, channel, thread_ts: thread, bot_id: bot }, team) => {
    if (bot || !user) return;
    const words = unescape(text.replaceAll(mentionOf(await listening.botUser(team)), " ").trim());
    await calls.run(
      calls.callFrom({ team, user }, channelOf(channel, thread ?? null), { kind: "written", words }),
      noSurface,
    );
  });

  onEvent<Typed>(
    "message",
    async ({ user, text, channel, channel_type: kind, subtype, bot_id: bot, thread_ts: thread }, team) => {
      if (kind !== "im" || subtype || bot || !user) return;
      const where = { id: channel, thread: thread ?? null, direct: true };
      await calls.run(calls.callFrom({ team, user }, where, { kind: "written", words: unescape(text) }), noSurface);
    },
  );

  for (const [name, added] of [
    ["reaction_added", true],
    ["reaction_removed", false],
  ] as const) {
    onEvent<Reacted>(name, async ({ user, reaction, item, event_ts: at }, team) => {
      if (item.type !== "message" || !item.channel || !item.ts) return;
      await host.reaction({
        ...workspaceRef(team),
        channel: item.channel,
        message: item.ts,
        member: user,
        isBot: async () => user === (await listening.botUser(team)) || members.isBot(team, user),
        emoji: reaction,
        added,
        at: new Date(Number(at) * 1_000),
      });
    });
  }

  onEvent<{ type: string; user: string; tab?: string }>("app_home_opened", async ({ user, tab }, team) => {
    if (tab === "messages") return;
    const client = await workspaces.client(team);
    const home = await members.withNames(team, await host.home(workspaceRef(team), user));
    await client?.views.publish({ user_id: user, view: homeView(home) });
    await listening.joined(team, "", user);
  });

  onEvent<LinkShared>("link_shared", async ({ user, channel, message_ts: ts, links, source }, team) => {
    // Links in a message that is still being written get no line, and neither do links in a long list.
    if (source === "composer" || !user || links.length >= tooManyLinks) return;
    const unfurls: Record<string, { blocks: KnownBlock[] }> = {};
    for (const { url } of links) {
      const request = { kind: "values", command: "unfurl", values: { link: url } } as const;
      const { message } = await calls.ask(calls.callFrom({ team, user }, channelOf(channel, null), request));
      if (message) unfurls[url] = { blocks: blocksOf(message) };
    }
    if (Object.keys(unfurls).length === 0) return;
    await (await workspaces.client(team))?.chat.unfurl({ channel, ts, unfurls });
  });

  onEvent<{ type: string; user: string; channel: string }>("member_joined_channel", async ({ user, channel }, team) => {
    if (user !== (await listening.botUser(team))) return;
    const target = { ...workspaceRef(team), channel, thread: null };
    const line = await host.channelJoined(target);
    if (line) await listening.posts.send({ target, message: line, marker: "", plain: false });
  });

  onEvent("app_uninstalled", async (_event, team) => listening.left(team));
  onEvent<{ type: string; tokens?: { bot?: string[] } }>("tokens_revoked", async ({ tokens }, team) => {
    if ((tokens?.bot ?? []).length > 0) await listening.left(team);
  });
}

/** From this many links on, a message is a list. */
const tooManyLinks = 3;

interface LinkShared {
  type: string;
  user?: string;
  channel: string;
  message_ts: string;
  links: { url: string; domain: string }[];
  /** Where the link is: in a message, or still in the box where somebody types. */
  source?: "conversations_history" | "composer";
}

/** A mention of a member as Slack writes it; their ids hold no sign with a meaning in patterns. */
const mentionOf = (user: string): RegExp => new RegExp(`<@${user}(?:\\|[^>]*)?>`, "g");

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
  /** Seconds since 1970. */
  event_ts: string;
  item: { type: string; channel?: string; ts?: string };
}
