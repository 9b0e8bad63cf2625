import { PermissionFlagsBits } from "discord.js";
import { describe, expect, it } from "vitest";
import { buttonsOf, readText } from "../support/fake-discord/looks.ts";
import type { Seen } from "../support/fake-discord/people.ts";
import { bot, discord, general, messageOf, useDiscordTeam } from "../support/discord-team.ts";

useDiscordTeam();

const roundups = async (guild: string) => {
  const { id } = await bot.app.store.workspaces.ensure({ platform: "discord", workspace: guild });
  return bot.app.store.subscriptions.list(id);
};

/** What the fields of a dialog are filled in with, in order. */
const valuesIn = ({ modal }: Seen) =>
  (modal?.components ?? []).map(({ component }) => {
    const chosen = (component?.options ?? []).filter((one) => one.default).map(({ value }) => value);
    return component?.value ?? [...chosen, ...(component?.default_values ?? []).map(({ id }) => id)].join(",");
  });

describe("a roundup set up on Discord without typing an option", () => {
  const manager = () => discord.member("50", { permissions: PermissionFlagsBits.ManageChannels });

  it("from the welcome's button, and by /papers subscribe alone", async () => {
    const welcome = await discord.until(() =>
      discord.messages(general()).find((message) => readText(message).includes("Papers for your team")),
    );
    const dialog = await manager().press(welcome, "New roundup");
    expect(dialog.modal?.components).toHaveLength(5);
    const done = await manager().submit(dialog, { Topics: "gan", Time: "10:30" });
    expect(done.text).toContain("gets a roundup about");
    expect(await roundups(manager().guildId)).toMatchObject([{ topics: ["gan"], at: "10:30", on: "weekdays" }]);
    const typed = await manager().slash("papers", "subscribe");
    expect(typed.modal?.title).toBe("Set up a roundup");
    const edit = await manager().slash("papers", "edit", { number: 1 });
    expect(edit.modal?.title).toBe("Change roundup 1");
    expect((await manager().submit(edit, { Topics: "" })).text).toContain("is now about **the Daily Papers**");
    expect(await roundups(manager().guildId)).toMatchObject([{ topics: [], at: "10:30" }]);
  });

  it("in a channel that is chosen, every field wrong once and nothing lost, the other settings in a second dialog", async () => {
    const papers = discord.channel([...discord.world.guilds.values()][0] ?? discord.guild(), "papers");
    const welcome = await discord.until(() =>
      discord.messages(general()).find((message) => readText(message).includes("Papers for your team")),
    );
    const many = "a,b,c,d,e,f,g,h,i,j,k";
    const filled = { Channel: papers.id, Topics: "gan", Time: "10:30", Days: "mon,thu", "Time zone": "Europe/Berlin" };
    let dialog = await manager().press(welcome, "New roundup");
    for (const [field, wrong] of [
      ["Topics", many],
      ["Time", "25:99"],
      ["Time zone", "Europe/Nowhere"],
    ] as const) {
      const refused = await manager().submit(dialog, { ...filled, [field]: wrong });
      expect(refused.ephemeral).toBe(true);
      expect(await roundups(manager().guildId)).toEqual([]);
      dialog = await manager().press(messageOf(refused), "Correct it");
      expect(valuesIn(dialog)).toEqual(Object.values({ ...filled, [field]: wrong }));
    }
    const done = await manager().submit(dialog, { "Time zone": "Europe/Berlin" });
    expect(done.text).toContain(`<#${papers.id}> gets a roundup about`);
    let more = await manager().press(messageOf(done), "More settings");
    const others = { "Papers at most": "3", Layout: "cards", "Which papers": "taste" };
    const rest = { ...others, "Without papers about": "survey", "Votes of your team at least": "1" };
    for (const [field, wrong] of [
      ["Papers at most", "many"],
      ["Without papers about", many],
      ["Votes of your team at least", "-1"],
    ] as const) {
      const refused = await manager().submit(more, { ...rest, [field]: wrong });
      more = await manager().press(messageOf(refused), "Correct it");
      expect(valuesIn(more)).toEqual(Object.values({ ...rest, [field]: wrong }));
    }
    expect((await manager().submit(more, rest)).text).toContain("as cards");
    const terms = {
      at: "10:30",
      on: "mon,thu",
      tz: "Europe/Berlin",
      limit: 3,
      layout: "cards",
      of: "taste",
      minvotes: 1,
    };
    expect(await roundups(manager().guildId)).toMatchObject([
      { channel: papers.id, topics: ["gan"], exclude: ["survey"], ...terms },
    ]);
    expect(
      await discord.until(() => discord.texts(papers).find((text) => text.includes("set up a roundup"))),
    ).toBeTruthy();
  });

  it("is refused by the permissions of the channel that is chosen, and the dialog can be corrected", async () => {
    const overwrites = [{ id: "50", type: 1 as const, allow: 0n, deny: PermissionFlagsBits.ManageChannels }];
    const closed = discord.channel([...discord.world.guilds.values()][0] ?? discord.guild(), "closed", { overwrites });
    const dialog = await manager().slash("papers", "subscribe");
    const refused = await manager().submit(dialog, { Channel: closed.id, Topics: "gan" });
    expect(refused.text).toContain("manage channels");
    const again = await manager().press(messageOf(refused), "Correct it");
    expect((await manager().submit(again, { Channel: general() })).text).toContain("gets a roundup about **gan**");
  });

  it("is proposed by its number; keys, days, exports, papers by id and zones of the region are proposed too", async () => {
    await manager().slash("papers", "subscribe", { topic: "gan" });
    const choices = async (sub: string, option: string, typed: string) =>
      (await manager().autocomplete("papers", sub, option, typed)) as { name: string; value: string | number }[];
    expect(await choices("edit", "number", "")).toEqual([{ name: "1  gan · #general · 09:00", value: "1" }]);
    expect((await choices("settings", "key", "time")).map(({ value }) => value)).toEqual(["timezone"]);
    expect((await choices("export", "what", "top")).map(({ value }) => value)).toContain("top month");
    expect((await choices("export", "what", "topic g")).map(({ value }) => value)).toContain("topic gan");
    expect((await choices("subscribe", "on", "mon")).map(({ value }) => value)).toContain("mon,thu");
    expect((await choices("show", "paper", "2511.00002"))[0]?.name).toBe("2511.00002  StyleGAN variant number 2");
    expect(String((await choices("subscribe", "tz", ""))[0]?.value)).toMatch(/^America\//);
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
