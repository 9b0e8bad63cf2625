import { PermissionsBitField, type ChatInputCommandInteraction, type Client, type Interaction } from "discord.js";
import type { CommandCall, Member, CommandRequest } from "../../../core/adapter.ts";
import { decodeButton } from "../../../core/command/button.ts";
import { formChannel } from "../../../core/command/reply.ts";
import { flatten, type Component } from "../draw/components.ts";
import type { Answerable, AnyInteraction } from "./answers.ts";
import { workspaceOfButton } from "../marker.ts";
import { fetchMember, memberFrom } from "../members.ts";
import { filledIn } from "./modal.ts";

/** Find papers reads at most this many characters of a message. */
const linksLength = 4_000;

/** Where an interaction happened: in a channel of a server that the bot is in, or in what counts as a direct message. */
export interface InteractionPlace {
  /** Null in a direct message whose buttons name no workspace: `homeOf` finds it. */
  workspace: string | null;
  channel: string;
  /** The channel that a thread belongs to. */
  parent: string | null;
  direct: boolean;
}

/** Where an interaction happened. An app that a member installed for themselves also works in servers without the bot: there it is direct. */
export function interactionPlace(interaction: AnyInteraction): InteractionPlace | null {
  const { guildId, channelId: channel, client } = interaction;
  if (channel === null) return null;
  const isOurs = guildId !== null && client.guilds.cache.has(guildId);
  const parent = isOurs && interaction.channel?.isThread() ? interaction.channel.parentId : null;
  return { workspace: isOurs ? guildId : workspaceOfDirect(interaction), channel, parent, direct: !isOurs };
}

/** The workspace named in the ids of the message's buttons; they come from Discord and cannot be forged. */
function workspaceOfDirect(interaction: AnyInteraction): string | null {
  if (!("message" in interaction) || !interaction.message) return null;
  const components = interaction.message.components.map((component) => component.toJSON()) as unknown as Component[];
  const ids = flatten(components).flatMap(({ custom_id }) => custom_id ?? []);
  return ids.map((id) => workspaceOfButton(id, interaction.user.id)).find((id) => id !== null) ?? null;
}

/** An interaction as a call of a command. */
export function callOf(
  client: Client,
  interaction: Answerable,
  { workspace, channel, parent, direct }: InteractionPlace & { workspace: string },
): CommandCall {
  const request = requestOf(interaction);
  const chosen = chosenChannel(request);
  const elsewhere = chosen !== null && chosen !== channel;
  return {
    platform: "discord",
    workspace,
    channel: elsewhere
      ? { id: chosen, thread: null, parent: parentOf(client, chosen), direct: false, elsewhere: true }
      : { id: channel, thread: null, parent, direct },
    caller: {
      id: interaction.user.id,
      profile: () =>
        direct || elsewhere
          ? fetchMember(client, workspace, interaction.user.id, elsewhere ? chosen : null)
          : profileOf(interaction),
    },
    request,
    message: "message" in interaction ? (interaction.message?.id ?? null) : null,
  };
}

/** The channel that was chosen in a dialog; null where none was. */
function chosenChannel(request: CommandRequest): string | null {
  const chosen = request.kind === "values" && request.dialog ? request.values[formChannel] : null;
  return typeof chosen === "string" && chosen !== "" ? chosen : null;
}

function parentOf(client: Client, channel: string): string | null {
  const found = client.channels.cache.get(channel);
  return found?.isThread() ? found.parentId : null;
}

/** The caller's profile as their interaction carries it, with their permissions where it happened. */
async function profileOf({ user, memberPermissions }: Interaction): Promise<Member> {
  return memberFrom(user, user.displayName, memberPermissions && new PermissionsBitField(memberPermissions.bitfield));
}

/** What an interaction asks for. */
export function requestOf(interaction: Answerable): CommandRequest {
  if (interaction.isChatInputCommand()) {
    const command = interaction.options.getSubcommand(false) ?? "help";
    return { kind: "values", command, values: typedValues(interaction) };
  }
  if (interaction.isStringSelectMenu()) return { kind: "button", id: interaction.values[0] ?? "" };
  if (interaction.isButton()) return { kind: "button", id: interaction.customId };
  if (interaction.isModalSubmit()) return submitted(interaction.customId, filledIn(interaction));
  if (interaction.isMessageContextMenuCommand()) {
    const { content, embeds, components } = interaction.targetMessage;
    const drawn = flatten(components.map((one) => one.toJSON()) as unknown as Component[]);
    const texts = [content, ...embeds.map(({ url }) => url ?? ""), ...drawn.map((one) => one.content ?? "")];
    return { kind: "values", command: "find", values: { links: texts.join("\n").slice(0, linksLength) || " " } };
  }
  return { kind: "button", id: "" };
}

const typedValues = (interaction: ChatInputCommandInteraction): Record<string, unknown> =>
  Object.fromEntries((interaction.options.data[0]?.options ?? []).map(({ name, value }) => [name, value]));

/** A dialog's call with its fields; an unreadable id fails later like any old button. */
function submitted(id: string, fields: Record<string, string>): CommandRequest {
  try {
    const { command, values } = decodeButton(id);
    return { kind: "values", command, values: { ...values, ...fields }, dialog: true };
  } catch {
    return { kind: "button", id };
  }
}

/** The command a button names; null if its id cannot be read. */
export function commandOfButton(request: CommandRequest): string | null {
  if (request.kind !== "button") return null;
  try {
    return decodeButton(request.id).command;
  } catch {
    return null;
  }
}
