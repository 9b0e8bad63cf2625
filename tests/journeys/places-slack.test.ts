import { beforeEach, describe, expect, it } from "vitest";
import { type Chat, clockFrom, slackChat, startBotAt, useChats } from "../support/chats.ts";
import { knownPapers } from "../support/known-papers.ts";

useChats();
const direct = "DT1U2";
const isRoundup = (text: string) => text.includes("gan · Monday 10 November");
let chat: Chat;
const everywhere = () => [...chat.channels, direct].filter((id) => chat.channel(id).some(isRoundup));

beforeEach(async () => {
  chat = await slackChat();
  await startBotAt(chat.env, clockFrom("2025-11-07T10:00:00Z"), knownPapers);
});

describe("a roundup in Slack appears exactly where it was subscribed", () => {
  it.each([
    ["in a channel", {}, "C2", "C2"],
    ["in the bot's direct messages", {}, direct, direct],
    ["in direct messages, asked for in a channel", { to: "dm" }, "C1", direct],
  ])("%s", async (_, options, typedIn, place) => {
    await chat.subscribe({ topic: "gan", tz: "UTC", ...options }, typedIn);
    await startBotAt(chat.env, clockFrom("2025-11-10T09:06:05Z"));
    await chat.until(() => everywhere().length > 0);
    expect(everywhere()).toEqual([place]);
    expect(chat.channel(place).filter(isRoundup)).toHaveLength(1);
  });
});
