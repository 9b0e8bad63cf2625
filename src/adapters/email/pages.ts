import { escapeText } from "entities";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Host } from "../../core/adapter.ts";
import type { MailPage } from "../../core/mail.ts";
import { mailPath } from "./compose.ts";

const longestBody = 10_000;

const unknownLink: MailPage = {
  title: "This link is not known",
  text: "It may be cut off, or what it was for is gone. Mails of roundups also say how to end them in the chat.",
  button: null,
};

/**
 * Answers the links in mails: GET asks and changes nothing, because scanners follow every link; POST does it, from the
 * page's button or by a mail program's one-click unsubscribe (RFC 8058). No cookies.
 */
export function mailPages(host: () => Host | null, failed: (error: unknown) => void): RequestListener {
  return (request, response) => {
    serve(request, response, host()).catch((error: unknown) => {
      failed(error);
      showPage(response, 500, {
        title: "Something went wrong here",
        text: "Nothing was changed. Try again later.",
        button: null,
      });
    });
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, host: Host | null): Promise<void> {
  const { method = "GET", url = "" } = request;
  const token = (url.split("?")[0] ?? "").slice(mailPath.length);
  if (!host) return showPage(response, 503, { title: "Starting", text: "Try again in a minute.", button: null });
  if (method === "GET" || method === "HEAD") {
    const page = await host.mailPage(token);
    return showPage(response, page ? 200 : 404, page ?? unknownLink);
  }
  if (method !== "POST") return void response.writeHead(405, { allow: "GET, HEAD, POST" }).end();
  if (!(await readAway(request))) return void response.writeHead(413, { connection: "close" }).end();
  const done = await host.acceptMailOffer(token);
  showPage(response, done ? 200 : 404, done ?? unknownLink);
}

/** Reads a body, which says nothing that the address does not; false if it is too long. */
async function readAway(request: IncomingMessage): Promise<boolean> {
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > longestBody) return false;
  }
  return true;
}

const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

function showPage(response: ServerResponse, status: number, { title, text, button }: MailPage): void {
  const form =
    button === null
      ? ""
      : `<form method="post"><button style="font:inherit;padding:.6em 1.2em">${escapeText(button)}</button></form>`;
  const html = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
<body style="font:17px/1.5 system-ui,sans-serif;max-width:34em;margin:3em auto;padding:0 1em;overflow-wrap:anywhere">
<h1 style="font-size:1.4em">${escapeText(title)}</h1>
<p>${escapeText(text)}</p>
${form}</body></html>
`;
  response.writeHead(status, pageHeaders).end(html);
}
