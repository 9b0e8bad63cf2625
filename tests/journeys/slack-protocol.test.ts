import { describe, expect, it } from "vitest";
import { textOf, person } from "../support/fake-slack/person.ts";
import { sendSigned, type Reach } from "../support/fake-slack/fake-slack.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot } from "../support/test-bot.ts";
import { http, signingSecret, slack, socket, start, useSlack } from "../support/slack-bot.ts";

useSlack();

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
    const { bot: running, app, url } = await start(http(), undefined, { patienceMs: 10 });
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
      event_ts: "1.2",
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
    const { bot: second } = await start(socket(), first.folder);
    await second.connected;
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
