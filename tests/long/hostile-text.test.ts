import { describe } from "vitest";
import { hostileText as hostileTextOnDiscord } from "../adapters/discord/hostile-text.ts";
import { hostileText as hostileTextOnSlack } from "../adapters/slack/hostile-text.ts";

describe("Slack", () => hostileTextOnSlack(10_000));
describe("Discord", () => hostileTextOnDiscord(10_000));
