import type { App, Context } from "@slack/bolt";
import type { CommandRequest } from "../../core/adapter.ts";
import { decodeButton } from "../../core/command/button.ts";
import { type Calls, channelOf, unescape } from "./calls.ts";
import { findShortcut, slashCommand } from "./scopes.ts";
import { formCallback, formValues, type FormMemory } from "./views.ts";

/** Listens to commands, buttons, the message shortcut and sent forms; `teamOf` names the workspace whose installation one is. */
export function listenToInteractions(app: App, calls: Calls, teamOf: (told: string) => string): void {
  const delivery = ({ deliveryId }: Context) => `delivery:${String(deliveryId)}`;

  app.command(slashCommand, async ({ ack, body, context }) => {
    await ack();
    const from = { team: teamOf(body.team_id), user: body.user_id };
    const words = unescape(body.text ?? "");
    const call = calls.callFrom(from, channelOf(body.channel_id, null), { kind: "words", words });
    const surface = { responseUrl: body.response_url, trigger: body.trigger_id, pressed: false };
    await calls.once(delivery(context), () => calls.run(call, surface));
  });

  app.action(/^v1:/, async ({ ack, body, action, context }) => {
    await ack();
    if (body.type !== "block_actions" || !("action_id" in action)) return;
    const from = { team: teamOf(body.team?.id ?? body.user.team_id ?? ""), user: body.user.id };
    const channel = body.channel ? channelOf(body.channel.id, threadOf(body.message)) : null;
    const message =
      typeof body.message?.["ts"] === "string"
        ? body.message["ts"]
        : ((body.container["message_ts"] as string | undefined) ?? null);
    const call = { ...calls.callFrom(from, channel, { kind: "button", id: action.action_id }), message };
    const surface = { responseUrl: body.response_url ?? null, trigger: body.trigger_id ?? null, pressed: true };
    await calls.once(delivery(context), () => calls.run(call, surface));
  });

  app.shortcut(findShortcut, async ({ ack, body, context }) => {
    await ack();
    if (body.type !== "message_action") return;
    const from = { team: teamOf(body.team?.id ?? ""), user: body.user.id };
    const values = { links: unescape(body.message.text ?? "") };
    const call = calls.callFrom(from, channelOf(body.channel.id, null), { kind: "values", command: "find", values });
    const surface = { responseUrl: body.response_url, trigger: body.trigger_id, pressed: false };
    await calls.once(delivery(context), () => calls.run(call, surface));
  });

  app.view(formCallback, async ({ ack, body, view, context }) => {
    await ack();
    await calls.once(delivery(context), async () => {
      const memory = JSON.parse(view.private_metadata) as FormMemory;
      const { command, values } = decodeButton(memory.call);
      const request: CommandRequest = {
        kind: "values",
        command,
        values: { ...values, ...formValues(view.state.values) },
      };
      const from = { team: teamOf(body.team?.id ?? ""), user: body.user.id };
      const surface = { responseUrl: memory.responseUrl, trigger: null, pressed: true };
      await calls.run(calls.callFrom(from, memory.channel, request), surface);
    });
  });
}

const threadOf = (message: object | undefined): string | null =>
  message && "thread_ts" in message && typeof message.thread_ts === "string" ? message.thread_ts : null;
