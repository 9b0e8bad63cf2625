import { DiscordAPIError, Routes, type REST } from "discord.js";
import type { WorkspaceAccess } from "../../core/adapter.ts";
import type { Log } from "../../log.ts";

const tokenRecheckMs = 60_000;

/** Asks Discord, by `users/@me`, whether the token is good. */
export interface TokenCheck {
  check(): Promise<WorkspaceAccess>;
  /** Why Discord refuses the token; null while it does not. */
  refused(): string | null;
}

/** The library forgets a token over one answer of 401; whether it is good is asked apart. */
export function keepToken(rest: REST): REST {
  const setToken = rest.setToken.bind(rest);
  rest.setToken = (token: string | null) => (token === null ? rest : setToken(token));
  return rest;
}

/** A refused token is asked about again every minute, until it is good or the program stops. */
export function createTokenCheck(rest: REST, log: Log, isStopped: () => boolean): TokenCheck {
  let refused: string | null = null;
  const ask = async (): Promise<WorkspaceAccess> => {
    try {
      await rest.get(Routes.user());
      if (refused) log.info({ platform: "discord" }, "Discord accepts DISCORD_TOKEN again");
      refused = null;
      return "fine";
    } catch (error) {
      if (!(error instanceof DiscordAPIError && error.status === 401)) return "unknown";
      if (!refused) log.error({ platform: "discord" }, "Discord refuses DISCORD_TOKEN");
      refused = "Discord refuses DISCORD_TOKEN";
      return "unknown";
    }
  };
  const watch = () => {
    const timer = setTimeout(() => {
      if (!isStopped()) void ask().then(() => refused !== null && watch());
    }, tokenRecheckMs);
    timer.unref();
  };
  return {
    async check() {
      const wasRefused = refused !== null;
      const access = await ask();
      if (refused !== null && !wasRefused) watch();
      return access;
    },
    refused: () => refused,
  };
}
