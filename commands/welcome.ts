import { newRoundup } from "./parts/roundup-lines.ts";
import { encodeButton } from "../src/core/command/button.ts";
import { type Block, type Message, textMessage } from "../src/core/messages/message.ts";
import { prose } from "../src/core/messages/prose.ts";

const starts = [
  ["/papers today", "the newest Daily Papers"],
  ["/papers topic gan", "papers about a topic"],
  ["/papers subscribe gan", "in a channel: new papers about it, weekdays at 09:00"],
] as const;

/** The first commands to try, one line each. */
export const startLines = (): Block[] =>
  starts.map(([typed, does]) => ({ kind: "text", spans: [{ text: typed, code: true }, { text: `  ${does}` }] }));

/** The welcome, shown once per workspace: to the installer or in a channel. */
export function workspaceWelcome(): Message {
  return {
    title: "Papers for your team",
    blocks: [
      {
        kind: "text",
        spans: [
          {
            text: "I bring new papers from Hugging Face's Daily Papers and arXiv into your channels, find what you look for, ",
          },
          { text: "and learn from your votes what to show first. Nothing is posted until somebody asks for it." },
        ],
      },
      ...startLines(),
      {
        kind: "actions",
        actions: [newRoundup, { role: "plain", label: "Show today's papers", call: encodeButton("today") }],
      },
    ],
    footer: prose("Everything I can do: /papers help"),
  };
}

/** The message for a channel that the bot joins, shown once. */
export const channelWelcome = (): Message =>
  textMessage(
    { text: "I can post new papers here. Type " },
    { text: "/papers subscribe gan", code: true },
    { text: " for a roundup about a topic, or " },
    { text: "/papers help", code: true },
    { text: "." },
  );
