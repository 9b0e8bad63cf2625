import { PermissionFlagsBits as P } from "discord.js";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDiscord } from "../../../src/adapters/discord/discord.ts";
import type { Adapter, Attempt, Host } from "../../../src/core/adapter.ts";
import { encodeButton } from "../../../src/core/command/button.ts";
import { textMessage, type Message } from "../../../src/core/messages/message.ts";
import { startFakeDiscord, type FakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import type { Channel, Guild } from "../../support/fake-discord/world.ts";
import { commands } from "../../../commands/index.ts";

let discord: FakeDiscord;
let adapter: Adapter;
let guild: Guild;
let channel: Channel;
let time: Date;

const silentHost = {
  workspaceJoined: async () => null,
  workspaceGone: async () => undefined,
  workspacesPresent: async () => undefined,
} as unknown as Host;
const posts = /^\/channels\/\d+\/messages$/;
const withButton: Message = {
  ...textMessage("hello"),
  blocks: [{ kind: "actions", actions: [{ role: "plain", label: "A", call: encodeButton("help") }] }],
};
const attempt = (marker: string, more: Partial<Attempt> = {}): Attempt => ({
  target: { platform: "discord", workspace: guild.id, channel: channel.id, thread: null },
  message: textMessage(`words of ${marker}`),
  marker,
  plain: false,
  ...more,
});
const later = (ms: number) => new Date(time.getTime() + ms);

beforeEach(async () => {
  time = new Date();
  discord = await startFakeDiscord();
  guild = discord.guild();
  channel = [...discord.world.channels.values()][0] as Channel;
  adapter = createDiscord(
    { token: discord.token, apiUrl: discord.apiUrl },
    { commands, log: pino({ level: "silent" }), now: () => time, patienceMs: 2_000 },
  );
  await adapter.start(silentHost);
});
afterEach(async () => {
  await adapter.stop();
  await discord.stop();
  expect(discord.violations).toEqual([]);
});

describe("sending one message", () => {
  it("is one request with a nonce that is enforced, and nobody is notified", async () => {
    const outcome = await adapter.send(attempt("d1"));
    expect(outcome).toEqual({ status: "sent", message: discord.messages(channel)[0]?.id });
    const sent = discord.requests.filter(({ method, path }) => method === "POST" && posts.test(path));
    expect(sent.map(({ body }) => body)).toMatchObject([
      { nonce: "d1", enforce_nonce: true, allowed_mentions: { parse: [] } },
    ]);
  });

  it.each([
    [{ kind: "answer", status: 500 } as const, "ambiguous"],
    [{ kind: "answer", status: 502, commit: "before" } as const, "ambiguous"],
    [{ kind: "reset", commit: "before" } as const, "ambiguous"],
    [{ kind: "html", commit: "before" } as const, "ambiguous"],
    [{ kind: "rate_limit", retryAfter: 3 } as const, "rate_limited"],
    [{ kind: "rate_limit", retryAfter: 3, global: true } as const, "rate_limited"],
    [{ kind: "answer", status: 401, body: { code: 0, message: "401: Unauthorized" } } as const, "refused"],
  ])("meets %o and is %s, without a second request", async (fault, status) => {
    discord.faults.next("POST", posts, fault);
    const outcome = await adapter.send(attempt("d2"));
    expect(outcome.status).toBe(status);
    expect(discord.calls("POST", posts)).toBe(1);
  });

  it("hands a rate limit on with its wait", async () => {
    discord.faults.next("POST", posts, { kind: "rate_limit", retryAfter: 3 });
    const outcome = await adapter.send(attempt("d3"));
    expect(outcome.status === "rate_limited" && outcome.until.getTime()).toBeGreaterThanOrEqual(later(3_000).getTime());
  });

  it("names what was refused: permission, channel, form, connection", async () => {
    discord.overwrite(channel, { deny: P.SendMessages });
    expect(await adapter.send(attempt("d4"))).toMatchObject({ status: "refused", why: "forbidden" });
    discord.deleteChannel(channel);
    expect(await adapter.send(attempt("d5"))).toMatchObject({ status: "refused", why: "channel_gone" });
    discord.faults.next("POST", posts, {
      kind: "answer",
      status: 400,
      body: { code: 50035, message: "Invalid Form Body" },
    });
    expect(await adapter.send(attempt("d6"))).toMatchObject({ status: "refused", why: "too_long" });
    const nowhere = createDiscord(
      { token: discord.token, apiUrl: "http://127.0.0.1:9/api" },
      { commands, log: pino({ level: "silent" }), now: () => time, patienceMs: 2_000 },
    );
    expect(await nowhere.send(attempt("d7"))).toMatchObject({ status: "refused", why: "unreachable" });
  });

  it("sends plain content where the rich form was refused", async () => {
    await adapter.send(attempt("d8", { plain: true }));
    expect(discord.messages(channel)).toMatchObject([{ content: "words of d8", components: [] }]);
  });
});

describe("looking for a message that may have been sent", () => {
  it("posts again under the same nonce within two minutes: never a second message", async () => {
    discord.faults.next("POST", posts, { kind: "reset", commit: "before" });
    expect((await adapter.send(attempt("d1"))).status).toBe("ambiguous");
    const found = await adapter.find(attempt("d1"), time, time);
    expect(found).toEqual({ status: "sent", message: discord.messages(channel)[0]?.id });
    expect(discord.messages(channel)).toHaveLength(1);
  });

  it("takes Unknown Message as posted and deleted", async () => {
    await adapter.send(attempt("d1"));
    const [message] = discord.messages(channel);
    if (message) message.deleted = true;
    const found = await adapter.find(attempt("d1"), time, time);
    expect(found.status).toBe("sent");
    const gone = { ...attempt("d1").target, message: found.status === "sent" ? found.message : "" };
    expect(await adapter.edit(gone, textMessage("x"))).toMatchObject({ status: "refused", why: "message_gone" });
  });

  it.each<[string, Partial<Attempt>]>([
    ["a button", { message: withButton }],
    ["its container's id", {}],
    ["identical content", { plain: true }],
  ])("finds it later by %s", async (_, more) => {
    const claimed = time;
    await adapter.send(attempt("d9", more));
    await adapter.send(attempt("d10", { ...more, message: more.message ?? textMessage("other words") }));
    for (let n = 0; n < 120; n++) discord.member("5").write("chatter", channel.id);
    time = later(300_000);
    const [first] = discord.messages(channel);
    expect(await adapter.find(attempt("d9", more), claimed, claimed)).toEqual({ status: "sent", message: first?.id });
    expect(
      await adapter.find(attempt("d11", { ...more, message: textMessage("never sent") }), claimed, claimed),
    ).toEqual({ status: "absent" });
    expect(discord.calls("POST", posts)).toBe(2);
  });

  it("believes nothing without the permission to read", async () => {
    discord.overwrite(channel, { deny: P.ReadMessageHistory });
    await discord.until(async () => (await adapter.missingPermissions(attempt("d1").target, ["history"])).length > 0);
    time = later(300_000);
    const claimed = later(-300_000);
    expect(await adapter.find(attempt("d1"), claimed, claimed)).toMatchObject({ status: "unreadable" });
  });

  it("waits where Discord asks for it", async () => {
    discord.faults.next("POST", posts, { kind: "rate_limit", retryAfter: 2 });
    expect((await adapter.find(attempt("d1"), time, time)).status).toBe("wait");
    time = later(300_000);
    const claimed = later(-300_000);
    discord.faults.next("GET", posts, { kind: "answer", status: 503 });
    expect((await adapter.find(attempt("d1"), claimed, claimed)).status).toBe("wait");
  });
});

describe("what else delivery asks", () => {
  it("edits, and says when there is nothing left", async () => {
    const sent = await adapter.send(attempt("d1"));
    const post = { ...attempt("d1").target, message: sent.status === "sent" ? sent.message : "" };
    expect(await adapter.edit(post, textMessage("other"))).toMatchObject({ status: "sent" });
    expect(discord.texts(channel)).toEqual(["other"]);
    Object.assign(discord.messages(channel)[0] ?? {}, { deleted: true });
    expect(await adapter.edit(post, textMessage("x"))).toMatchObject({ status: "refused", why: "message_gone" });
    discord.faults.next("PATCH", /messages/, { kind: "answer", status: 400, body: { code: 30046, message: "old" } });
    expect(await adapter.edit(post, textMessage("x"))).toEqual({ status: "rate_limited", until: later(3_600_000) });
  });

  it("makes a thread under a post, or stays in the channel", async () => {
    const sent = await adapter.send(attempt("d1"));
    const post = { ...attempt("d1").target, message: sent.status === "sent" ? sent.message : "" };
    const under = await adapter.threadUnder(post, "Cards");
    expect(under.thread).toBe(post.message);
    expect(await adapter.threadUnder(post, "Cards")).toEqual(under);
    expect((await adapter.send(attempt("d2", { target: under }))).status).toBe("sent");
    expect(discord.messages(under.thread ?? "")).toHaveLength(1);
    discord.overwrite(channel, { deny: P.CreatePublicThreads });
    await discord.until(async () => (await adapter.missingPermissions(post, ["threads"])).length > 0);
    expect((await adapter.threadUnder({ ...post, message: "1" }, "Cards")).thread).toBeNull();
  });

  it("names the permission it lacks and how to grant it", async () => {
    expect(await adapter.missingPermissions(attempt("").target, ["post", "history", "threads"])).toEqual([]);
    discord.overwrite(channel, { deny: P.SendMessages | P.ReadMessageHistory });
    await discord.until(async () => (await adapter.missingPermissions(attempt("").target, ["post"])).length > 0);
    const missing = await adapter.missingPermissions(attempt("").target, ["post", "history"]);
    expect(missing.map(({ what }) => what)).toEqual(["post", "history"]);
    expect(missing[0]?.howToGrant).toContain("Send Messages");
  });

  it("lists who reacted, by emoji, over pages, bots left out", async () => {
    const sent = await adapter.send(attempt("d1"));
    const [message] = discord.messages(channel);
    if (!message || sent.status !== "sent") throw new Error("not sent");
    for (let n = 0; n < 230; n++) discord.member(String(2_000 + n)).react(message, n % 2 ? "👍" : "👍🏽");
    discord.member("9000", { bot: true }).react(message, "👍");
    discord.member("2000").react(message, "👍");
    const found = await adapter.reactionsOf({ ...attempt("d1").target, message: sent.message });
    expect([...(found ?? [])].map(([emoji, members]) => [emoji, members.length])).toEqual([
      ["👍🏽", 115],
      ["👍", 116],
    ]);
    message.deleted = true;
    expect(await adapter.reactionsOf({ ...attempt("d1").target, message: sent.message })).toBeNull();
  });

  it("knows what a member may do in a channel, and says when it knows nobody", async () => {
    discord.member("1001", { permissions: P.ManageChannels });
    discord.member("1002");
    const may = async (id: string) => (await adapter.member(attempt("").target, id, channel.id))?.mayConfigure;
    expect(await may("1001")).toBe(true);
    expect(await may("1002")).toBe(false);
    expect(await adapter.member(attempt("").target, "1003", channel.id)).toBeNull();
  });
});
