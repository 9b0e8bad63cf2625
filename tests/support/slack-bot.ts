import { afterEach, beforeEach } from "vitest";
import type { Overrides } from "../../src/app.ts";
import { startFakeSlack, type FakeSlack } from "./fake-slack/fake-slack.ts";
import { knownPapers } from "./known-papers.ts";
import { startTestBot, type TestBot } from "./test-bot.ts";

/** What requests of the fake Slack are signed with. */
export const signingSecret = "0123456789abcdef0123456789abcdef";

/** The fake Slack; new for each test of a file that calls `useSlack`. */
export let slack: FakeSlack;
let running: TestBot | null = null;

/** Gives each test a Slack of its own, and ends the bot that it started last. */
export function useSlack(): void {
  beforeEach(async () => {
    slack = await startFakeSlack();
  });
  afterEach(async () => {
    await running?.remove();
    running = null;
    await slack.close();
  });
}

/** Starts a bot from an environment; the test's end stops it and deletes its database. */
export const start = async (
  env: Record<string, string>,
  folder?: string,
  overrides: Overrides = {},
): Promise<TestBot & { folder: string }> => {
  const options = { ...overrides, ...(folder === undefined ? { papers: knownPapers } : { folder }) };
  const started = await startTestBot({ SLACK_API_URL: slack.apiUrl, ...env }, options);
  running = started;
  return started;
};

/** Settings of a bot that Slack calls by HTTP. */
export const http = () => ({ SLACK_BOT_TOKEN: slack.team("T1").token, SLACK_SIGNING_SECRET: signingSecret, PORT: "0" });

/** Settings of a bot with a socket to Slack. */
export const socket = () => ({ SLACK_BOT_TOKEN: slack.team("T1").token, SLACK_APP_TOKEN: slack.appToken });
