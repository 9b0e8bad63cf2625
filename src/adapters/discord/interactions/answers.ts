import {
  AttachmentBuilder,
  ChannelType,
  type AutocompleteInteraction,
  type Interaction,
  type MessageComponentInteraction,
} from "discord.js";
import type { Host, Posted } from "../../../core/adapter.ts";
import type { Reply, ReplyFile } from "../../../core/command/reply.ts";
import { papersOf, partPressed, textMessage, type Message } from "../../../core/messages/message.ts";
import { asDiscord, type Component } from "../draw/components.ts";
import { codeOf } from "../errors.ts";
import { flags } from "../limits.ts";
import { type Drawing, render } from "../draw/render.ts";
import { split } from "../draw/split.ts";

/** An interaction that is answered with a message (all but autocomplete). */
export type Answerable = Exclude<Interaction, AutocompleteInteraction>;

/** The same, or a press of which kind is not known. */
export type AnyInteraction = Answerable | MessageComponentInteraction;

/** An acknowledged interaction and where its answer goes. */
export interface Answering {
  interaction: Answerable;
  host: Host;
  /** Where a public answer is recorded. */
  place: { workspace: string; channel: string };
  drawing: Drawing;
}

/** Acknowledges at once: a press without a visible change, anything else with a private "thinking". */
export async function acknowledge(interaction: AnyInteraction): Promise<void> {
  if (interaction.isMessageComponent()) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: flags.ephemeral });
}

const done = textMessage("Done.");

/** Shows a command's answer to an acknowledged interaction. */
export async function showReply(answering: Answering, reply: Reply): Promise<void> {
  const { interaction, drawing } = answering;
  const pressed = interaction.isMessageComponent() ? interaction : null;
  const drawn = pressed && drawnInPlace(pressed, reply);
  if (drawn) {
    await pressed.editReply(body(drawn, drawing));
    return showReply(answering, withoutDrawn(reply));
  }
  const shown = reply.message ?? formExpired(reply);
  if (reply.visibility === "channel") {
    // The first message would replace the private "thinking", so that is answered before the public messages.
    if (!pressed) await interaction.editReply({ ...body(done, drawing) });
    if (shown) await postToChannel(answering, shown);
  } else if (shown) await answerCaller(interaction, shown, drawing, reply);
  else if (reply.file)
    await interaction.followUp({ ...filesOf(reply.file), flags: flags.componentsV2 | flags.ephemeral });
  else if (!pressed) await interaction.editReply(body(done, drawing));
  if (reply.announce) await postToChannel(answering, reply.announce);
}

/** What is drawn in place of the pressed message: a post's counts, or a screen that only the caller sees; null for nothing. */
export function drawnInPlace(
  pressed: MessageComponentInteraction,
  { redraws, replaces, message }: Reply,
): Message | null {
  const drawn = redraws ?? (replaces && isPrivate(pressed) ? message : null);
  return drawn && partPressed(split(drawn), pressedCall(pressed));
}

const pressedCall = (pressed: MessageComponentInteraction): string =>
  (pressed.isStringSelectMenu() ? pressed.values[0] : undefined) ?? pressed.customId;

/** The reply without what was drawn in place. */
export const withoutDrawn = ({ redraws, replaces, ...rest }: Reply): Reply => ({
  ...rest,
  message: replaces && !redraws ? null : rest.message,
});

/** The message for a dialog that can no longer be opened. */
const formExpired = ({ form }: Reply): Message | null =>
  form ? textMessage("That took too long for a dialog. Press the button again.") : null;

/** Shows a message to the caller only: in place of "thinking", or for a press as a new message. */
async function answerCaller(
  interaction: Answerable,
  message: Message,
  drawing: Drawing,
  reply: Pick<Reply, "file">,
): Promise<void> {
  const [first, ...rest] = split(message);
  if (!first) return;
  const files = reply.file ? filesOf(reply.file) : null;
  const opening = withFile(body(first, drawing), files);
  if (!interaction.isMessageComponent()) await interaction.editReply(opening);
  else await interaction.followUp({ ...opening, flags: flags.componentsV2 | flags.ephemeral });
  for (const part of rest)
    await interaction.followUp({ ...body(part, drawing), flags: flags.componentsV2 | flags.ephemeral });
}

const isPrivate = ({ channel, guildId, message }: MessageComponentInteraction): boolean =>
  (guildId === null && channel?.type === ChannelType.DM) || message.flags.has(flags.ephemeral);

/** A message as Discord takes it. */
export const body = (message: Message, drawing: Drawing) => ({
  components: asDiscord(render(message, drawing)),
  flags: flags.componentsV2,
});

function filesOf({ name, text }: ReplyFile) {
  return { files: [new AttachmentBuilder(Buffer.from(text, "utf8"), { name })], components: fileComponents(name) };
}

/** An attached file as a part of a message. */
export function fileComponents(name: string) {
  const file: Component = { type: 13, file: { url: `attachment://${name}` } };
  return asDiscord([file]);
}

const withFile = (drawn: ReturnType<typeof body>, files: ReturnType<typeof filesOf> | null) =>
  files ? { ...drawn, files: files.files, components: [...drawn.components, ...files.components] } : drawn;

const maybePosted = textMessage(
  "Discord did not say whether it posted that. Look in the channel before you try again.",
);

/** Posts a message in the channel and records it, so that reactions on it count. */
async function postToChannel({ interaction, host, place, drawing }: Answering, message: Message): Promise<void> {
  const posted: Posted[] = [];
  for (const part of split(message)) {
    const sent = await interaction.followUp(body(part, drawing)).catch((error: unknown) => {
      if (codeOf(error) !== null) throw error;
      return null;
    });
    if (!sent) {
      await interaction.followUp({ ...body(maybePosted, drawing), flags: flags.componentsV2 | flags.ephemeral });
      break;
    }
    const post = { platform: "discord" as const, ...place, thread: null, message: sent.id };
    if (papersOf(part).length > 0) posted.push({ post, papers: papersOf(part), drawn: part });
  }
  if (posted.length > 0) await host.recordPosts(posted);
}
