import { randomUUID } from "node:crypto";
import type { FakeSlack, Reach, Seen } from "./fake-slack.ts";
import { directMessages, type FakeMessage, type FakeTeam, type FakeView } from "./state.ts";

type Block = Record<string, unknown>;

/** Somebody in a workspace, doing what people do. */
export interface Person {
  /** Types a slash command; what only they then see. */
  slash(text: string, channel?: string): Promise<Seen>;
  /** Presses the button or chooses the option with this label (its beginning), on what they saw or on a message of a channel. */
  press(on: Seen | FakeMessage, label: string, channel?: string, nth?: number): Promise<void>;
  /** Presses a button of an open dialog, or of the bot's Home. */
  pressIn(view: FakeView | "home", label: string, nth?: number): Promise<void>;
  /** Waits for the next thing only they see. */
  next(from: number): Promise<Seen>;
  react(message: FakeMessage, emoji: string, channel?: string): Promise<void>;
  unreact(message: FakeMessage, emoji: string, channel?: string): Promise<void>;
  mention(text: string, channel?: string, thread?: string): Promise<void>;
  /** Posts a message with links to sites whose links the app is told of. */
  paste(links: string[], channel?: string, source?: "conversations_history" | "composer"): Promise<void>;
  write(text: string): Promise<void>;
  openHome(): Promise<Block[]>;
  shortcut(text: string, channel?: string): Promise<Seen>;
  /** Sends the open dialog: what is given by field, everything else as it was filled in. What Slack is answered. */
  submit(values: Record<string, string>): Promise<string>;
}

/** A button, or one option of a menu. */
interface Pressable {
  label: string;
  id: string;
  /** The option's value; null for a button. */
  value: string | null;
}

interface Element {
  type: string;
  text: { text: string };
  action_id: string;
  options?: { text: { text: string }; value: string }[];
}

/** Everything that can be pressed or chosen in blocks, in order. */
export const pressables = (blocks: readonly unknown[] = []): Pressable[] =>
  (blocks as Block[]).flatMap(({ type, elements, accessory }) =>
    (type === "actions" ? (elements as Element[]) : accessory ? [accessory as Element] : []).flatMap(pressablesOf),
  );

function pressablesOf({ type, text, action_id: id, options = [] }: Element): Pressable[] {
  if (type === "button") return [{ label: text.text, id, value: null }];
  return options.map((option) => ({ label: option.text.text, id, value: option.value }));
}

/** The buttons of blocks, in order. */
export const buttonsOf = (blocks: readonly unknown[] = []): { label: string; id: string }[] =>
  pressables(blocks).flatMap(({ label, id, value }) => (value === null ? [{ label, id }] : []));

