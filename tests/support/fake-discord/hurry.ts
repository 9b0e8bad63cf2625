import { Options } from "discord.js";

const defaults = Options.createDefault();
const throttler = { waitForIdentify: async () => undefined };

/**
 * Spares discord.js's clients in this process what the fake does not ask for:
 * 15 s for servers with an outage, and 5 s between two sessions.
 */
Options.createDefault = () => ({
  ...defaults,
  waitGuildTimeout: 100,
  ws: { ...defaults.ws, buildIdentifyThrottler: async () => throttler },
});
