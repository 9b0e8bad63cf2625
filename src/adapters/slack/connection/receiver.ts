import { HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import type { SlackConfig } from "../../../config/slack.ts";
import type { Routes } from "../../../core/adapter.ts";
import type { Log } from "../../../log.ts";
import type { InstallPages } from "./install-pages.ts";
import { slackLogger } from "./logger.ts";

/** How events arrive: over a socket that we open, or as requests to our server. */
export type Incoming =
  | { kind: "socket"; receiver: SocketModeReceiver; routes: undefined }
  | { kind: "http"; receiver: HTTPReceiver; routes: Routes };

/** An id for each delivery, passed to handlers as context, so that a repeated delivery takes effect once. */
const delivered = (id: unknown) => ({ deliveryId: typeof id === "string" ? id : "" });

/** Makes the receiver for the configured mode. */
export function createIncoming(config: SlackConfig, pages: InstallPages | null, log: Log): Incoming {
  const logger = slackLogger(log);
  if (config.mode === "socket") {
    const receiver = new SocketModeReceiver({
      appToken: config.appToken,
      logger,
      installerOptions: { clientOptions: { slackApiUrl: config.apiUrl, allowAbsoluteUrls: false } },
      customPropertiesExtractor: (args: { envelope_id?: string }) => delivered(args.envelope_id),
    });
    return { kind: "socket", receiver, routes: undefined };
  }
  const receiver = new HTTPReceiver({
    signingSecret: config.signingSecret,
    logger,
    customPropertiesExtractor: (request) => delivered(request.headers["x-slack-signature"]),
  });
  return { kind: "http", receiver, routes: { prefix: "/slack/", listener: listenerOf(receiver, pages) } };
}

/** Bolt reads a signature up to its second "=": what follows would make a repeated request look like another one. */
const isExact = (signature: string | string[] | undefined): boolean => /^v0=[0-9a-f]{64}$/.test(String(signature));

/** Slack's own limit for the age of a request, in seconds. */
const longestSkew = 300;

/** Bolt refuses old requests; this refuses requests dated ahead, which could be replayed until that date. */
const isAhead = (timestamp: string | string[] | undefined): boolean =>
  Number(timestamp) - Date.now() / 1000 > longestSkew;

/** Serves the install pages first, then Bolt, which throws for unknown paths. */
function listenerOf(receiver: HTTPReceiver, pages: InstallPages | null): Routes["listener"] {
  return (request, response) => {
    if (pages?.(request, response)) return;
    const { "x-slack-signature": signature, "x-slack-request-timestamp": timestamp } = request.headers;
    if (isAhead(timestamp) || (signature !== undefined && !isExact(signature)))
      return void response.writeHead(401).end();
    try {
      receiver.requestListener(request, response);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
    }
  };
}
