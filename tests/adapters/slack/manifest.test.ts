import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  botEvents,
  findShortcut,
  optionalScopes,
  scopes,
  slashCommand,
  unfurlDomains,
} from "../../../src/adapters/slack/connection/scopes.ts";

const root = new URL("../../../", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("slack-manifest.json", root), "utf8")) as {
  features: {
    unfurl_domains: string[];
    shortcuts: { callback_id: string }[];
    slash_commands: { command: string; should_escape: boolean }[];
  };
  oauth_config: { scopes: { bot: string[]; bot_optional: string[] } };
  settings: { event_subscriptions: { bot_events: string[] }; socket_mode_enabled: boolean };
};
const events = readFileSync(new URL("src/adapters/slack/events/events.ts", root), "utf8");

describe("slack-manifest.json", () => {
  it("asks for the scopes of the code, and no others", () => {
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...scopes].sort());
    expect(manifest.oauth_config.scopes.bot_optional).toEqual(optionalScopes);
  });

  it("subscribes to the events that are handled, and no others", () => {
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual([...botEvents].sort());
    const handled = botEvents.filter((name) => events.includes(`"${name.replace("message.im", "message")}"`));
    expect(handled).toEqual([...botEvents]);
  });

  it("has the command, the shortcut and the sites whose links are read", () => {
    expect(manifest.features.unfurl_domains).toEqual(unfurlDomains);
    expect(manifest.features.slash_commands).toMatchObject([{ command: slashCommand, should_escape: false }]);
    expect(manifest.features.shortcuts).toMatchObject([{ callback_id: findShortcut }]);
  });
});