/** Everything readable in blocks. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join("");
  if (typeof value !== "object" || value === null) return "";
  const { text, elements, blocks, fields, ...rest } = value as Block;
  const own = typeof text === "string" ? text : textOf(text);
  return [own, textOf(elements), textOf(blocks), textOf(fields), rest["type"] === "rich_text" ? "\n" : ""].join("");
}

/** A member of a team who reaches the bot the given way. */
export function person(slack: FakeSlack, reach: Reach, id: string, team: FakeTeam = slack.team("T1")): Person {
  const common = (channel: string) => ({
    team: { id: team.id, domain: "fake" },
    user: { id, team_id: team.id, name: id },
    channel: { id: channel, name: channel },
    api_app_id: "A1",
    trigger_id: randomUUID(),
  });
  const mine = () => slack.answers.filter(({ user }) => user === id);
  const next = async (from: number): Promise<Seen> => {
    await slack.until(() => mine().length > from, `an answer to ${id}`);
    return mine()[from]?.seen as Seen;
  };
  const event = (body: Record<string, unknown>, eventId = `Ev${randomUUID()}`) =>
    slack.deliver(
      reach,
      {
        token: "x",
        team_id: team.id,
        api_app_id: "A1",
        type: "event_callback",
        event_id: eventId,
        event_time: 1,
        authorizations: [{ team_id: team.id, user_id: team.botUser, is_bot: true }],
        event: body,
      },
      "json",
    );
  const reaction = async (type: string, message: FakeMessage, emoji: string, channel: string) => {
    const users = message.reactions.get(emoji) ?? [];
    message.reactions.set(
      emoji,
      type === "reaction_added" ? [...new Set([...users, id])] : users.filter((user) => user !== id),
    );
    await event({
      type,
      user: id,
      reaction: emoji,
      item: { type: "message", channel, ts: message.ts },
      item_user: team.botUser,
      event_ts: slack.nextTs(),
    });
  };
  const find = (blocks: readonly unknown[] | undefined, label: string, nth: number) => {
    const found = pressables(blocks).filter((each) => each.label.startsWith(label))[nth];
    if (found) return found;
    throw new Error(`no button ${label} on ${JSON.stringify(pressables(blocks).map((each) => each.label))}`);
  };
  const pressed = ({ label, id, value }: Pressable) => {
    const text = { type: "plain_text", text: label };
    const what =
      value === null ? { type: "button", text } : { type: "static_select", selected_option: { text, value } };
    return { ...what, action_id: id, block_id: "b", action_ts: slack.nextTs() };
  };
  return {
    next,
    async slash(text, channel = "C1") {
      const from = mine().length;
      const url = slack.responseUrl(team, channel, id);
      await slack.deliver(
        reach,
        {
          token: "x",
          team_id: team.id,
          team_domain: "fake",
          channel_id: channel,
          channel_name: channel,
          user_id: id,
          user_name: id,
          command: "/papers",
          text,
          api_app_id: "A1",
          is_enterprise_install: "false",
          response_url: url,
          trigger_id: randomUUID(),
        },
        "form",
      );
      return next(from);
    },
    async press(on, label, channel = "C1", nth = 0) {
      const found = find(on.blocks, label, nth);
      const isPost = "ts" in on;
      await slack.deliver(
        reach,
        {
          type: "block_actions",
          ...common(channel),
          container: {
            type: "message",
            message_ts: isPost ? on.ts : "0.1",
            channel_id: channel,
            is_ephemeral: !isPost,
          },
          ...(isPost
            ? { message: { ts: on.ts, text: on.text, ...(on.thread_ts ? { thread_ts: on.thread_ts } : {}) } }
            : {}),
          response_url: slack.responseUrl(team, channel, id, isPost ? on : null),
          actions: [pressed(found)],
        },
        "payload",
      );
    },
    async pressIn(on, label, nth = 0) {
      const view = on === "home" ? ({ ...(team.homes.get(id) as object), id: "VH" } as FakeView) : on;
      const found = find(view.blocks, label, nth);
      const { updates: _, ...shown } = view;
      await slack.deliver(
        reach,
        {
          type: "block_actions",
          ...common(""),
          channel: undefined,
          container: { type: "view", view_id: view.id },
          view: { private_metadata: "", app_installed_team_id: team.id, hash: "1", ...shown },
          actions: [pressed(found)],
        },
        "payload",
      );
    },
    react: (message, emoji, channel = "C1") => reaction("reaction_added", message, emoji, channel),
    unreact: (message, emoji, channel = "C1") => reaction("reaction_removed", message, emoji, channel),
    async mention(text, channel = "C1", thread) {
      const ts = slack.nextTs();
      await event({
        type: "app_mention",
        user: id,
        text: `<@${team.botUser}> ${text}`,
        channel,
        ts,
        event_ts: ts,
        ...(thread ? { thread_ts: thread } : {}),
      });
    },
    async paste(links, channel = "C1", source = "conversations_history") {
      await event({
        type: "link_shared",
        user: id,
        channel,
        message_ts: slack.nextTs(),
        unfurl_id: "U",
        source,
        links: links.map((url) => ({ url, domain: new URL(url).host })),
        event_ts: slack.nextTs(),
      });
    },
    async write(text) {
      const ts = slack.nextTs();
      await event({
        type: "message",
        channel_type: "im",
        user: id,
        text,
        channel: directMessages(team, id).id,
        ts,
        event_ts: ts,
      });
    },
    async openHome() {
      team.homes.delete(id);
      await event({
        type: "app_home_opened",
        user: id,
        channel: directMessages(team, id).id,
        tab: "home",
        event_ts: slack.nextTs(),
      });
      await slack.until(() => team.homes.has(id), `the home of ${id}`);
      return (team.homes.get(id) as { blocks: Block[] }).blocks;
    },
    async shortcut(text, channel = "C1") {
      const from = mine().length;
      await slack.deliver(
        reach,
        {
          type: "message_action",
          callback_id: "find_papers",
          ...common(channel),
          message_ts: "1.1",
          message: { type: "message", user: "U2", ts: "1.1", text },
          response_url: slack.responseUrl(team, channel, id),
          action_ts: slack.nextTs(),
          token: "x",
        },
        "payload",
      );
      return next(from);
    },
    async submit(values) {
      const view = team.views.at(-1)?.view;
      const inputs = (view?.blocks ?? []) as { block_id: string; element: Record<string, unknown> }[];
      const fields = inputs.map(({ block_id: key, element }) => [key, { [key]: filled(element, values[key]) }]);
      const state = { values: Object.fromEntries(fields) as Record<string, unknown> };
      const answered = await slack.deliver(
        reach,
        { type: "view_submission", ...common("C1"), channel: undefined, view: { ...view, state }, response_urls: [] },
        "payload",
      );
      return answered.body;
    },
  };
}

/** A field of a sent dialog: what was chosen or typed, else what it was filled in with. */
function filled(element: Record<string, unknown>, given: string | undefined): Record<string, unknown> {
  const options = (element["options"] ?? []) as { value: string }[];
  switch (element["type"]) {
    case "timepicker":
      return { type: "timepicker", selected_time: given ?? element["initial_time"] ?? null };
    case "conversations_select":
      return { type: "conversations_select", selected_conversation: given ?? element["initial_conversation"] ?? null };
    case "checkboxes":
      return {
        type: "checkboxes",
        selected_options: given
          ? options.filter(({ value }) => given.split(",").includes(value))
          : (element["initial_options"] ?? []),
      };
    case "radio_buttons":
      return {
        type: "radio_buttons",
        selected_option: options.find(({ value }) => value === given) ?? element["initial_option"] ?? null,
      };
    default:
      return { type: "plain_text_input", value: given ?? element["initial_value"] ?? null };
  }
}
