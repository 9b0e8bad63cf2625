import {
  Events,
  type ChatInputCommandInteraction,
  type Client,
  type Interaction,
  type MessageComponentInteraction,
} from "discord.js";
import type { CommandRequest, Host } from "../../../core/adapter.ts";
import type { AnyCommand } from "../../../core/command/define.ts";
import type { Reply } from "../../../core/command/reply.ts";
import type { Log } from "../../../log.ts";
import {
  acknowledge,
  showReply,
  body,
  drawnInPlace,
  withoutDrawn,
  type Answerable,
  type Answering,
} from "./answers.ts";
import { callOf, commandOfButton, interactionPlace, requestOf } from "./calls.ts";
import { autocomplete } from "./autocomplete.ts";
import { codeOf } from "../errors.ts";
import { homeOf } from "../home.ts";
import { suffixOf } from "../marker.ts";
import { modalOf } from "./modal.ts";
import { papersCommandOf } from "./register.ts";

/** What answering needs. */
export interface InteractionParts {
  client: Client;
  host: Host;
  commands: readonly AnyCommand[];
  log: Log;
  /** A command whose answer is the acknowledgement itself gets this many milliseconds before one without it. */
  patienceMs: number;
}

/** Answers commands, presses, menus, dialogs and half-typed options. */
export function listenToInteractions(parts: InteractionParts, run: (work: () => Promise<unknown>) => void): void {
  parts.client.on(Events.InteractionCreate, (interaction) => run(() => handleInteraction(parts, interaction)));
}

/** Discord's error codes for an interaction that can no longer be answered. */
const tooLate = new Set([10062, 10015, 40060, 50027]);

async function handleInteraction(parts: InteractionParts, interaction: Interaction): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await autocomplete(parts.client, parts.host, interaction);
    else await answerCall(parts, interaction);
  } catch (error) {
    if (!tooLate.has(codeOf(error) ?? 0)) throw error;
    parts.log.warn({ code: codeOf(error) }, "a Discord interaction could no longer be answered");
  }
}

async function answerCall(parts: InteractionParts, interaction: Answerable): Promise<void> {
  const place = interactionPlace(interaction);
  if (!place) return acknowledge(interaction);
  const request = requestOf(interaction);
  // Which server a direct message belongs to is asked while the answer is awaited, because Discord may take long to say it.
  const workspace = place.workspace === null ? homeOf(parts.client, parts.host, interaction.user.id) : place.workspace;
  const run: RunCall = async () =>
    parts.host.command(callOf(parts.client, interaction, { ...place, workspace: await workspace }));
  const answering = async (): Promise<Answering> => {
    const where = { workspace: await workspace, channel: place.channel };
    const suffix = place.direct ? suffixOf("", where.workspace) : "";
    const drawing = { suffix, containerId: null, command: papersCommandOf(parts.client) };
    return { interaction, host: parts.host, place: where, drawing };
  };
  if (interaction.isChatInputCommand() && isForDialog(parts.commands, request))
    return answerTyped(parts, interaction, answering, run);
  const command = parts.commands.find(({ name }) => name === commandOfButton(request));
  if (command?.answersPress && interaction.isMessageComponent()) return answerPress(parts, interaction, answering, run);
  await acknowledge(interaction);
  await showReply(await answering(), await run());
}

type RunCall = () => Promise<Reply>;

/** Whether a typed command is answered by a dialog. */
const isForDialog = (commands: readonly AnyCommand[], request: CommandRequest): boolean =>
  request.kind === "values" &&
  commands.find(({ name }) => name === request.command)?.asksInDialog?.(Object.keys(request.values)) === true;

/** Runs a call and shows its dialog, if it has one in time. Otherwise: the running call, and its reply if it came in time. */
async function showDialog(
  { patienceMs }: InteractionParts,
  interaction: ChatInputCommandInteraction | MessageComponentInteraction,
  run: RunCall,
): Promise<{ running: Promise<Reply>; reply: Reply | null } | null> {
  const running = run();
  const reply = await Promise.race([running, resolveLater(patienceMs)]);
  if (!reply?.form) return { running, reply };
  await interaction.showModal(modalOf(reply.form, interactionPlace(interaction)?.direct ?? true));
  return null;
}

/** Answers a typed command with its dialog, or with a message where there is none or it takes long. */
async function answerTyped(
  parts: InteractionParts,
  interaction: ChatInputCommandInteraction,
  answering: () => Promise<Answering>,
  run: RunCall,
): Promise<void> {
  const ran = await showDialog(parts, interaction, run);
  if (!ran) return;
  await acknowledge(interaction);
  await showReply(await answering(), await ran.running);
}

/** Answers a press in one request: with a dialog, or with the pressed message as it is now. */
async function answerPress(
  parts: InteractionParts,
  interaction: MessageComponentInteraction,
  answering: () => Promise<Answering>,
  run: RunCall,
): Promise<void> {
  const ran = await showDialog(parts, interaction, run);
  if (!ran) return;
  const { running, reply } = ran;
  if (!reply) parts.log.warn("an answer to a press took too long");
  const drawn = reply && drawnInPlace(interaction, reply);
  if (drawn) await interaction.update(body(drawn, (await answering()).drawing));
  else await acknowledge(interaction);
  await showReply(await answering(), drawn ? withoutDrawn(reply) : await running);
}

const resolveLater = (ms: number): Promise<null> =>
  new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
