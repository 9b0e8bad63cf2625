import { PermissionFlagsBits } from "discord.js";
import { describe, expect, it } from "vitest";
import { readText } from "../support/fake-discord/looks.ts";
import type { Person } from "../support/fake-discord/people.ts";
import { ada, ask, discord, general, messageOf, useDiscordTeam } from "../support/discord-team.ts";

useDiscordTeam();

describe("a roundup set up on Discord", () => {
  const manager = () => discord.member("50", { permissions: PermissionFlagsBits.ManageChannels });

  it("takes one message; everybody in the channel hears of it in one line", async () => {
    const seen = await manager().slash("papers", "subscribe", { topic: "gan" });
    expect(seen.text).toContain("First one:");
    expect(seen.ephemeral).toBe(true);
    const line = await discord.until(() =>
      discord.messages(general()).find((message) => readText(message).includes("set up a roundup")),
    );
    expect(readText(line)).toContain("<@50>");
    expect(line.seenBy).toBeNull();
  });

  it("is changed in a dialog, and the dialog is the first answer to the press", async () => {
    const seen = await manager().slash("papers", "subscribe", { topic: "gan" });
    const dialog = await manager().press(messageOf(seen), "Change");
    expect(dialog.modal?.title).toContain("Change roundup");
    const done = await manager().submit(dialog, { Time: "10:30", "Papers at most": "3" });
    expect(done.text).toContain("10:30");
    expect((await ask("subscriptions")).text).toContain("10:30");
  });

  it("shows a preview to its caller alone", async () => {
    const seen = await manager().slash("papers", "subscribe", { topic: "gan" });
    const preview = await (await manager().press(messageOf(seen), "Preview")).further();
    expect(preview.seenBy).toBe("50");
  });

  it("is refused privately to who may not manage channels, also in another's dialog", async () => {
    const refused = await ask("subscribe", { topic: "gan" });
    expect(refused.text).toContain("manage channels");
    expect(refused.ephemeral).toBe(true);
    expect(discord.texts(general()).filter((text) => text.includes("set up"))).toEqual([]);
  });

  it("in direct messages is anyone's own", async () => {
    const seen = await ask("subscribe", { topic: "gan", to: "dm" });
    expect(seen.text).toContain("You get");
  });

  it("is proposed as a topic; another member's own one is not", async () => {
    await manager().slash("papers", "subscribe", { topic: "image restoration" });
    await manager().slash("papers", "subscribe", { topic: "image secrets", to: "dm" });
    const choices = async (who: Person) =>
      (await who.autocomplete("papers", "topic", "words", "image")).map(({ value }) => value);
    expect(await choices(ada)).toEqual(["image restoration"]);
    expect(await choices(manager())).toEqual(["image restoration", "image secrets"]);
    const zones = await ada.autocomplete("papers", "subscribe", "tz", "berl");
    expect(zones).toEqual([{ name: "Europe/Berlin", value: "Europe/Berlin" }]);
    // Of the hundreds of zones Discord takes 25.
    expect(await ada.autocomplete("papers", "subscribe", "tz", "")).toHaveLength(25);
  });

  it("hands an export over as a file only its caller sees", async () => {
    const seen = await ask("export", { what: "topic gan", format: "bibtex" });
    const [file] = messageOf(seen).attachments;
    expect(file?.text).toContain("StyleGAN");
    expect(seen.ephemeral).toBe(true);
  });
});
