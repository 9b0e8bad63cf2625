import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Routes } from "../core/adapter.ts";
import type { Store } from "../core/store/store.ts";
import { teamOf } from "../core/team/team.ts";
import { notFound } from "../http/not-found.ts";
import type { Log } from "../log.ts";
import { pagePrefix, workspaceWithPage } from "./secret.ts";
import { siteFile, type SiteFile } from "./site.ts";

/** What serving pages needs. */
export interface Serving {
  store: Store;
  log: Log;
  now(): Date;
  defaultTimezone: string;
}

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  // Papers' pictures are at their sources; the page's own icon is empty.
  "img-src https: data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves the pages and feeds of teams at `/w/<secret>/`; anything else there is not found, in the same words as elsewhere. */
export function pageRoutes(serving: Serving): Routes {
  return {
    prefix: pagePrefix,
    listener: (request, response) =>
      void answerPage(serving, request, response).catch((error: unknown) => {
        // The address is the secret, so the log has the fault alone.
        serving.log.error({ err: error }, "a page could not be written");
        response.writeHead(500, { "content-type": "text/plain", "cache-control": "no-store" });
        response.end("The page could not be written just now. Try again in a minute.\n");
      }),
  };
}

async function answerPage(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = ["GET", "HEAD"].includes(request.method ?? "") ? await fileAt(serving, request.url ?? "") : null;
  if (file === null) return notFound(response);
  if (file === "slash") {
    // Relative links need it; the place to go is relative too, because a proxy may serve the page below another path.
    const last = /([^/?]+)(\?.*)?$/.exec(request.url ?? "")?.[1] ?? "";
    response.writeHead(308, { location: `${last}/`, "cache-control": "no-store" }).end();
    return;
  }
  const etag = `"${createHash("sha256").update(file.body).digest("base64url")}"`;
  const headers = {
    etag,
    "cache-control": "private, no-cache",
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
  };
  if (isKnown(request.headers["if-none-match"], etag)) return void response.writeHead(304, headers).end();
  response.writeHead(200, { ...headers, "content-type": file.type, "content-length": Buffer.byteLength(file.body) });
  response.end(request.method === "HEAD" ? undefined : file.body);
}

async function fileAt(serving: Serving, url: string): Promise<SiteFile | "slash" | null> {
  const { store, defaultTimezone } = serving;
  const [path = "", query = ""] = url.split("?");
  const [secret = "", name, ...more] = path.slice(pagePrefix.length).split("/");
  const workspace = await workspaceWithPage(secret, (hash) => store.pages.find(hash));
  if (workspace === null || more.length > 0) return null;
  if (name === undefined) return "slash";
  const words = new URLSearchParams(query).get("q") ?? "";
  return siteFile(await teamOf(store, workspace, defaultTimezone, serving.now()), name, words);
}

/** Whether the reader has what this tag stands for; proxies mark tags as weak when they compress. */
const isKnown = (known: string | undefined, etag: string): boolean =>
  (known ?? "").split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
