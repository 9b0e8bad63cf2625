const longestUrl = 2_000;

/** An http or https address without user name or password, safe to use as a link; null for anything else. */
export function safeUrl(text: string | null | undefined): string | null {
  if (!text || text.length > longestUrl) return null;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const plain = url.username === "" && url.password === "" && !text.includes("\\") && url.hostname.includes(".");
  return plain ? url.href : null;
}
