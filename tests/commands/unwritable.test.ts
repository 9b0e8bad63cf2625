import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { type CommandsWorld, codeOf, commandsWorld, said } from "../support/commands-world.ts";

let world: CommandsWorld;
beforeEach(async () => {
  world = await commandsWorld("2026-11-23T08:00:00Z");
  await world.papers({ arxivId: "2611.00001", title: "Diffusion models", listedOn: ["2026-11-23"] });
  await world.type("help");
});
afterEach(() => world.close());

describe("on a full disk", () => {
  const full = async () => {
    throw new UserError("config", "The database /srv/secret/papers.db cannot grow: the disk is full.");
  };
  beforeEach(() => {
    Object.assign(world.store.searches, { remember: full });
    Object.assign(world.store.replies, { keep: full });
    Object.assign(world.store.saves, { add: full });
  });

  it.each(["today", "topic diffusion", "search diffusion", "show 2611.00001", "top", "saved", "status"])(
    "%s answers",
    async (words) => {
      const reply = await world.type(words);
      expect(codeOf(reply)).toBeNull();
    },
  );

  it("what writes says so without a path of the server", async () => {
    const reply = await world.type("save 2611.00001");
    expect(codeOf(reply)).toBe("internal");
    expect(said(reply)).toContain("cannot use its database just now");
    expect(JSON.stringify(reply)).not.toContain("/srv");
  });
});
