import type { Endpoint } from "../source.ts";

/** What one request brought; `refused` is a definite no, `lost` means nobody knows what the server would have said. */
export type Answer =
  | { status: "body"; text: string; etag: string | null; lastModified: string | null; holdMs: number | null }
  | { status: "unchanged" }
  | { status: "missing" }
  | { status: "refused"; code: number; text: string; holdMs: number | null }
  | { status: "lost"; why: string };

/** One request: its path and query, and what is known of the last answer. */
export interface Request {
  path: string;
  etag?: string | null;
  lastModified?: string | null;
  signal: AbortSignal;
}

/** The fetch function of Node, or a test's. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const sizeLimit = 10 * 1024 * 1024;
const mostRedirects = 3;
const longestHoldMs = 3_600_000;
const userAgent = "papers-bot (paper roundups for team chat)";

/** Asks an endpoint once; deadline and stopping come with the request's signal and cover the whole body. */
export async function request(endpoint: Endpoint, { path, signal, ...known }: Request, fetch: Fetch): Promise<Answer> {
  try {
    const response = await follow(endpoint, `${endpoint.baseUrl}${path}`, headersFor(endpoint, known), signal, fetch);
    return typeof response === "string" ? { status: "lost", why: response } : await answer(response);
  } catch (error) {
    return { status: "lost", why: whyLost(error) };
  }
}

function headersFor({ token }: Endpoint, { etag, lastModified }: Omit<Request, "path" | "signal">) {
  return {
    "User-Agent": userAgent,
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
    ...(etag ? { "If-None-Match": etag } : {}),
    ...(lastModified ? { "If-Modified-Since": lastModified } : {}),
  };
}

/** Follows redirects inside the endpoint's own host; a text says why it went no further. */
async function follow(
  { baseUrl }: Endpoint,
  start: string,
  headers: Record<string, string>,
  signal: AbortSignal,
  fetch: Fetch,
): Promise<Response | string> {
  const home = new URL(baseUrl);
  let url = new URL(start);
  for (let hops = 0; hops <= mostRedirects; hops++) {
    if (!sameHost(url, home)) return "it redirected to another host";
    const response = await fetch(url.href, { headers, signal, redirect: "manual" });
    const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null) return response;
    await response.body?.cancel();
    const next = URL.parse(location, url.href);
    if (!next) return "it redirected to no readable address";
    url = next;
  }
  return `it redirected more than ${mostRedirects} times`;
}

/** The same host and port; http may become https, never the other way round. */
const sameHost = (url: URL, home: URL): boolean =>
  url.hostname === home.hostname &&
  !url.username &&
  (url.origin === home.origin || (home.protocol === "http:" && url.protocol === "https:" && url.port === home.port));

async function answer(response: Response): Promise<Answer> {
  const { status: code, headers } = response;
  if (code === 304) return { status: "unchanged" };
  const text = await readBody(response);
  const holdMs = holdOf(headers, code);
  if (code === 404) return { status: "missing" };
  if (code !== 200) return { status: "refused", code, text, holdMs };
  return { status: "body", text, etag: headers.get("etag"), lastModified: headers.get("last-modified"), holdMs };
}

/** The body as text, stopped at 10 MiB, counted after decompression. */
async function readBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > sizeLimit) throw new Error("its answer is larger than 10 MiB");
    chunks.push(chunk as Uint8Array);
  }
  return decode(Buffer.concat(chunks));
}

/** Both services write UTF-8, whatever the header says; what is not UTF-8 is read as Windows-1252, which cannot fail. */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** How long the server wants to be left alone, from `Retry-After` or Hugging Face's `RateLimit`, at most an hour. */
function holdOf(headers: Headers, code: number): number | null {
  const limit = /r=(\d+);t=(\d+)/.exec((headers.get("ratelimit") ?? "").replace(/\s/g, ""));
  const spent = limit && (code === 429 || Number(limit[1]) === 0) ? Number(limit[2]) * 1_000 : null;
  const retryAfter = code === 200 ? null : retryAfterMs(headers.get("retry-after"), headers.get("date"));
  const hold = retryAfter ?? spent;
  return hold === null ? null : Math.min(Math.max(hold, 0), longestHoldMs);
}

/** Seconds or a date; a date counts from the server's own clock. */
function retryAfterMs(value: string | null, serverDate: string | null): number | null {
  if (value === null || value.trim() === "") return null;
  if (/^[+-]?\d+$/.test(value.trim())) return Number(value) * 1_000;
  const until = Date.parse(value);
  const from = Date.parse(serverDate ?? "");
  return Number.isNaN(until) || Number.isNaN(from) ? null : until - from;
}

function whyLost(error: unknown): string {
  if (!(error instanceof Error)) return "it could not be reached";
  if (error.name === "TimeoutError") return "it did not answer in time";
  if (error.name === "AbortError") return "the program is stopping";
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : null;
  if (error.name === "TypeError") return code ? `it could not be reached (${code})` : "the connection broke";
  return error.message;
}
