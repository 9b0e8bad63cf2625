import { PermissionFlagsBits } from "discord.js";
import { describe, expect, it } from "vitest";
import { buttonsOf, readText } from "../support/fake-discord/looks.ts";
import { bot, discord, general, messageOf, useDiscordTeam } from "../support/discord-team.ts";

useDiscordTeam();

const roundups = async (guild: string) => {
  const { id } = await bot.app.store.workspaces.ensure({ platform: "discord", workspace: guild });
  return bot.app.store.subscriptions.list(id);
};

describe("a roundup set up on Discord without typing an option", () => {
  const manager = () => discord.member("50", { permissions: PermissionFlagsBits.ManageChannels });

  it("from the welcome's button, and by /papers subscribe alone", async () => {
    const welcome = await discord.until(() =>
      discord.messages(general()).find((message) => readText(message).includes("Papers for your team")),
    );
    const dialog = await manager().press(welcome, "New roundup");
    expect(dialog.modal?.components).toHaveLength(5);
    const done = await manager().submit(dialog, { About: "gan", At: "10:30" });
    expect(done.text).toContain("gets a roundup about");
    expect(await roundups(manager().guildId)).toMatchObject([{ topics: ["gan"], at: "10:30", on: "weekdays" }]);
    const typed = await manager().slash("papers", "subscribe");
    expect(typed.modal?.title).toBe("Set up a roundup");
    const edit = await manager().slash("papers", "edit", { number: 1 });
    expect(edit.modal?.title).toBe("Change roundup 1");
  });

  it("is paused and resumed in the list of roundups, which is redrawn in the answer itself", async () => {
    await manager().slash("papers", "subscribe", { topic: "gan" });
    const list = messageOf(await manager().slash("papers", "subscriptions"));
    expect(buttonsOf(list)).toEqual(["Change", "Pause", "Preview", "End", "New roundup", "Taste"]);
    const seen = await manager().press(list, "Pause");
    expect(seen.interaction.acknowledged).toBe(7);
    expect(buttonsOf(messageOf(seen))).toContain("Resume");
    await manager().press(messageOf(seen), "Resume");
    expect(buttonsOf(list)).toContain("Pause");
  });
});
