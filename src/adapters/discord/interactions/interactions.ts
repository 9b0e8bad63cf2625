import {
  Events,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Client,
  type Interaction,
  type MessageComponentInteraction,
} from "discord.js";
import type { CommandRequest, Host } from "../../../core/adapter.ts";
import type { AnyCommand } from "../../../core/command/define.ts";
import { textMessage } from "../../../core/messages/message.ts";
import type { Reply } from "../../../core/command/reply.ts";
import type { Log } from "../../../log.ts";
import {
  acknowledge,
  showReply,
  answerCaller,
  body,
  drawnInPlace,
  withoutDrawn,
  type Answerable,
  type Answering,
} from "./answers.ts";
import { callOf, commandOfButton, interactionPlace } from "./calls.ts";
import { codeOf } from "../errors.ts";
import { limits } from "../limits.ts";
import { suffixOf } from "../marker.ts";
import { modalOf } from "./modal.ts";

/** What answering needs. */
export interface InteractionParts {
  client: Client;
  host: Host;
  commands: readonly AnyCommand[];
  log: Log;
}

/** Answers commands, presses, menus, dialogs and half-typed options. */
export function listenToInteractions(parts: InteractionParts, run: (work: () => Promise<unknown>) => void): void {
  parts.client.on(Events.InteractionCreate, (interaction) => run(() => handleInteraction(parts, interaction)));
}

/** Discord's error codes for an interaction that can no longer be answered. */
const tooLate = new Set([10062, 10015, 40060, 50027]);

async function handleInteraction(parts: InteractionParts, interaction: Interaction): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await autocomplete(parts, interaction);
    else await answerCall(parts, interaction);
  } catch (error) {
    if (!tooLate.has(codeOf(error) ?? 0)) throw error;
    parts.log.warn({ code: codeOf(error) }, "a Discord interaction could no longer be answered");
  }
}

async function answerCall(parts: InteractionParts, interaction: Answerable): Promise<void> {
  const place = interactionPlace(interaction);
  if (!place) return refuseDirect(interaction);
  const suffix = interaction.guildId === null ? suffixOf("", place.workspace) : "";
  const answering: Answering = { interaction, host: parts.host, place, suffix };
  const call = callOf(parts.client, interaction, place);
  if (interaction.isChatInputCommand() && isForDialog(parts.commands, call.request))
    return answerTyped({ ...answering, interaction }, () => parts.host.command(call));
  const command = parts.commands.find(({ name }) => name === commandOfButton(call.request));
  if (command?.answersPress && interaction.isMessageComponent())
    return answerPress(parts, { ...answering, interaction }, () => parts.host.command(call));
  await acknowledge(interaction);
  await showReply(answering, await parts.host.command(call));
}

const onlyInServers = textMessage("papers-bot works in a server's channels. Type /papers in one of them.");

async function refuseDirect(interaction: Answerable): Promise<void> {
  await acknowledge(interaction);
  await answerCaller(interaction, onlyInServers);
}

/** Whether a typed command is answered by a dialog. */
const isForDialog = (commands: readonly AnyCommand[], request: CommandRequest): boolean =>
  request.kind === "values" &&
  commands.find(({ name }) => name === request.command)?.asksInDialog?.(Object.keys(request.values)) === true;

/** A command whose answer is the acknowledgement itself gets this many milliseconds before one without it. */
const pressAnswerMs = 2_000;

/** Runs a call and shows its dialog, if it has one in time. Otherwise: the running call, and its reply if it came in time. */
async function showDialog(
  interaction: ChatInputCommandInteraction | MessageComponentInteraction,
  run: () => Promise<Reply>,
): Promise<{ running: Promise<Reply>; reply: Reply | null } | null> {
  const running = run();
  const reply = await Promise.race([running, resolveLater(pressAnswerMs)]);
  if (!reply?.form) return { running, reply };
  await interaction.showModal(modalOf(reply.form));
  return null;
}

/** Answers a typed command with its dialog, or with a message where there is none or it takes long. */
async function answerTyped(
  answering: Answering & { interaction: ChatInputCommandInteraction },
  run: () => Promise<Reply>,
): Promise<void> {
  const ran = await showDialog(answering.interaction, run);
  if (!ran) return;
  await acknowledge(answering.interaction);
  await showReply(answering, await ran.running);
}

/** Answers a press in one request: with a dialog, or with the pressed message as it is now. */
async function answerPress(
  { log }: InteractionParts,
  answering: Answering & { interaction: MessageComponentInteraction },
  run: () => Promise<Reply>,
): Promise<void> {
  const { interaction } = answering;
  const ran = await showDialog(interaction, run);
  if (!ran) return;
  const { running, reply } = ran;
  if (!reply) log.warn("an answer to a press took too long");
  const drawn = reply && drawnInPlace(interaction, reply);
  if (drawn) await interaction.update(body(drawn, answering.suffix));
  else await acknowledge(interaction);
  await showReply(answering, drawn ? withoutDrawn(reply) : await running);
}

const resolveLater = (ms: number): Promise<null> =>
  new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());

async function autocomplete({ host }: InteractionParts, interaction: AutocompleteInteraction): Promise<void> {
  const { name: option, value: typed } = interaction.options.getFocused(true);
  const command = interaction.options.getSubcommand(false) ?? "";
  const workspace = interaction.guildId;
  const found = workspace
    ? await host.suggest({ platform: "discord", workspace, member: interaction.user.id, command, option, typed })
    : [];
  const choices = found
    .filter(({ value }) => value.length <= limits.choiceText)
    .slice(0, limits.choices)
    .map(({ label, value }) => ({ name: label.slice(0, limits.choiceText) || value, value }));
  await interaction.respond(choices);
}
