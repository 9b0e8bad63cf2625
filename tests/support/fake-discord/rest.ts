import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { FakeState } from "./state.ts";
import { ApiError, invalidBody, type Answer } from "./errors.ts";
import type { Fault, Received } from "./faults.ts";
import { commandFaults, messageFaults, modalFaults } from "./limits.ts";
import { rateLimited } from "./rate-limits.ts";
import { readPayload } from "./request.ts";
import { interactionRoutes } from "./routes-interactions.ts";
import { messageRoutes } from "./routes-messages.ts";
import { placeRoutes } from "./routes-places.ts";
import { reactionRoutes } from "./routes-reactions.ts";
import { threadRoutes } from "./routes-threads.ts";

/** What a route gets; answers the body (undefined is 204). */
export interface Call {
  state: FakeState;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
  files: { name: string; text: string }[];
}

/** Method, path with `:names`, and what it does. */
export type Route = [method: string, path: string, run: (call: Call) => unknown];

const routes: [method: string, shape: RegExp, run: Route[2]][] = [
  ...placeRoutes,
  ...threadRoutes,
  ...interactionRoutes,
  ...messageRoutes,
  ...reactionRoutes,
].map(([method, path, run]) => [method, new RegExp(`^${path.replaceAll(/:(\w+)/g, "(?<$1>[^/]+)")}$`), run]);

/** Serves `/api/v10`. */
export function createRest(state: FakeState): RequestListener {
  return (request, response) => {
    void serve(state, request, response).catch((error: unknown) => {
      state.violations.push(
        `the fake broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      response.writeHead(500).end("{}");
    });
  };
}

async function serve(state: FakeState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://fake");
  const path = url.pathname.replace(/^\/api(\/v10)?/, "");
  const method = request.method ?? "GET";
  const { body, files } = await readPayload(request);
  const received: Received = { method, path, query: url.searchParams, body, at: state.world.now() };
  state.requests.push(received);

  const { headers, refused } = state.rateLimits.of(method, path);
  const run = (): Answer => (refused ? refused : perform(state, received, files, request.headers.authorization));
  const fault = state.faults.for(received);
  if (fault) return trouble(state, fault, run, request, response, headers);
  reply(response, run(), headers);
  state.changed();
}

/** Checks the token and the body, then does what the route does. */
function perform(
  state: FakeState,
  received: Received,
  files: Call["files"],
  authorization: string | undefined,
): Answer {
  const { method, path, query, body } = received;
  const open = path.startsWith("/interactions/") || /^\/webhooks\/\d+\//.test(path);
  if (!open && authorization !== `Bot ${state.token}`)
    return { status: 401, body: { message: "401: Unauthorized", code: 0 } };
  const found = routes.find(([verb, shape]) => verb === method && shape.test(path));
  if (!found) return { status: 404, body: { message: "404: Not Found", code: 0 } };
  try {
    refuseFaults(state, received);
    const params = { ...found[1].exec(path)?.groups };
    for (const key of Object.keys(params)) params[key] = decodeURIComponent(params[key] ?? "");
    const result = found[2]({ state, params, query, body: (body ?? {}) as Record<string, unknown>, files });
    return { status: result === undefined ? 204 : 200, body: result };
  } catch (error) {
    if (error instanceof ApiError) return error.answer;
    throw error;
  }
}

function refuseFaults(state: FakeState, { method, path, body }: Received): void {
  if (body === undefined || method === "GET") return;
  const faults = [...(state.check?.(method, path, body) ?? []), ...ownFaults(method, path, body as never)];
  if (faults.length === 0) return;
  state.violations.push(...faults.map((fault) => `${method} ${path}: ${fault}`));
  throw invalidBody(faults);
}

/** Faults by our own table of limits, by what kind of body the path takes. */
function ownFaults(method: string, path: string, body: Record<string, unknown>): string[] {
  if (path.endsWith("/commands")) return commandFaults(body as never);
  if (path.endsWith("/threads") && body["message"]) return messageFaults(body["message"]);
  if (path.endsWith("/callback")) return callbackFaults(Number(body["type"]), body["data"] ?? null);
  return /\/messages(\/[^/]+)?$|\/webhooks\//.test(path) ? messageFaults(body, method === "PATCH") : [];
}

function callbackFaults(type: number, data: object | null): string[] {
  if (data === null || type === 8) return [];
  return type === 9 ? modalFaults(data) : messageFaults(data, type === 5);
}

function reply(
  response: ServerResponse,
  { status, body, headers = {} }: Answer,
  more: Record<string, string> = {},
): void {
  const all = { ...more, ...headers };
  if (status === 204) return void response.writeHead(204, all).end();
  response.writeHead(status, { ...all, "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Plays a fault: the effect before, never or late, and the answer it asks for. */
function trouble(
  state: FakeState,
  fault: Fault,
  run: () => Answer,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Record<string, string>,
): void {
  if (fault.kind === "rate_limit")
    return reply(response, rateLimited(fault.retryAfter, fault.global ?? false), headers);
  const commit = fault.commit ?? "never";
  const act = () => {
    run();
    state.changed();
  };
  if (commit === "before") act();
  if (commit === "late") state.later(act, ("lateMs" in fault && fault.lateMs) || 0);
  if (fault.kind === "reset") return void request.socket.resetAndDestroy();
  if (fault.kind === "close") return void request.socket.destroy();
  if (fault.kind === "silence") return;
  if (fault.kind === "html")
    return void response.writeHead(200, { "content-type": "text/html" }).end("<html>proxy</html>");
  reply(
    response,
    { status: fault.status, body: fault.body ?? { message: "fault", code: 0 }, headers: fault.headers ?? {} },
    headers,
  );
}
