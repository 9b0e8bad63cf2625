import { Client, DefaultRestOptions, Events, GatewayIntentBits, Partials, type RESTOptions, Status } from "discord.js";
import type { Health } from "../../core/adapter.ts";
import { UserError } from "../../errors.ts";
import { keepToken } from "./access.ts";
import type { Log } from "../../log.ts";
import { noMentions } from "./limits.ts";

/** Codes of a connection that was closed before the answer: by a reset, or because it was idle. */
const closedConnection = new Set(["ECONNRESET", "UND_ERR_SOCKET"]);
/** Where a POST makes a message, so that a second one would make another. */
const newMessage = /\/(?:messages|webhooks\/\d+\/[^/]+)$/;

/**
 * Sends a request of the library, which repeats every request that fails with ECONNRESET and no other. So a request that may
 * come twice gets this code when its connection was closed, and one that makes a message does not keep it.
 */
const sendRequest: RESTOptions["makeRequest"] = async (url, init) => {
  try {
    return await DefaultRestOptions.makeRequest(url, init);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && closedConnection.has(String(error.code)))) throw error;
    const makesMessage = init.method === "POST" && newMessage.test(new URL(url).pathname);
    throw makesMessage
      ? new Error("the connection was closed before Discord's answer", { cause: error })
      : Object.assign(error, { code: "ECONNRESET" });
  }
};

/**
 * A client with the intents for servers, their reactions, and direct messages to the bot: none is privileged, and messages of
 * servers stay unread. Partials make it see reactions on older messages, and direct messages.
 */
export function createClient(apiUrl: string): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessageReactions, GatewayIntentBits.DirectMessages],
    partials: [Partials.Message, Partials.Reaction, Partials.Channel, Partials.User],
    allowedMentions: noMentions,
    shards: "auto",
    rest: { api: apiUrl, makeRequest: sendRequest },
  });
  keepToken(client.rest);
  return client;
}

/** Logs the connection's events; discord.js reconnects by itself. */
export function logConnection(client: Client, log: Log): void {
  client.on(Events.Error, (err) => log.error({ err }, "Discord's client failed"));
  client.on(Events.ShardError, (err, shard) => log.warn({ err, shard }, "Discord's gateway failed"));
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, "reconnecting to Discord"));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, "resumed the Discord session"));
  client.on(Events.ShardDisconnect, ({ code }, shard) =>
    log.error({ code, shard }, "Discord ended the session for good"),
  );
}

const wrongToken = () =>
  new UserError(
    "config",
    "DISCORD_TOKEN is refused by Discord. Get a new one at discord.com/developers/applications → your application → Bot → Reset Token.",
    null,
    1,
  );

/** Connects and waits until every server is known. Rejects with a `UserError` for a wrong token, else with the failure. */
export async function connectClient(client: Client, token: string): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  try {
    await client.login(token);
    return await ready;
  } catch (error) {
    if (error instanceof Error && isAboutToken(error)) throw wrongToken();
    throw error;
  }
}

const isAboutToken = (error: Error): boolean =>
  ("code" in error && error.code === "TokenInvalid") ||
  ("status" in error && error.status === 401) ||
  error.message === "Authentication failed";

/** Connected means that every shard is connected. */
export function healthOf(client: Client | null, trouble: string | null): Health {
  const shards = [...(client?.ws.shards.values() ?? [])];
  const up = shards.filter(({ status }) => status === Status.Ready).length;
  if (trouble === null && client?.isReady() && shards.length > 0 && up === shards.length)
    return { connected: true, detail: "connected" };
  if (trouble !== null || !client?.isReady()) return { connected: false, detail: trouble ?? "not connected yet" };
  return { connected: false, detail: "a connection is down, reconnecting" };
}
