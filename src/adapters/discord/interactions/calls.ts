import { PermissionsBitField, type ChatInputCommandInteraction, type Client, type Interaction } from "discord.js";
import type { CommandCall, Member, CommandRequest } from "../../../core/adapter.ts";
import { decodeButton } from "../../../core/command/button.ts";
import { flatten, type Component } from "../draw/components.ts";
import type { Answerable, Answering } from "./answers.ts";
import { guildOfButton } from "../marker.ts";
import { fetchMember, memberFrom } from "../members.ts";
import { filledIn } from "./modal.ts";

/** Find papers reads at most this many characters of a message. */
const linksLength = 4_000;

/** Where an interaction happened; null in a direct message without a server in its buttons. */
export function interactionPlace(interaction: Answerable): Answering["place"] | null {
  const workspace = interaction.guildId ?? workspaceOfDirect(interaction);
  const channel = interaction.channelId;
  if (workspace === null || channel === null) return null;
  const thread = interaction.channel?.isThread() ? interaction.channel : null;
  return thread?.parentId
    ? { workspace, channel: thread.parentId, thread: thread.id }
    : { workspace, channel, thread: null };
}

/** The server named in the ids of the message's buttons; they come from Discord and cannot be forged. */
function workspaceOfDirect(interaction: Answerable): string | null {
  if (!("message" in interaction) || !interaction.message) return null;
  const components = interaction.message.components.map((component) => component.toJSON()) as unknown as Component[];
  const ids = flatten(components).flatMap(({ custom_id }) => custom_id ?? []);
  return ids.map(guildOfButton).find((id) => id !== null) ?? null;
}

/** An interaction as a call of a command. */
export function callOf(
  client: Client,
  interaction: Answerable,
  { workspace, channel, thread }: Answering["place"],
): CommandCall {
  return {
    platform: "discord",
    workspace,
    channel: { id: channel, thread, direct: interaction.guildId === null },
    caller: { id: interaction.user.id, profile: () => profileOf(client, interaction, workspace) },
    request: requestOf(interaction),
    message: "message" in interaction ? (interaction.message?.id ?? null) : null,
  };
}

/** The caller's profile; in a server the interaction carries the permissions. */
async function profileOf(client: Client, interaction: Interaction, workspace: string): Promise<Member | null> {
  const { user, guildId, memberPermissions } = interaction;
  if (guildId === null) return fetchMember(client, workspace, user.id, null);
  const permissions = memberPermissions && new PermissionsBitField(memberPermissions.bitfield);
  return memberFrom(user, user.displayName, permissions);
}

function requestOf(interaction: Answerable): CommandRequest {
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
    return { kind: "values", command, values: { ...values, ...fields } };
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
