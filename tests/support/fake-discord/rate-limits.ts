import { createHash } from "node:crypto";
import type { Answer } from "./errors.ts";

/** How many requests a bucket takes in a window. */
export interface Bucket {
  limit: number;
  perMs: number;
}

const roomy: Bucket = { limit: 1_000, perMs: 1_000 };
/** 5 posts per 5 s and channel, Discord's limit. */
const posting: Bucket = { limit: 5, perMs: 5_000 };
const globalPerSecond = 50;

const snowflake = /\/\d{5,}/g;
const majorOf = (path: string): string => /^\/(?:channels|guilds|webhooks)\/[^/]+/.exec(path)?.[0] ?? "";

/** Counts requests by Discord's buckets; with `enforce` the surplus is answered with 429. */
export function createRateLimits(now: () => number, enforce: boolean) {
  const windows = new Map<string, { start: number; used: number }>();
  let tooMany = 0;
  const take = (key: string, { limit, perMs }: Bucket) => {
    const found = windows.get(key);
    const open = found && now() - found.start < perMs ? found : { start: now(), used: 0 };
    windows.set(key, open);
    open.used++;
    return { over: open.used > limit, remaining: Math.max(0, limit - open.used), resetMs: open.start + perMs - now() };
  };
  const limited = (retryMs: number, global: boolean): Answer => {
    tooMany++;
    return rateLimited(retryMs / 1_000, global);
  };
  return {
    /** How many requests were answered with 429 because they came too fast. */
    get tooMany() {
      return tooMany;
    },
    /** The headers of an answer, or the 429 that takes its place. */
    of(method: string, path: string): { headers: Record<string, string>; refused: Answer | null } {
      const interaction = path.startsWith("/interactions/") || path.startsWith("/webhooks/");
      const isPost = method === "POST" && /^\/channels\/\d+\/messages$/.test(path);
      const bucket = isPost && enforce ? posting : roomy;
      const route = `${method} ${path.replaceAll(snowflake, "/:id").replace(/\/webhooks\/:id\/[^/]+/, "/webhooks/:id/:token")}`;
      const own = take(`${route} ${majorOf(path)}`, bucket);
      const headers = {
        "x-ratelimit-limit": String(bucket.limit),
        "x-ratelimit-remaining": String(own.remaining),
        "x-ratelimit-reset": (now() / 1_000 + own.resetMs / 1_000).toFixed(3),
        "x-ratelimit-reset-after": (own.resetMs / 1_000).toFixed(3),
        "x-ratelimit-bucket": createHash("md5").update(route).digest("hex"),
      };
      if (!enforce) return { headers, refused: null };
      if (own.over) return { headers, refused: limited(own.resetMs, false) };
      const all = interaction ? null : take("global", { limit: globalPerSecond, perMs: 1_000 });
      return { headers, refused: all?.over ? limited(all.resetMs, true) : null };
    },
  };
}

/** Discord's 429; `retryAfter` in seconds. */
export const rateLimited = (retryAfter: number, global: boolean): Answer => ({
  status: 429,
  body: { message: "You are being rate limited.", retry_after: retryAfter, global },
  headers: {
    "retry-after": retryAfter.toFixed(3),
    "x-ratelimit-scope": global ? "global" : "user",
    ...(global ? { "x-ratelimit-global": "true" } : {}),
  },
});
