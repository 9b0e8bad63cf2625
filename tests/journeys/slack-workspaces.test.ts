import { describe, expect, it } from "vitest";
import { textOf, person } from "../support/fake-slack/person.ts";
import { type Reach } from "../support/fake-slack/fake-slack.ts";
import { http, signingSecret, slack, start, useSlack } from "../support/slack-bot.ts";

useSlack();

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
    let last = await start(oauth());
    await last.bot.connected;
    expect((await install(last.url, "T1", "U1")).status).toBe(200);
    const restart = async (keys: string) => {
      await last.stop();
      last = await start({ ...oauth(), ENCRYPTION_KEY: keys }, last.folder);
      await last.bot.connected;
      const target = { platform: "slack" as const, workspace: "T1", channel: "C1", thread: null };
      const message = { title: "", blocks: [{ kind: "text" as const, spans: [{ text: "hello" }] }], footer: [] };
      return last.app.adapters.get("slack")?.send({ target, message, marker: "d1", plain: false });
    };
    await expect(restart(`${third}`)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/ENCRYPTION_KEY opens none/) as unknown,
    });
    expect(await restart(`${second},${key}`)).toMatchObject({ status: "sent" });
    expect(await restart(`${second}`)).toMatchObject({ status: "sent" });
  });

  it("make the health check say so while no key opens the token of one of them", async () => {
    const other = Buffer.alloc(32, 6).toString("base64");
    let last = await start(oauth());
    await last.bot.connected;
    const health = async () => {
      const answer = await fetch(`${last.url}/healthz`);
      const { parts } = (await answer.json()) as { parts: { slack: { partly: string | null } } };
      return [answer.status, parts.slack.partly];
    };
    const restart = async (keys: string) => {
      await last.stop();
      last = await start({ ...oauth(), ENCRYPTION_KEY: keys }, last.folder);
      await last.bot.connected;
    };
    expect((await install(last.url, "T1", "U1")).status).toBe(200);
    const first = await last.app.store.installations.get({ platform: "slack", workspace: "T1" });
    await restart(`${other},${key}`);
    expect((await install(last.url, "T2", "U2")).status).toBe(200);
    expect(await health()).toEqual([200, null]);
    // Sealed with a key that is not configured any more.
    await last.app.store.installations.put({ platform: "slack", workspace: "T1" }, first ?? "");
    await restart(other);
    expect(await health()).toEqual([503, expect.stringContaining("ENCRYPTION_KEY")]);
    await restart(`${other},${key}`);
    expect(await health()).toEqual([200, null]);
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
        blocks: [{ type: "actions", elements: [{ type: "button", text: { text: "x" }, action_id: id }] }],
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
