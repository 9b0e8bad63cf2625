import type { App, BlockAction, BlockElementAction, Context, ViewSubmitAction } from "@slack/bolt";
import type { CommandRequest } from "../../../core/adapter.ts";
import { decodeButton } from "../../../core/command/button.ts";
import { formChannel, type Reply } from "../../../core/command/reply.ts";
import type { Pressed } from "./answer.ts";
import { type Calls, channelOf, unescape } from "./calls.ts";
import type { ListenParts } from "./events.ts";
import { findShortcut, slashCommand } from "../connection/scopes.ts";
import { type DialogMemory, formCallback, formValues, type FormMemory } from "../draw/views.ts";

/** Said where another workspace's people reach a bot that serves one workspace alone. */
const notYours = {
  response_type: "ephemeral" as const,
  text: "This papers-bot belongs to another workspace. Ask an admin here to install one of your own.",
};

/** Listens to commands, buttons, the message shortcut and sent forms; the workspace is the one of the installation. */
export function listenToInteractions(
  app: App,
  calls: Calls,
  parts: Pick<ListenParts, "installationOf" | "patienceMs">,
): void {
  acknowledgeOthers(app);
  /** Does the work once, and only where the bot is installed. */
  const once = ({ deliveryId }: Context, told: string, work: (team: string) => Promise<void>) =>
    calls.once(`delivery:${String(deliveryId)}`, async () => {
      const team = await parts.installationOf(told);
      if (team !== null) await work(team);
    });

  app.command(slashCommand, async ({ ack, body, context, respond }) => {
    await ack();
    if ((await parts.installationOf(body.team_id)) === null) return void (await respond(notYours));
    await once(context, body.team_id, async (team) => {
      const words = unescape(body.text ?? "");
      const call = calls.callFrom({ team, user: body.user_id }, channelOf(body.channel_id, null), {
        kind: "words",
        words,
      });
      await calls.run(call, { responseUrl: body.response_url, trigger: body.trigger_id, pressed: null });
    });
  });

  app.action(/^v1:/, async ({ ack, body, action, context }) => {
    await ack();
    if (body.type !== "block_actions" || !("action_id" in action)) return;
    const told = authorsTeam(body.message) ?? body.team?.id ?? body.user.team_id ?? "";
    await once(context, told, async (team) => {
      const opened = dialogMemory(body.view);
      const channel = body.channel ? channelOf(body.channel.id, threadOf(body.message)) : opened.channel;
      const message =
        typeof body.message?.["ts"] === "string"
          ? body.message["ts"]
          : ((body.container["message_ts"] as string | undefined) ?? null);
      const from = { team, user: body.user.id };
      const id = pressedCall(action);
      const call = { ...calls.callFrom(from, channel, { kind: "button", id }), message };
      await calls.run(call, {
        responseUrl: body.response_url ?? opened.responseUrl,
        trigger: body.trigger_id ?? null,
        pressed: pressedOn(body, id),
      });
    });
  });

  app.shortcut(findShortcut, async ({ ack, body, context }) => {
    await ack();
    if (body.type !== "message_action") return;
    await once(context, body.team?.id ?? body.user.team_id ?? "", async (team) => {
      const values = { links: unescape(body.message.text ?? "") };
      const from = { team, user: body.user.id };
      const call = calls.callFrom(from, channelOf(body.channel.id, null), { kind: "values", command: "find", values });
      await calls.run(call, { responseUrl: body.response_url, trigger: body.trigger_id, pressed: null });
    });
  });

  app.view<ViewSubmitAction>(
    { callback_id: formCallback, type: "view_submission" },
    async ({ ack, body, view, context }) => {
      const acknowledge = ackOnce(ack);
      // Who submits may belong to another workspace of a shared channel; the dialog is the installation's.
      const told = view.app_installed_team_id || view.team_id || body.team?.id || "";
      // Slack waits three seconds for what becomes of a dialog; before that it is closed, and the answer comes as a message.
      const soon = setTimeout(() => void acknowledge(), parts.patienceMs);
      await once(context, told, async (team) => {
        const memory = JSON.parse(view.private_metadata) as FormMemory;
        const { command, values } = decodeButton(memory.call);
        const filled = formValues(view.state.values);
        const { [formChannel]: chosen } = filled;
        const request: CommandRequest = { kind: "values", command, values: { ...values, ...filled }, dialog: true };
        const isHere = chosen === undefined || chosen === memory.channel?.id;
        const channel = isHere ? memory.channel : channelOf(chosen, null);
        const call = calls.callFrom({ team, user: body.user.id }, channel, request);
        const reply = await calls.ask(call);
        const field = reply.wrong && view.state.values[reply.wrong.option] ? reply.wrong : null;
        const taken = await acknowledge(
          field ? { response_action: "errors", errors: { [field.option]: besideField(field) } } : undefined,
        );
        // A fault is shown beside its field, and the dialog stays open; too late for that it is answered like any other.
        if (field && taken) return;
        await calls.show(call, reply, {
          responseUrl: memory.responseUrl,
          trigger: null,
          pressed: { on: "post", call: "" },
        });
      });
      clearTimeout(soon);
      await acknowledge();
    },
  );
}

/** What is wrong in plain text; its place says which option it is about. */
const besideField = ({ option, says }: NonNullable<Reply["wrong"]>): string =>
  says.replace(`\`${option}\` takes`, "Takes").replaceAll("`", "");

/** Acknowledges the first time only; false when it was acknowledged before. */
function ackOnce(ack: (response?: ViewErrors) => Promise<void>) {
  let done = false;
  return async (response?: ViewErrors): Promise<boolean> => {
    if (done) return false;
    done = true;
    await (response ? ack(response) : ack());
    return true;
  };
}

interface ViewErrors {
  response_action: "errors";
  errors: Record<string, string>;
}

/** Where a pressed button stands. Messages that one member alone sees are ephemeral ones and direct messages. */
function pressedOn({ view, container, channel }: BlockAction, call: string): Pressed {
  if (view?.type === "home") return { on: "home" };
  if (view) return { on: "dialog", view: view.id };
  const isPrivate = container["is_ephemeral"] === true || channel?.id.startsWith("D") === true;
  return { on: isPrivate ? "private" : "post", call };
}

/** The call of a button, or of the chosen option of a menu. */
const pressedCall = (action: BlockElementAction): string =>
  action.type === "static_select" ? action.selected_option.value : action.action_id;

const dialogMemory = (view: BlockAction["view"]): DialogMemory =>
  view?.type === "modal" && view.private_metadata !== ""
    ? (JSON.parse(view.private_metadata) as DialogMemory)
    : { channel: null, responseUrl: null };

/** The workspace of a message's author: the message that is pressed is the bot's own. */
const authorsTeam = (message: object | undefined): string | null =>
  message && "team" in message && typeof message.team === "string" ? message.team : null;

/** Slack shows an error beside whatever is not acknowledged, such as a link button, whose id is Slack's own. */
function acknowledgeOthers(app: App): void {
  app.action(/^(?!v1:)/, ({ ack }) => ack());
  app.view(allExcept(formCallback), ({ ack }) => ack());
  app.view({ callback_id: /(?:)/, type: "view_closed" }, ({ ack }) => ack());
  app.shortcut(allExcept(findShortcut), ({ ack }) => ack());
  app.options(/(?:)/, ({ ack }) => ack({ options: [] }));
}

const allExcept = (id: string): RegExp => new RegExp(`^(?!${id}$)`);

const threadOf = (message: object | undefined): string | null =>
  message && "thread_ts" in message && typeof message.thread_ts === "string" ? message.thread_ts : null;
