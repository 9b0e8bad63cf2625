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
  const addresses = [http, https].flatMap((address) => (address === null ? [] : [new URL(address)]));
  return async (url, init) => {
    try {
      return await proxied(url, { ...init, dispatcher } as Parameters<typeof proxied>[1]);
    } catch (error) {
      const why = proxyFault(error, addresses);
      throw why === null ? error : new Error(why, { cause: error });
    }
  };
}

/** What undici tells of a connection that failed. */
interface ProxyFault {
  message?: string;
  code?: unknown;
  hostname?: string;
  port?: number;
  cause?: unknown;
}

/** What is wrong with the proxy itself; null for any other fault. Undici's own words hide which of two servers is meant. */
function proxyFault(error: unknown, proxies: readonly URL[]): string | null {
  const { message = "", code, hostname, port, cause } = error as ProxyFault;
  const status = /^Proxy response \((\d+)\)|^Proxy Authentication Required \((407)\)/.exec(message)?.slice(1);
  if (status?.includes("407")) return "the proxy asks for a user and password (HTTP 407)";
  if (status) return `the proxy refused it (HTTP ${status.join("")})`;
  const isProxy = proxies.some((each) => each.hostname === hostname || (port !== undefined && `${port}` === each.port));
  if (isProxy) return `the proxy could not be reached (${String(code)})`;
  return cause instanceof Error ? proxyFault(cause, proxies) : null;
}
