import { describe, expect, it } from "vitest";
import { encodeButton } from "../../src/core/command/button.ts";
import { paperFacts } from "../../src/core/papers/paper.ts";
import { buttonsOf, pressable, readText } from "../support/fake-discord/looks.ts";
import type { Message } from "../support/fake-discord/world.ts";
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

describe("a team on Discord", () => {
  it("registers once, and again only when Discord has something else", async () => {
    const puts = () => discord.calls("PUT", /commands$/);
    expect(puts()).toBe(1);
    expect(discord.world.commands.map(({ name }) => name)).toEqual(["papers", "Find papers"]);
    await bot.stop();
    await start(bot.folder);
    expect(puts()).toBe(1);
    await bot.stop();
    discord.world.commands[0] = { ...discord.world.commands[0], options: [] };
    await start(bot.folder);
    expect(puts()).toBe(2);
  });

  it("registers later what Discord would not take at first", async () => {
    await bot.stop();
    discord.world.commands.length = 0;
    discord.faults.next("PUT", /commands$/, { kind: "answer", status: 400 });
    await start(bot.folder);
    expect(discord.world.commands).toHaveLength(2);
    expect(bot.logged.some((line) => line.includes("registering /papers failed; trying again"))).toBe(true);
  });

  it("answers today and topic privately with a page of ten", async () => {
    const today = await ask("today", { limit: 12 });
    expect(today.ephemeral).toBe(true);
    expect(today.text).toContain("Friday 7 November");
    const labels = pressable(messageOf(today).components).map(({ label }) => label);
    expect(labels.filter((label) => label.startsWith("▲"))).toHaveLength(10);
    expect(labels.filter((label) => label.startsWith("Details: "))).toHaveLength(10);
    expect(labels).toContain("Share");
    expect((await ask("topic", { words: "gan" })).text).toMatch(/3 papers about \*\*gan\*\*/);
  });

  it("answers every subcommand that is registered", async () => {
    const [papers] = discord.world.commands as {
      options: { name: string; options?: { name: string; type: number; required?: boolean }[] }[];
    }[];
    const values = (name: string) => ({ words: "gan", paper: "2511.00001", topic: "gan" })[name] ?? "1";
    for (const { name, options = [] } of papers?.options ?? []) {
      const needed = options
        .filter(({ required }) => required)
        .map((one) => [one.name, one.type === 4 ? 1 : values(one.name)]);
      const seen = await ask(name, Object.fromEntries(needed) as Record<string, unknown>);
      expect(seen.text, name).not.toContain("Something went wrong");
      expect(seen.text.length, name).toBeGreaterThan(0);
    }
  });

  it("shows the rest behind More, and a paper whole behind Details", async () => {
    const today = messageOf(await ask("today", { limit: 12 }));
    const more = await (await ada.press(today, "2 more")).further();
    expect(readText(more)).toContain("Diffusion study number 12");
    expect(more.seenBy).toBe("42");
    const details = await (await ada.choose(today, "Details: 1 ")).further();
    expect(readText(details)).toContain("They draw well.");
    await ada.choose(today, "Save: 1 ");
    expect((await ask("saved")).text).toContain("StyleGAN variant number 1");
  });

  it("counts a vote on a private answer and redraws it in place", async () => {
    const topic = messageOf(await ask("topic", { words: "gan" }));
    await ada.press(topic, "▲");
    await discord.until(() => buttonsOf(topic).includes("▲ 1 · you"));
    await ada.press(topic, "▲ 1 · you");
    await discord.until(() => !buttonsOf(topic).includes("▲ 1 · you"));
  });

  it("shares with the channel, records the post, and reactions on it count", async () => {
    const show = messageOf(await ask("topic", { words: "number 1" }));
    await ada.press(show, "Share");
    const shared = await discord.until(() =>
      discord.messages(general()).find((message) => readText(message).includes("Shared by")),
    );
    const workspace = await bot.app.store.workspaces.ensure({ platform: "discord", workspace: ada.guildId });
    const post = await eventually(() => bot.app.store.posts.find(workspace.id, general(), shared.id));
    expect(post.papers.length).toBeGreaterThan(0);
    ada.react(shared, "1️⃣");
    const [first = ""] = post.papers;
    await eventually(async () => (await bot.app.store.votes.tallies(workspace.id, [first])).get(first) === 1);
    discord.clearReactions(shared);
    await eventually(async () => (await bot.app.store.votes.tallies(workspace.id, [first])).size === 0);
  });

  it("posts once and says so when Discord's answer to a shared message is lost", async () => {
    const show = messageOf(await ask("topic", { words: "gan" }));
    discord.faults.next("POST", /^\/webhooks\//, { kind: "reset", commit: "before" });
    const told = await (await ada.press(show, "Share")).further(1);
    expect(readText(told)).toContain("Look in the channel before you try again");
    expect(told.seenBy).toBe("42");
    expect(discord.messages(general()).filter((message) => readText(message).includes("Shared by"))).toHaveLength(1);
  });

  it("keeps old buttons working after a restart", async () => {
    const topic = messageOf(await ask("topic", { words: "gan" }));
    await bot.stop();
    await start(bot.folder);
    await ada.press(topic, "▲");
    await discord.until(() => buttonsOf(topic).includes("▲ 1 · you"));
    await ada.press(topic, "Share");
    await discord.until(() => discord.texts(general()).some((text) => text.includes("Shared by")));
    const details = await (await ada.choose(topic, "Details: 2 ")).further();
    expect(readText(details)).toContain("StyleGAN");
    const unreadable: Message = {
      ...topic,
      components: [{ type: 1, components: [{ type: 2, label: "Old", custom_id: "v0:x" }] }],
    };
    expect(readText(await (await ada.press(unreadable, "Old")).further())).toContain("no longer know");
  });

  it("proposes topics, papers by title and the caller's own searches, never another member's", async () => {
    await ask("topic", { words: "gan inversion" });
    const choices = await ada.autocomplete("papers", "topic", "words", "gan");
    expect(choices.map(({ value }) => value)).toContain("gan inversion");
    const others = await discord.member("43").autocomplete("papers", "topic", "words", "gan");
    expect(others.map(({ value }) => value)).not.toContain("gan inversion");
    const titles = await ada.autocomplete("papers", "show", "paper", "Style");
    expect(titles).toContainEqual({
      name: "StyleGAN variant number 1",
      value: expect.stringMatching(/^p\d+$/) as string,
    });
  });

  it("finds the papers a message links to", async () => {
    const message = discord
      .member("43")
      .write("see https://arxiv.org/abs/2511.00004v2 and huggingface.co/papers/2511.00005");
    const seen = await ada.menu("Find papers", message);
    expect(seen.ephemeral).toBe(true);
    expect(seen.text).toContain("Diffusion study number 4");
    expect(seen.text).toContain("Diffusion study number 5");
  });

  it("says friendly and privately what it does not understand", async () => {
    const seen = await ask("show", { paper: "no such paper anywhere" });
    expect(seen.ephemeral).toBe(true);
    expect(seen.text).not.toContain("went wrong");
  });

  it("acknowledges before it touches the store", async () => {
    const { workspaces } = bot.app.store;
    const ensure = workspaces.ensure.bind(workspaces);
    const order: string[] = [];
    workspaces.ensure = (...args) => {
      order.push(`store after ${discord.calls("POST", /callback$/)} acknowledgements`);
      return ensure(...args);
    };
    await ask("today");
    expect(order).toEqual(["store after 1 acknowledgements"]);
  });

  it("knows a direct message's server from its own buttons", async () => {
    const adapter = bot.app.adapters.get("discord");
    const target = await adapter?.direct({ platform: "discord", workspace: ada.guildId }, "42");
    const [paper] = await bot.app.store.papers.many(["p1"]);
    if (!adapter || !target || !paper) throw new Error("no adapter");
    const call = encodeButton("vote", { paper: paper.id });
    const message = {
      title: "Yours",
      blocks: [{ kind: "actions" as const, actions: [{ role: "vote" as const, label: "▲", call }] }],
      footer: [],
    };
    const sent = await adapter.send({ target, message, marker: "d1", plain: false });
    expect(sent.status).toBe("sent");
    const [inbox] = discord.messages(target.channel);
    if (!inbox) throw new Error("nothing arrived");
    await discord.member("42", { guild: null }).press(inbox, "▲");
    const workspace = await bot.app.store.workspaces.ensure({ platform: "discord", workspace: ada.guildId });
    await eventually(async () => (await bot.app.store.votes.tallies(workspace.id, ["p1"])).get("p1") === 1);
  });

  it("shows a long abstract whole, over several messages", async () => {
    const abstract = Array.from({ length: 400 }, (_, n) => `Sentence number ${n} of this abstract.`).join(" ");
    await bot.app.store.papers.save(
      [paperFacts({ origin: "arxiv", arxivId: "2511.09999", title: "Long", abstract })],
      new Date(),
    );
    const seen = await ask("show", { paper: "2511.09999" });
    const last = await discord.until(() =>
      seen.interaction.followUps.find((message) => readText(message).includes("Sentence number 399 ")),
    );
    expect(last.seenBy).toBe("42");
  });
});
