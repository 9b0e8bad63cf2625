import * as z from "zod";
import { describe, expect, it } from "vitest";
import { findPapersMenu, registration } from "../../../src/adapters/discord/interactions/options.ts";
import { differs } from "../../../src/adapters/discord/interactions/register.ts";
import { defineCommand } from "../../../src/core/command/define.ts";
import { commands } from "../../../commands/index.ts";
import { commandFaults } from "../../support/fake-discord/limits.ts";
import { specification } from "../../support/fake-discord/specification.ts";

const made = defineCommand({
  name: "made",
  summary: "something made up",
  options: {
    limit: z.coerce.number().int().min(1).max(100).default(10).describe("how many"),
    period: z.enum(["day", "week"]).default("week").describe("how long"),
    topic: z.string().min(1).describe("about what"),
    at: z
      .string()
      .transform((text) => text.length)
      .optional()
      .describe("when"),
    dm: z.boolean().optional().describe("for yourself"),
  },
  example: "made gan",
  run: async () => ({ visibility: "caller", message: null, json: null }),
});

describe("what is registered with Discord", () => {
  it("is derived from the commands: those that are typed, and the message menu", () => {
    const [papers, menu] = registration(commands);
    const typed = commands.filter(({ reach }) => reach === "typed").map(({ name }) => name);
    expect(papers?.options?.map(({ name }) => name)).toEqual(typed);
    expect(menu).toMatchObject({ type: 3, name: findPapersMenu });
  });

  it("keeps Discord's limits and its specification", () => {
    const wanted = registration(commands);
    expect(commandFaults(wanted as never)).toEqual([]);
    expect(JSON.stringify(wanted)).not.toContain("`");
    expect(specification()?.("PUT", "/applications/1/commands", wanted) ?? []).toEqual([]);
  });

  it("takes types from what options become and what is required from what people type", () => {
    const [papers] = registration([made]);
    expect(papers?.options?.[0]?.options).toEqual([
      { type: 3, name: "topic", description: "about what", autocomplete: true, required: true },
      { type: 4, name: "limit", description: "how many", min_value: 1, max_value: 100 },
      {
        type: 3,
        name: "period",
        description: "how long",
        choices: [
          { name: "day", value: "day" },
          { name: "week", value: "week" },
        ],
      },
      { type: 3, name: "at", description: "when" },
      { type: 5, name: "dm", description: "for yourself" },
    ]);
  });

  it("works in servers, direct messages and other private channels, installed to a server or by a user", () => {
    expect(registration(commands)).toMatchObject([
      { contexts: [0, 1, 2], integration_types: [0, 1] },
      { contexts: [0, 1, 2], integration_types: [0, 1] },
    ]);
  });

  it("takes translations of names and descriptions, and registers anew when one changes", () => {
    const words = { name_localizations: { de: "thema" }, description_localizations: { de: "worüber" } };
    const [papers] = registration([made], {
      papers: { description_localizations: { de: "Papiere" } },
      "made topic": words,
    });
    expect(papers?.description_localizations).toEqual({ de: "Papiere" });
    expect(papers?.options?.[0]?.options?.[0]).toMatchObject({ name: "topic", ...words });
    expect(differs(registration([made]), registration([made], { "made topic": words }))).toBe(true);
  });

  it("differs only in what we say about it, not in what Discord fills in", () => {
    const wanted = registration(commands);
    const stored = wanted.map((command) => ({
      id: "1",
      version: "2",
      default_member_permissions: null,
      nsfw: false,
      description: "",
      ...command,
    }));
    expect(differs(stored, wanted)).toBe(false);
    expect(differs(stored.slice(1), wanted)).toBe(true);
    expect(differs(stored, registration([...commands, made]))).toBe(true);
  });
});
