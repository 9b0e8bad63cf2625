import { once } from "node:events";
import { DiscordAPIError, REST, RateLimitError } from "@discordjs/rest";
import { Client, Events, GatewayIntentBits, Partials, PermissionFlagsBits, Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fakeToken, startFakeDiscord, type FakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { messageFaults } from "../support/fake-discord/limits.ts";
import { sharedIsHere } from "../support/shared.ts";

let discord: FakeDiscord;
let clients: Client[] = [];

beforeEach(async () => {
  discord = await startFakeDiscord();
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.destroy()));
  clients = [];
  await discord.stop();
});

const rest = (token = fakeToken) =>
  new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: () => true, timeout: 2_000 }).setToken(token);

async function connect(): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessageReactions],
    partials: [Partials.Message, Partials.Reaction, Partials.Channel],
    rest: { api: discord.apiUrl },
  });
  clients.push(client);
  const ready = once(client, Events.ClientReady);
  await client.login(fakeToken);
  await ready;
  return client as Client<true>;
}

const channelsOf = () => [...discord.world.channels.values()];
const post = (body: object, channel = channelsOf()[0]?.id ?? "") =>
  rest().post(Routes.channelMessages(channel), { body }) as Promise<{ id: string }>;

describe("the fake Discord over REST", () => {
  beforeEach(() => discord.guild());

  it("knows one token", async () => {
    await expect(rest("MTAwMDAw.wrong.token").get(Routes.user())).rejects.toMatchObject({ status: 401 });
    expect(await rest().get(Routes.user())).toMatchObject({ bot: true });
  });

  it("answers the first message for the same nonce, and Unknown Message when that was deleted", async () => {
    const first = await post({ content: "a", nonce: "d1", enforce_nonce: true });
    const second = await post({ content: "a", nonce: "d1", enforce_nonce: true });
    expect(second.id).toBe(first.id);
    expect(discord.texts(channelsOf()[0] ?? "")).toEqual(["a"]);
    await rest().delete(Routes.channelMessage(channelsOf()[0]?.id ?? "", first.id));
    await expect(post({ content: "a", nonce: "d1", enforce_nonce: true })).rejects.toMatchObject({ code: 10008 });
  });

  it("refuses like Discord: missing access, missing permissions, unknown channel, empty history", async () => {
    const channel = channelsOf()[0];
    if (!channel) return;
    discord.overwrite(channel, { deny: PermissionFlagsBits.SendMessages });
    await expect(post({ content: "a" })).rejects.toMatchObject({ code: 50013 });
    discord.overwrite(channel, { deny: PermissionFlagsBits.ViewChannel });
    await expect(post({ content: "a" })).rejects.toMatchObject({ code: 50001 });
    discord.overwrite(channel, {});
    await post({ content: "a" });
    expect(await rest().get(Routes.channelMessages(channel.id))).toHaveLength(1);
    discord.overwrite(channel, { deny: PermissionFlagsBits.ReadMessageHistory });
    expect(await rest().get(Routes.channelMessages(channel.id))).toEqual([]);
    discord.deleteChannel(channel);
    await expect(post({ content: "a" }, channel.id)).rejects.toMatchObject({ code: 10003 });
  });

  it("pages history before and after, newest first", async () => {
    const sent = [];
    for (let n = 0; n < 5; n++) sent.push((await post({ content: `m${n}` })).id);
    const channel = channelsOf()[0]?.id ?? "";
    const page = async (query: Record<string, string>) =>
      (
        (await rest().get(Routes.channelMessages(channel), { query: new URLSearchParams(query) })) as {
          content: string;
        }[]
      ).map(({ content }) => content);
    expect(await page({ limit: "2" })).toEqual(["m4", "m3"]);
    expect(await page({ limit: "2", after: sent[0] ?? "" })).toEqual(["m2", "m1"]);
    expect(await page({ limit: "2", before: sent[2] ?? "" })).toEqual(["m1", "m0"]);
  });

  it("holds bodies against the limits", async () => {
    await expect(post({ content: "x".repeat(2_001) })).rejects.toBeInstanceOf(DiscordAPIError);
    expect(discord.violations.length).toBeGreaterThan(0);
    const button = { type: 2, style: 2, label: "a", custom_id: "same" };
    expect(messageFaults({ flags: 1 << 15, components: [{ type: 1, components: [button, button] }] })).toEqual([
      "component custom_id used twice: same",
    ]);
  });

  it.skipIf(!sharedIsHere)("holds bodies against Discord's specification", async () => {
    await expect(post({ content: 5 })).rejects.toMatchObject({ code: 50035 });
    expect(discord.violations.length).toBeGreaterThan(0);
  });

  it("plays trouble: 500 after the effect, reset before it, a lost reply, 429", async () => {
    const route = /\/messages$/;
    const channel = channelsOf()[0]?.id ?? "";
    discord.faults.next("POST", route, { kind: "answer", status: 500, commit: "before" });
    await expect(post({ content: "after" })).rejects.toMatchObject({ status: 500 });
    discord.faults.next("POST", route, { kind: "reset", commit: "never" });
    await expect(post({ content: "never" })).rejects.toThrow();
    discord.faults.next("POST", route, { kind: "rate_limit", retryAfter: 2 });
    await expect(post({ content: "limited" })).rejects.toBeInstanceOf(RateLimitError);
    expect(discord.texts(channel)).toEqual(["after"]);
    discord.faults.next("POST", route, { kind: "reset", commit: "late", lateMs: 5 });
    await expect(post({ content: "late" })).rejects.toThrow();
    await discord.until(() => discord.texts(channel).includes("late"));
  });

  it("makes a thread under a message once, and opens direct messages once", async () => {
    const channel = channelsOf()[0]?.id ?? "";
    const { id } = await post({ content: "parent" });
    const thread = (await rest().post(Routes.threads(channel, id), { body: { name: "cards" } })) as { id: string };
    expect(thread.id).toBe(id);
    await expect(rest().post(Routes.threads(channel, id), { body: { name: "cards" } })).rejects.toMatchObject({
      code: 160004,
    });
    discord.member("77");
    const open = () => rest().post(Routes.userChannels(), { body: { recipient_id: "77" } }) as Promise<{ id: string }>;
    expect((await open()).id).toBe((await open()).id);
  });

  it("refuses what comes too fast when limits are enforced", async () => {
    const strict = await startFakeDiscord({ enforceLimits: true });
    strict.guild();
    const channel = [...strict.world.channels.keys()][0] ?? "";
    const client = new REST({ api: strict.apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(fakeToken);
    const results = await Promise.allSettled(
      Array.from({ length: 7 }, () =>
        fetch(`${strict.apiUrl}/v10/channels/${channel}/messages`, {
          method: "POST",
          headers: { authorization: `Bot ${fakeToken}`, "content-type": "application/json" },
          body: JSON.stringify({ content: "a" }),
        }),
      ),
    );
    const statuses = results.map((result) => (result.status === "fulfilled" ? result.value.status : 0));
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    expect(strict.rateLimits.tooMany).toBe(2);
    await expect(client.post(Routes.channelMessages(channel), { body: { content: "b" } })).rejects.toBeInstanceOf(
      RateLimitError,
    );
    await strict.stop();
  });
});

describe("the fake Discord's gateway", () => {
  beforeEach(() => discord.guild());

  it("greets, identifies with two intents and shows the servers", async () => {
    const client = await connect();
    expect(client.guilds.cache.map(({ name }) => name)).toEqual(["Lab"]);
    expect(discord.gateway.identifies).toMatchObject([{ intents: 1025, shard: [0, 1] }]);
  });

  it("replays what was missed on resume", async () => {
    const client = await connect();
    const { id } = await post({ content: "post" });
    const message = discord.world.messages.get(id);
    if (!message) return;
    const resumed = once(client, Events.ShardResume);
    const reaction = once(client, Events.MessageReactionAdd);
    discord.gateway.drop();
    discord.member("7").react(message, "👍");
    await resumed;
    expect((await reaction)[0]).toMatchObject({ emoji: { name: "👍" } });
    expect(discord.gateway.identifies).toHaveLength(1);
  });

  it("asks to reconnect and invalidates sessions", async () => {
    const client = await connect();
    const resumed = once(client, Events.ShardResume);
    discord.gateway.reconnect();
    await resumed;
    expect(discord.gateway.identifies).toHaveLength(1);
    const again = once(client, Events.ShardReady);
    discord.gateway.invalidate(false);
    await again;
    expect(discord.gateway.identifies).toHaveLength(2);
  });

  it("closes with 4004 for a wrong token", async () => {
    const socket = new WebSocket(discord.state.gatewayUrl());
    await once(socket as never, "open");
    const closed = once(socket as never, "close") as Promise<[{ code: number }]>;
    socket.send(JSON.stringify({ op: 2, d: { token: "wrong", intents: 1 } }));
    expect((await closed)[0].code).toBe(4004);
  });

  it("plays an interaction: thinking, answer, further message, press, dialog, choices", async () => {
    const client = await connect();
    await rest().put(Routes.applicationCommands(client.user.id), {
      body: [
        {
          name: "papers",
          description: "papers",
          options: [
            {
              type: 1,
              name: "topic",
              description: "by topic",
              options: [{ type: 3, name: "words", description: "words", required: true, autocomplete: true }],
            },
          ],
        },
      ],
    });
    client.on(Events.InteractionCreate, (interaction) => {
      void (async () => {
        if (interaction.isAutocomplete()) return interaction.respond([{ name: "GAN", value: "gan" }]);
        if (interaction.isChatInputCommand()) {
          await interaction.deferReply({ flags: 64 });
          await interaction.editReply({
            content: interaction.options.getString("words") ?? "",
            components: [{ type: 1, components: [{ type: 2, style: 2, label: "Press", custom_id: "b" }] }],
          });
          return interaction.followUp({ content: "further" });
        }
        if (interaction.isButton())
          return interaction.showModal({
            title: "Form",
            custom_id: "m",
            components: [{ type: 18, label: "Words", component: { type: 4, custom_id: "w", style: 1 } }],
          });
        if (interaction.isModalSubmit())
          return interaction.reply({ content: `got ${interaction.fields.getTextInputValue("w")}`, flags: 64 });
      })().catch((error: unknown) => discord.violations.push(String(error)));
    });
    const ada = discord.member("42");
    expect(await ada.autocomplete("papers", "topic", "words", "g")).toEqual([{ name: "GAN", value: "gan" }]);
    const seen = await ada.slash("papers", "topic", { words: "gan" });
    expect(seen).toMatchObject({ ephemeral: true, text: "gan" });
    expect((await seen.further()).seenBy).toBeNull();
    if (!seen.message) return;
    await expect(discord.member("43").press(seen.message, "Press")).rejects.toThrow("cannot be seen");
    const dialog = await ada.press(seen.message, "Press");
    const done = await ada.submit(dialog, { Words: "diffusion" });
    expect(done.text).toBe("got diffusion");
    await expect(ada.slash("papers", "topic")).rejects.toThrow();
    expect(discord.violations).toEqual([]);
  });

  it("takes a first answer for three seconds only", async () => {
    let time = new Date("2025-11-07T09:00:00Z");
    const slow = await startFakeDiscord({ now: () => time });
    slow.guild();
    slow.faults.firstAnswerMs = 3_000;
    slow.world.commands = [{ name: "papers", options: [{ name: "today", type: 1 }] }];
    const interaction = slow.member("1").type("papers", "today");
    time = new Date(time.getTime() + 3_001);
    const late = await fetch(`${slow.apiUrl}/v10/interactions/${interaction.id}/${interaction.token}/callback`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: 5 }),
    });
    expect(await late.json()).toMatchObject({ code: 10062 });
    await slow.stop();
  });

  it("tells reactions, clearings, outages and removals apart", async () => {
    const client = await connect();
    const events: string[] = [];
    for (const event of [
      Events.MessageReactionAdd,
      Events.MessageReactionRemove,
      Events.MessageReactionRemoveAll,
      Events.MessageReactionRemoveEmoji,
      Events.GuildUnavailable,
      Events.GuildDelete,
      Events.ChannelDelete,
    ] as const)
      client.on(event, () => events.push(event));
    const message = discord.world.messages.get((await post({ content: "a" })).id);
    const guild = [...discord.world.guilds.values()][0];
    if (!message || !guild) return;
    const ada = discord.member("42");
    ada.react(message, "👍");
    ada.unreact(message, "👍");
    discord.clearReactions(message, "👍");
    discord.clearReactions(message);
    discord.deleteChannel(discord.channel(guild, "gone"));
    discord.removeGuild(guild, true);
    discord.removeGuild(guild);
    await discord.until(() => events.includes(Events.GuildDelete));
    expect(events).toEqual([
      "messageReactionAdd",
      "messageReactionRemove",
      "messageReactionRemoveEmoji",
      "messageReactionRemoveAll",
      "channelDelete",
      "guildUnavailable",
      "guildDelete",
    ]);
  });
});
