import type { ProxySettings } from "../source.ts";
import type { Fetch } from "./http.ts";

/**
 * Node's own fetch, or one that goes through proxies. Node obeys the variables only when its own start is told to, which
 * `.env` cannot do.
 */
export function fetchThrough(proxy: ProxySettings | null): Fetch {
  if (proxy === null) return fetch;
  // Loaded where it is used: it costs start-up time that few need.
  let loaded: Promise<Fetch> | null = null;
  return async (url, init) => (await (loaded ??= loadProxied(proxy)))(url, init);
}

async function loadProxied({ http, https, none }: ProxySettings): Promise<Fetch> {
  const { EnvHttpProxyAgent, fetch: proxied } = await import("undici");
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: http ?? "",
    httpsProxy: https ?? "",
    noProxy: none ?? "",
    // Plain http is asked of the proxy itself, as curl does; many proxies allow tunnels to port 443 alone.
    proxyTunnel: false,
  });
  return (url, init) => proxied(url, { ...init, dispatcher } as Parameters<typeof proxied>[1]);
}
