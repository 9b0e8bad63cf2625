import type { App } from "@slack/bolt";
import { createCalls } from "./calls.ts";
import { listenToEvents, type ListenParts } from "./events.ts";
import { listenToInteractions } from "./interactions.ts";

/** Listens to everything Slack sends: acknowledges first, then calls the host once per event. Returns a function that waits for running calls. */
export function listenToSlack(app: App, parts: ListenParts): () => Promise<void> {
  const apiHost = new URL(parts.config.apiUrl).host;
  const responseHosts = apiHost === "slack.com" ? ["hooks.slack.com"] : [apiHost];
  const calls = createCalls({ ...parts, responseHosts });
  listenToInteractions(app, calls, parts);
  listenToEvents(app, calls, parts);
  return () => calls.settle();
}
