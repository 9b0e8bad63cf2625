import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { textOf, person } from "../support/fake-slack/person.ts";
import { sendSigned, startFakeSlack, type FakeSlack, type Reach } from "../support/fake-slack/fake-slack.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

const signingSecret = "0123456789abcdef0123456789abcdef";

let slack: FakeSlack;
let bot: TestBot | null = null;
beforeEach(async () => {
  slack = await startFakeSlack();
});
afterEach(async () => {
  await bot?.remove();
  bot = null;
  await slack.close();
});

const start = async (env: Record<string, string>): Promise<TestBot> => {
  bot = await startTestBot({ SLACK_API_URL: slack.apiUrl, ...env }, { papers: knownPapers });
  return bot;
};
const http = () => ({ SLACK_BOT_TOKEN: slack.team("T1").token, SLACK_SIGNING_SECRET: signingSecret, PORT: "0" });
const socket = () => ({ SLACK_BOT_TOKEN: slack.team("T1").token, SLACK_APP_TOKEN: slack.appToken });

describe("a token Slack does not accept", () => {
  it.each([
    ["SLACK_BOT_TOKEN", () => ({ ...socket(), SLACK_BOT_TOKEN: "xoxb-wrong" })],
    ["SLACK_APP_TOKEN", () => ({ ...socket(), SLACK_APP_TOKEN: "xapp-wrong" })],
  ])("ends the program naming %s", async (variable, env) => {
    const { bot: running } = await start(env());
    await expect(running.connected).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining(variable) as string,
    });
  });
});

describe("requests that are not Slack's", () => {
  const command = () =>
    new URLSearchParams({
      command: "/papers",
      text: "save 2511.00001",
      team_id: "T1",
      channel_id: "C1",
      user_id: "U2",
      trigger_id: "1.1",
      response_url: slack.responseUrl(slack.team("T1"), "C1", "U2"),
    }).toString();
  const form = "application/x-www-form-urlencoded";
  const now = new Date();
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const send = (url: string, body: string, at = now, change: Record<string, string> = {}, secret = signingSecret) =>
    sendSigned({ url: `${url}/slack/events`, signingSecret: secret }, body, form, at, change);

  it("have no effect, whatever is wrong with them", async () => {
    const { url, bot: running, app } = await start(http());
    await running.connected;
    const json = "application/json";
    const answers = [
      await send(url, command(), now, {}, "f".repeat(32)),
      await send(url, command(), ago(6)),
      await send(url, command(), ago(-6)),
      await send(url, command(), now, { "x-slack-request-timestamp": "9999999999" }),
      await send(url, command(), now, { "x-slack-signature": "" }),
      await send(url, command(), now, { "x-slack-request-timestamp": "" }),
      await send(url, command(), now, { "x-slack-signature": "v0=00" }),
      await send(url, command(), now, { "x-slack-signature": "v1=garbage" }),
      await send(url, command(), now, { "x-slack-request-timestamp": "not a number" }),
      await send(url, `${command()}&x=1`, now, { "x-slack-signature": "v0=0123" }),
      await send(url, `padding=${"x".repeat(10 * 1024 * 1024)}`),
      await sendSigned({ url: `${url}/slack/events`, signingSecret }, "{not json", json, now),
      await sendSigned({ url: `${url}/slack/events`, signingSecret }, "payload=%7Bbroken", form, now),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 413, 400, 400,
    ]);
    const workspace = await app.store.workspaces.find({ platform: "slack", workspace: "T1" });
    expect(workspace ? await app.store.saves.list(workspace.id, "U2") : []).toEqual([]);
    expect((await fetch(`${url}/slack/elsewhere`)).status).toBe(404);
  });

  it("repeated to the letter have one effect", async () => {
    const { url, bot: running } = await start(http());
    await running.connected;
    const body = command();
    expect((await send(url, body)).status).toBe(200);
    await slack.until(() => slack.answers.length === 1, "the answer");
    expect((await send(url, body)).status).toBe(200);
    await person(slack, { kind: "http", url: `${url}/slack/events`, signingSecret }, "U1").slash("saved");
    expect(slack.answers.filter(({ user }) => user === "U2")).toHaveLength(1);
  });
});

