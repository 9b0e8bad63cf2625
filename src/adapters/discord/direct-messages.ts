import { Events, MessageType, Routes, type Client, type Message as DiscordMessage } from "discord.js";
import type { CommandCall, Host } from "../../core/adapter.ts";
import type { ReplyFile } from "../../core/command/reply.ts";
import { homeOf } from "./home.ts";
import { body, fileComponents } from "./interactions/answers.ts";
import { papersCommandOf } from "./interactions/register.ts";
import { flags, noMentions } from "./limits.ts";
import { suffixOf } from "./marker.ts";
import { fetchMember } from "./members.ts";
import { split } from "./draw/split.ts";

/** Answers what people write to the bot in direct messages; messages of servers never reach it. */
export function listenToDirectMessages(client: Client, host: Host, run: (work: () => Promise<unknown>) => void): void {
  client.on(Events.MessageCreate, (message) => {
    const isWritten = message.type === MessageType.Default || message.type === MessageType.Reply;
    if (message.guildId === null && isWritten && !message.author.bot && message.content.trim() !== "")
      run(() => answerDirect(client, host, message));
  });
}

async function answerDirect(client: Client, host: Host, { id, author, channelId, content }: DiscordMessage) {
  const workspace = await homeOf(client, host, author.id);
  const words = content.replaceAll(`<@${client.user?.id ?? ""}>`, " ");
  const call: CommandCall = {
    platform: "discord",
    workspace,
    channel: { id: channelId, thread: null, direct: true },
    caller: { id: author.id, profile: () => fetchMember(client, workspace, author.id, null) },
    request: { kind: "written", words },
    message: null,
  };
  const { message, file } = await host.command(call);
  const drawing = { suffix: suffixOf("", workspace), containerId: null, command: papersCommandOf(client) };
  const answers = message ? split(message).map((part) => ({ body: body(part, drawing), files: [] })) : [];
  for (const [place, answer] of [...answers, ...(file ? [attached(file)] : [])].entries()) {
    // The client repeats a request without an answer; with the same nonce Discord posts it once.
    const once = { allowed_mentions: noMentions, nonce: `${id}${place}`, enforce_nonce: true };
    await client.rest.post(Routes.channelMessages(channelId), { ...answer, body: { ...answer.body, ...once } });
  }
}

const attached = ({ name, text }: ReplyFile) => ({
  body: { components: fileComponents(name), flags: flags.componentsV2 },
  files: [{ name, data: Buffer.from(text, "utf8") }],
});
