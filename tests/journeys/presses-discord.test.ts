import { describe, expect, it } from "vitest";
import type { Component } from "../support/fake-discord/world.ts";
import { buttonsOf, pressable, readText } from "../support/fake-discord/looks.ts";
import {
  ada,
  ask,
  bot,
  discord,
  eventually,
  general,
  messageOf,
  start,
  useDiscordTeam,
} from "../support/discord-team.ts";

useDiscordTeam();

const titles = (message: Parameters<typeof readText>[0]) =>
  readText(message)
    .split("\n")
    .flatMap(
      (line) => /(\d+)\W+((?:StyleGAN variant|Diffusion study) number \d+)/.exec(line)?.slice(1, 3).join(" ") ?? [],
    );
const isShared = () => discord.messages(general()).find((message) => readText(message).includes("Shared by"));

async function shared() {
  await ada.press(messageOf(await ask("topic", { words: "gan" })), "Share");
  const post = await discord.until(isShared);
  const { id } = await bot.app.store.workspaces.ensure({ platform: "discord", workspace: ada.guildId });
  await eventually(() => bot.app.store.posts.find(id, general(), post.id));
  return post;
}

/** How a press was acknowledged: 7 draws the pressed message again in the answer itself. */
const updateMessage = 7;

describe("a press on Discord is answered where it was made, in the answer itself", () => {
  it("a vote in a private list keeps the list's order and says that it is the caller's own", async () => {
    const list = messageOf(await ask("today"));
    const before = titles(list);
    expect(before).toHaveLength(10);
    const [, , , fourth] = pressable(list.components).filter(({ label }) => label === "▲");
    const seen = await ada.press(
      { ...list, components: [{ type: 1, components: [{ type: 2, label: "▲", custom_id: fourth?.customId ?? "" }] }] },
      "▲",
    );
    expect(seen.interaction.acknowledged).toBe(updateMessage);
    expect(titles(messageOf(seen))).toEqual(before);
    expect(buttonsOf(messageOf(seen))).toContain("▲ 1 · you");
  });

  it("a vote on a post redraws it for everybody, twice when pressed twice, also when the post is old", async () => {
    const post = await shared();
    expect((await ada.press(post, "▲")).interaction.acknowledged).toBe(updateMessage);
    expect(buttonsOf(post)).toContain("▲ 1");
    expect((await discord.member("43").press(post, "▲ 1")).interaction.acknowledged).toBe(updateMessage);
    expect(buttonsOf(post)).toContain("▲ 2");
    await ada.press(post, "▲ 2");
    expect(buttonsOf(post)).toContain("▲ 1");
  });

  it("Save turns into Unsave in a private list, and answers privately on a post", async () => {
    const list = messageOf(await ask("topic", { words: "gan" }));
    const seen = await ada.choose(list, "Save: 2 ");
    expect(pressable(messageOf(seen).components).some(({ label }) => label.startsWith("Unsave: 2 "))).toBe(true);
    const post = await shared();
    const answer = await (await ada.choose(post, "Save: 1 ")).further();
    expect(answer.seenBy).toBe("42");
    expect(pressable(post.components).some(({ label }) => label.startsWith("Unsave"))).toBe(false);
  });

  it("in the details too, from where one paper is shared", async () => {
    const details = messageOf(await ask("show", { paper: "2511.00002" }));
    const seen = await ada.press(details, "▲");
    expect(buttonsOf(messageOf(seen))).toEqual(["▲ 1 · you", "Save", "Share", "More like this", "Follow Ada Lovelace"]);
    await ada.press(messageOf(seen), "Share");
    const posted = await discord.until(isShared);
    expect(readText(posted)).toContain("StyleGAN variant number 2");
    expect(buttonsOf(posted)).toEqual(["▲ 1", "Save", "Details"]);
  });

  it("is acknowledged first where the answer takes long, and drawn then", async () => {
    const list = messageOf(await ask("topic", { words: "gan" }));
    await bot.stop();
    await start(bot.folder, { patienceMs: 10 });
    const { votes } = bot.app.store;
    const toggle = votes.toggle.bind(votes);
    votes.toggle = async (...asked) => {
      await discord.until(() => [...discord.state.interactions.values()].at(-1)?.acknowledged === 6);
      return toggle(...asked);
    };
    expect((await ada.press(list, "▲")).interaction.acknowledged).toBe(6);
    await discord.until(() => buttonsOf(list).includes("▲ 1 · you"));
  });

  it("shows more with numbers that go on, and shares the page that is seen", async () => {
    const first = messageOf(await ask("today", { limit: 5 }));
    const second = await (await ada.press(first, "7 more")).further();
    expect(titles(second).map((title) => Number.parseInt(title))).toEqual([6, 7, 8, 9, 10]);
    await ada.press(second, "Share");
    const posted = await discord.until(isShared);
    expect(titles(posted)).toEqual(titles(second));
  });
});

describe("what is none of ours on Discord", () => {
  it("is acknowledged all the same", async () => {
    const list = messageOf(await ask("today"));
    const pressed = (id: string) =>
      ada.press({ ...list, components: [row({ type: 2, label: "x", custom_id: id })] }, "x");
    const row = (component: Component) => ({ type: 1, components: [component] });
    const options = [{ label: "y", value: "another" }];
    const chosen = ada.choose({ ...list, components: [row({ type: 3, custom_id: "another", options })] }, "y");
    const seen = [await pressed("another"), await pressed("v1:nothing:1"), await pressed("v0:vote:p1"), await chosen];
    expect(seen.map(({ interaction }) => interaction.acknowledged !== null)).toEqual(seen.map(() => true));
  });
});
