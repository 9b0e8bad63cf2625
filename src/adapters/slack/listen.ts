import type { App } from "@slack/bolt";
import type { SlackConfig } from "../../config.ts";
import type { AnswerParts } from "./answer.ts";
import { createCalls } from "./calls.ts";
import { listenToEvents } from "./events.ts";
import { listenToInteractions } from "./interactions.ts";

/** What turning what Slack delivers into calls needs. */
export interface ListenParts extends Omit<AnswerParts, "responseHosts"> {
  config: SlackConfig;
  /** The workspace whose installation this is, from what an event tells. */
  teamOf(told: string): string;
  botUser(team: string): Promise<string>;
  joined(team: string, name: string, installer: string | null): Promise<void>;
  left(team: string): Promise<void>;
}

/** Every event acknowledges first, is effective once, and ends in a call of the host; answers what waits for those under way. */
export function listen(app: App, parts: ListenParts): () => Promise<void> {
  const apiHost = new URL(parts.config.apiUrl).host;
  const responseHosts = apiHost === "slack.com" ? ["hooks.slack.com"] : [apiHost];
  const calls = createCalls({ ...parts, responseHosts });
  listenToInteractions(app, calls, (told) => parts.teamOf(told));
  listenToEvents(app, calls, parts);
  return () => calls.settled();
}
