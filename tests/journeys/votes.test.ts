import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { person } from "../support/fake-slack/person.ts";
import { directMessages } from "../support/fake-slack/state.ts";
import { type VotesWorld, votesWorld } from "../support/votes-world.ts";
import { randomVotes } from "./random-votes.ts";

describe("votes on two posts of each platform", () => randomVotes(300));

describe("a member's own file", () => {
  let world: VotesWorld;
  beforeEach(async () => {
    world = await votesWorld();
  });
  afterEach(() => world.close());

  it("comes privately: on Slack in their direct messages, on Discord with the answer", async () => {
    const { slack, discord } = world;
    const ada = person(slack, { kind: "socket" }, "U2");
    await ada.slash("save 2511.00001");
    expect((await ada.slash("export format:ris")).type).toBe("ephemeral");
    await slack.until(() => directMessages(slack.team("T1"), "U2").files.length > 0, "the file");
    const [file] = directMessages(slack.team("T1"), "U2").files;
    expect([file?.name, file?.content]).toEqual([
      "papers-saved.ris",
      expect.stringContaining("StyleGAN variant number 1"),
    ]);

    const bea = discord.member("1001");
    await bea.slash("papers", "save", { paper: "2511.00001" });
    const seen = await bea.slash("papers", "export", { what: "saved", format: "bibtex" });
    expect(seen.ephemeral).toBe(true);
    const [attached] = seen.message?.attachments ?? [];
    expect([attached?.filename, attached?.text]).toEqual([
      "papers-saved.bib",
      expect.stringContaining("StyleGAN variant number 1"),
    ]);
  });
});
