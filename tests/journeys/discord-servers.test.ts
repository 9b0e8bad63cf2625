import { PermissionFlagsBits } from "discord.js";
import { describe, expect, it } from "vitest";
import { ask, bot, discord, eventually, general, start, useDiscordTeam } from "../support/discord-team.ts";

useDiscordTeam();

describe("coming and going", () => {
  it("welcomes each server once, started ten times over", async () => {
    await discord.until(() => discord.messages(general()).length === 1);
    for (let n = 0; n < 9; n++) {
      await bot.stop();
      await start(bot.folder);
    }
    expect(discord.texts(general())).toHaveLength(1);
    expect(discord.texts(general())[0]).toContain("Papers for your team");
    // Its commands can be pressed.
    expect(JSON.stringify(discord.messages(general())[0]?.components)).toMatch(/<\/papers today:\d+>/);
  });

  it("greets a server though Discord asks it to wait first", async () => {
    const guild = discord.guild("Busy");
    const channel = [...discord.world.channels.values()].find((one) => one.guild === guild.id)?.id ?? "";
    discord.faults.next(
      "POST",
      new RegExp(`^/channels/${channel}/messages$`),
      { kind: "rate_limit", retryAfter: 0.05 },
      2,
    );
    discord.announceGuild(guild);
    await discord.until(() => discord.messages(channel).length === 1);
    expect(discord.texts(channel)[0]).toContain("Papers for your team");
  });

  it("greets where it may speak, and a server it joins later", async () => {
    const guild = discord.guild("Second", { channels: ["closed", "open"] });
    const [closed, open] = [...discord.world.channels.values()].filter((channel) => channel.guild === guild.id);
    if (!closed || !open) throw new Error("no channels");
    discord.overwrite(closed, { deny: PermissionFlagsBits.SendMessages });
    discord.announceGuild(guild);
    await discord.until(() => discord.messages(open).length === 1);
    expect(discord.messages(closed)).toEqual([]);
  });

  it("greets a server after the outage it had while the bot started, once", async () => {
    const guild = discord.guild("Late");
    const channel = [...discord.world.channels.values()].find((one) => one.guild === guild.id)?.id ?? "";
    guild.unavailable = true;
    await bot.stop();
    await start(bot.folder);
    discord.announceGuild(guild);
    await discord.until(() => discord.messages(channel).length === 1);
    discord.removeGuild(guild, true);
    discord.announceGuild(guild);
    await ask("help");
    expect(discord.messages(channel)).toHaveLength(1);
  });

  it("forgets a server that removed it, but not one with an outage", async () => {
    const left: string[] = [];
    const { workspaces } = bot.app.store;
    const leave = workspaces.leave.bind(workspaces);
    workspaces.leave = (where, at) => {
      left.push(where.workspace);
      return leave(where, at);
    };
    const [guild] = [...discord.world.guilds.values()];
    const second = discord.guild("Second", { announce: true });
    if (!guild) throw new Error("no server");
    discord.removeGuild(guild, true);
    discord.removeGuild(second);
    await discord.until(() => left.length > 0);
    expect(left).toEqual([second.id]);
  });

  it("forgets a server that removed it while it was away, but not one with an outage", async () => {
    const [guild] = [...discord.world.guilds.values()];
    const second = discord.guild("Second", { announce: true });
    if (!guild) throw new Error("no server");
    const known = async ({ id }: { id: string }) =>
      (await bot.app.store.workspaces.find({ platform: "discord", workspace: id })) !== null;
    await eventually(() => known(second));
    await bot.stop();
    guild.unavailable = true;
    discord.world.guilds.delete(second.id);
    await start(bot.folder);
    await eventually(async () => {
      await bot.app.store.workspaces.eraseLeft(new Date(Date.now() + 1_000));
      return !(await known(second));
    });
    expect(await known(guild)).toBe(true);
  });
});