describe("an acknowledgement", () => {
  it("comes before the store is touched: a store that never answers holds nothing up", async () => {
    const { bot: running, app, url } = await start(http());
    await running.connected;
    const touched: string[] = [];
    const never = (what: string) => () => {
      touched.push(what);
      return promise;
    };
    const { promise, resolve: release } = Promise.withResolvers<boolean>();
    Object.assign(app.store.events, { firstSeen: never("events") });
    Object.assign(app.store.workspaces, { ensure: never("workspaces"), find: never("workspaces") });
    const reach: Reach = { kind: "http", url: `${url}/slack/events`, signingSecret };
    const who = { team: { id: "T1" }, user: { id: "U2" }, channel: { id: "C1" }, trigger_id: "1.1", api_app_id: "A1" };
    const event = {
      type: "reaction_added",
      user: "U2",
      reaction: "+1",
      item: { type: "message", channel: "C1", ts: "1.1" },
    };
    const answers = await Promise.all([
      slack.deliver(
        reach,
        { command: "/papers", text: "today", team_id: "T1", channel_id: "C1", user_id: "U2" },
        "form",
      ),
      slack.deliver(
        reach,
        { type: "block_actions", ...who, container: {}, actions: [{ type: "button", action_id: "v1:vote:paper=p1" }] },
        "payload",
      ),
      slack.deliver(
        reach,
        { type: "message_action", callback_id: "find_papers", ...who, message: { ts: "1.1", text: "" } },
        "payload",
      ),
      slack.deliver(
        reach,
        {
          type: "view_submission",
          ...who,
          view: { callback_id: "papers_form", private_metadata: "{}", state: { values: {} } },
        },
        "payload",
      ),
      slack.deliver(
        reach,
        { type: "event_callback", team_id: "T1", event_id: "Ev9", event, authorizations: [{ team_id: "T1" }] },
        "json",
      ),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(touched).toEqual(Array.from({ length: 5 }, () => "events"));
    release(false);
  });
});

describe("what is none of ours", () => {
  it("is acknowledged all the same", async () => {
    const { bot: running, url } = await start(http());
    await running.connected;
    const reach: Reach = { kind: "http", url: `${url}/slack/events`, signingSecret };
    const who = { team: { id: "T1" }, user: { id: "U2" }, channel: { id: "C1" }, trigger_id: "1.1", api_app_id: "A1" };
    const link = { type: "button", action_id: "Xy12z", block_id: "b", action_ts: "1.1" };
    const view = { callback_id: "another", private_metadata: "", state: { values: {} } };
    const answers = [
      await slack.deliver(reach, { type: "block_actions", ...who, container: {}, actions: [link] }, "payload"),
      await slack.deliver(reach, { type: "view_submission", ...who, view }, "payload"),
      await slack.deliver(reach, { type: "view_closed", ...who, view }, "payload"),
      await slack.deliver(reach, { type: "shortcut", callback_id: "another", ...who }, "payload"),
      await slack.deliver(
        reach,
        { type: "block_suggestion", ...who, action_id: "a", block_id: "b", value: "x" },
        "payload",
      ),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });
});

describe("the socket", () => {
  it("is opened again when it is cut or refreshed, and says so in the health", async () => {
    const { bot: running, app } = await start(socket());
    await running.connected;
    expect((await app.health())["slack"]).toMatchObject({ connected: true });
    for (const lose of [() => slack.sockets.cut(), () => slack.sockets.refresh()]) {
      const opened = slack.sockets.opened();
      lose();
      await slack.until(() => slack.sockets.opened() > opened && slack.sockets.open() > 0, "a new socket");
    }
    const answer = await person(slack, { kind: "socket" }, "U2").slash("topic gan");
    expect(textOf(answer.blocks)).toContain("StyleGAN");
  });

  it("of two programs on one database, both handed the same envelope, has one effect", async () => {
    const first = await startTestBot({ SLACK_API_URL: slack.apiUrl, ...socket() }, { papers: knownPapers });
    await first.bot.connected;
    bot = await startTestBot({ SLACK_API_URL: slack.apiUrl, ...socket() }, { folder: first.folder });
    await bot.bot.connected;
    expect(slack.sockets.open()).toBe(2);
    const event = {
      type: "app_mention",
      user: "U2",
      text: "<@UBOTT1> topic gan",
      channel: "C1",
      ts: "1.1",
      event_ts: "1.1",
    };
    await slack.sockets.deliver(
      "events_api",
      { type: "event_callback", team_id: "T1", event_id: "Ev7", event, authorizations: [{ team_id: "T1" }] },
      2,
    );
    await person(slack, { kind: "socket" }, "U1").slash("saved");
    await slack.until(() => slack.channel("C1").whispers.length > 0, "the answer");
    await first.stop();
    expect(slack.channel("C1").whispers).toHaveLength(1);
  });

  it("delivering an envelope twice has one effect", async () => {
    const { bot: running } = await start(socket());
    await running.connected;
    const event = {
      type: "app_mention",
      user: "U2",
      text: "<@UBOTT1> topic gan",
      channel: "C1",
      ts: "1.1",
      event_ts: "1.1",
    };
    const body = { type: "event_callback", team_id: "T1", event_id: "Ev1", event, authorizations: [{ team_id: "T1" }] };
    await slack.sockets.deliver("events_api", body, 2);
    await slack.deliver({ kind: "socket" }, body, "json");
    await person(slack, { kind: "socket" }, "U1").slash("saved");
    await slack.until(() => slack.channel("C1").whispers.length > 0, "the answer");
    expect(slack.channel("C1").whispers).toHaveLength(1);
  });
});

describe("many workspaces", () => {
  const key = Buffer.alloc(32, 5).toString("base64");
  const oauth = () => ({
    SLACK_CLIENT_ID: "1.1",
    SLACK_CLIENT_SECRET: "client-secret",
    SLACK_STATE_SECRET: "state-secret",
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_AUTHORIZE_URL: `${slack.base}/oauth/v2/authorize`,
    ENCRYPTION_KEY: key,
    PORT: "0",
  });
  const install = async (url: string, team: string, user: string) => {
    const page = await fetch(`${url}/slack/install`);
    const cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
    const html = await page.text();
    const link = /href="([^"]*authorize[^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const state = new URL(link).searchParams.get("state") ?? "";
    slack.codes.set(`code-${team}`, { team: slack.team(team), user });
    return fetch(`${url}/slack/oauth_redirect?code=code-${team}&state=${encodeURIComponent(state)}`, {
      headers: { cookie },
    });
  };
  const event = (team: string, id: string, type: string, more: object = {}) => ({
    type: "event_callback",
    team_id: team,
    event_id: id,
    event: { type, ...more },
    authorizations: [{ team_id: team }],
  });

  it("each see their own, and one that leaves takes only its own with it", async () => {
    const { url, bot: running, app, logged } = await start(oauth());
    await running.connected;
    const reach: Reach = { kind: "http", url: `${url}/slack/events`, signingSecret };
    for (const team of ["T1", "T2"]) expect((await install(url, team, "U1")).status).toBe(200);
    await slack.until(() => slack.messages("DT2U1", "T2").length === 1, "the installer's welcome");
    const [one, two] = [person(slack, reach, "U2"), person(slack, reach, "U2", slack.team("T2"))];
    expect(textOf((await one.slash("save 2511.00001")).blocks)).toMatch(/saved/i);
    const answers = () => slack.answers.length;
    const before = answers();
    expect(textOf((await two.slash("saved")).blocks)).not.toContain("StyleGAN");
    expect(answers()).toBeGreaterThan(before);
    expect(textOf(await one.openHome())).toContain("StyleGAN variant number 1");
    expect(textOf(await two.openHome())).not.toContain("StyleGAN variant number 1");

    await app.store.installations.all("slack").then((all) => {
      expect(all.map(({ workspace }) => workspace).sort()).toEqual(["T1", "T2"]);
      expect(JSON.stringify(all)).not.toContain("xoxb");
    });
    slack.team("T1").token = "xoxb-good-for-nothing";
    await slack.deliver(reach, event("T1", "EvU", "app_uninstalled"), "json");
    await slack.deliver(reach, event("T1", "EvR", "tokens_revoked", { tokens: { bot: ["UBOTT1"] } }), "json");
    await two.slash("topic gan");
    await expect
      .poll(async () => (await app.store.installations.all("slack")).map(({ workspace }) => workspace))
      .toEqual(["T2"]);
    const target = { platform: "slack" as const, channel: "C1", thread: null };
    const message = { title: "", blocks: [{ kind: "text" as const, spans: [{ text: "hello" }] }], footer: [] };
    const adapter = app.adapters.get("slack");
    const send = (workspace: string) =>
      adapter?.send({ target: { ...target, workspace }, message, marker: "d1", plain: false });
    expect(await send("T1")).toMatchObject({ status: "refused", why: "token_revoked" });
    expect(await send("T2")).toMatchObject({ status: "sent" });
    expect(logged.join("")).not.toContain("xoxb-T");
  });

  it("keep their tokens when the key changes, and stop the start over a key that opens none", async () => {
    const [second, third] = [6, 7].map((byte) => Buffer.alloc(32, byte).toString("base64"));
    const first = await startTestBot({ SLACK_API_URL: slack.apiUrl, ...oauth() });
    await first.bot.connected;
    expect((await install(first.url, "T1", "U1")).status).toBe(200);
    const restart = async (keys: string) => {
      await bot?.stop();
      const env = { SLACK_API_URL: slack.apiUrl, ...oauth(), ENCRYPTION_KEY: keys };
      bot = await startTestBot(env, { folder: first.folder });
      await bot.bot.connected;
      const target = { platform: "slack" as const, workspace: "T1", channel: "C1", thread: null };
      const message = { title: "", blocks: [{ kind: "text" as const, spans: [{ text: "hello" }] }], footer: [] };
      return bot.app.adapters.get("slack")?.send({ target, message, marker: "d1", plain: false });
    };
    await first.stop();
    await expect(restart(`${third}`)).rejects.toMatchObject({ exitCode: 1, message: /ENCRYPTION_KEY opens none/ });
    expect(await restart(`${second},${key}`)).toMatchObject({ status: "sent" });
    expect(await restart(`${second}`)).toMatchObject({ status: "sent" });
  });

  it("answers a cancelled install kindly", async () => {
    const { url, bot: running } = await start(oauth());
    await running.connected;
    const answer = await fetch(`${url}/slack/oauth_redirect?error=access_denied&state=x`);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("was not installed")]);
  });

  it("refuses an install whose state is not ours", async () => {
    const { url, bot: running, app } = await start(oauth());
    await running.connected;
    slack.codes.set("code-T1", { team: slack.team("T1"), user: "U1" });
    const answer = await fetch(`${url}/slack/oauth_redirect?code=code-T1&state=forged`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await app.store.installations.all("slack")).toEqual([]);
  });

  it("gives a foreign id the same words as an unknown one", async () => {
    const { url, bot: running } = await start(oauth());
    await running.connected;
    const reach: Reach = { kind: "http", url: `${url}/slack/events`, signingSecret };
    for (const team of ["T1", "T2"]) expect((await install(url, team, "U1")).status).toBe(200);
    const [one, two] = [person(slack, reach, "U2"), person(slack, reach, "U2", slack.team("T2"))];
    await one.slash("today limit:12");
    const pressAs = async (id: string) => {
      const from = slack.answers.filter(({ user }) => user === "U2").length;
      const seen = {
        text: "",
        type: "ephemeral",
        replaces: false,
        blocks: [{ type: "actions", elements: [{ text: { text: "x" }, action_id: id }] }],
      };
      await two.press(seen, "x");
      return textOf((await two.next(from)).blocks);
    };
    expect(await pressAs("v1:more:reply=r1")).toBe(await pressAs("v1:more:reply=r999"));
  });
});

describe("sending", () => {
  const target = { platform: "slack" as const, workspace: "T1", channel: "C1", thread: null };
  const message = { title: "", blocks: [{ kind: "text" as const, spans: [{ text: "hello" }] }], footer: [] };
  const attempt = { target, message, marker: "d1p1", plain: false };
  const adapter = async () => {
    const { bot: running, app } = await start(http());
    await running.connected;
    const slackAdapter = app.adapters.get("slack");
    if (!slackAdapter) throw new Error("no adapter");
    return slackAdapter;
  };

  it("tries once, whatever happens, and says what became of it", async () => {
    const sender = await adapter();
    const outcomes = [];
    for (const fault of [
      { kind: "status", status: 429, commit: false, headers: { "retry-after": "7" } },
      { kind: "status", status: 500, commit: false },
      { kind: "status", status: 500, commit: true },
      { kind: "reset", commit: true },
      { kind: "status", status: 200, commit: true, body: "<html>" },
      { kind: "error", error: "internal_error", commit: true },
      { kind: "error", error: "not_in_channel", commit: false },
    ] as const) {
      let tries = 0;
      slack.faults = (method) => (method === "chat.postMessage" ? (tries++, fault) : null);
      outcomes.push((await sender.send(attempt)).status);
      expect(tries).toBe(1);
    }
    expect(outcomes).toEqual([
      "rate_limited",
      "ambiguous",
      "ambiguous",
      "ambiguous",
      "ambiguous",
      "ambiguous",
      "refused",
    ]);
  });

  it("finds what it sent by its marker, in channels and threads, and knows when it is not there", async () => {
    const sender = await adapter();
    const claimed = new Date();
    slack.faults = (method) => (method === "chat.postMessage" ? { kind: "reset", commit: true } : null);
    await sender.send(attempt);
    await sender.send({ ...attempt, target: { ...target, thread: "1.5" }, marker: "d1p2" });
    slack.faults = () => null;
    const [posted, inThread] = slack.messages("C1");
    expect(await sender.find(attempt, claimed, claimed)).toEqual({ status: "sent", message: posted?.ts });
    expect(
      await sender.find({ ...attempt, target: { ...target, thread: "1.5" }, marker: "d1p2" }, claimed, claimed),
    ).toEqual({
      status: "sent",
      message: inThread?.ts,
    });
    expect(await sender.find({ ...attempt, marker: "d9" }, claimed, claimed)).toEqual({ status: "absent" });
    slack.team("T1").channels.get("C1")?.members.delete("UBOTT1");
    expect(await sender.find(attempt, claimed, claimed)).toMatchObject({ status: "unreadable" });
  });
});
