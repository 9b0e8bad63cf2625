import { LogLevel, WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeSlack, type FakeSlack } from "../support/fake-slack/fake-slack.ts";

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack();
});
afterEach(() => slack.close());

const client = (token = "xoxb-T1-token") =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => "no error",
    (error: unknown) => (error as { data?: { error?: string } }).data?.error ?? (error as Error).name,
  );
const post = (more: object = {}) => client().chat.postMessage({ channel: "C1", text: "hello", ...more });

describe("the Web API of the fake Slack, seen by Slack's own client", () => {
  it("knows each workspace by its token and nobody else", async () => {
    slack.team("T2");
    expect(await client().auth.test()).toMatchObject({ team_id: "T1", user_id: "UBOTT1" });
    expect(await client("xoxb-T2-token").auth.test()).toMatchObject({ team_id: "T2" });
    expect(await errorOf(client("xoxb-other").auth.test())).toBe("invalid_auth");
    await client().auth.revoke();
    expect(await errorOf(client().auth.test())).toBe("invalid_auth");
  });

  it("refuses posts to channels that are unknown, archived or without the bot", async () => {
    slack.channel("C2", "T1", ["U1"]);
    slack.channel("C3").archived = true;
    expect(await errorOf(post({ channel: "C9" }))).toBe("channel_not_found");
    expect(await errorOf(post({ channel: "C2" }))).toBe("not_in_channel");
    expect(await errorOf(post({ channel: "C3" }))).toBe("is_archived");
  });

  it.each([
    ["51 blocks", Array.from({ length: 51 }, () => ({ type: "divider" }))],
    ["a header of 151", [{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }]],
    ["a section of 3,001", [{ type: "section", text: { type: "plain_text", text: "x".repeat(3_001) } }]],
    ["an actions block without a button", [{ type: "actions", elements: [] }]],
  ])("refuses %s", async (_what, blocks) => {
    expect(await errorOf(post({ blocks }))).toBe("invalid_blocks");
    expect(slack.messages("C1")).toEqual([]);
  });

  it("keeps thread replies out of the history and metadata to those who ask for it", async () => {
    const metadata = { event_type: "papers_delivery", event_payload: { delivery_id: "d1" } };
    const parent = await post({ metadata });
    await post({ thread_ts: parent.ts, metadata });
    const read = { channel: "C1", limit: 100 };
    const plain = await client().conversations.history(read);
    expect(plain.messages).toHaveLength(1);
    expect(plain.messages?.[0]).not.toHaveProperty("metadata");
    const full = await client().conversations.history({ ...read, include_all_metadata: true });
    expect(full.messages?.[0]).toMatchObject({ metadata });
    const replies = await client().conversations.replies({ ...read, ts: parent.ts ?? "" });
    expect(replies.messages).toHaveLength(2);
  });

  it("pages the history, newest first", async () => {
    for (const text of ["one", "two", "three"]) await post({ text });
    const first = await client().conversations.history({ channel: "C1", limit: 2 });
    expect(first.messages?.map(({ text }) => text)).toEqual(["three", "two"]);
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await client().conversations.history({ channel: "C1", limit: 2, cursor });
    expect(second).toMatchObject({ has_more: false, messages: [{ text: "one" }] });
  });

  it("leaves members out of reactions unless it is asked for all", async () => {
    const { ts = "" } = await post();
    slack.messages("C1")[0]?.reactions.set("+1", ["U1", "U2", "U3"]);
    const counted = async (full: boolean) =>
      (await client().reactions.get({ channel: "C1", timestamp: ts, full })).message?.reactions?.[0];
    expect(await counted(false)).toMatchObject({ count: 3, users: ["U1", "U2"] });
    expect(await counted(true)).toMatchObject({ count: 3, users: ["U1", "U2", "U3"] });
  });
});

describe("what goes wrong when it is told to", () => {
  it("answers 429 with a wait and does nothing", async () => {
    slack.faults = () => ({ kind: "status", status: 429, commit: false, headers: { "retry-after": "7" } });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    expect(slack.messages("C1")).toEqual([]);
  });

  it("loses an answer before or after the message appeared", async () => {
    for (const [commit, appeared] of [
      [false, 0],
      [true, 1],
    ] as const) {
      slack.faults = () => ({ kind: "reset", commit });
      await expect(post()).rejects.toThrow();
      expect(slack.messages("C1")).toHaveLength(appeared);
    }
  });

  it("lets a message appear after its answer was lost", async () => {
    slack.faults = () => ({ kind: "late", ms: 20 });
    await expect(post()).rejects.toThrow();
    await slack.until(() => slack.messages("C1").length === 1, "the late message");
  });
});

describe("response addresses", () => {
  it("take five answers, of people's blocks within the limits", async () => {
    const url = slack.responseUrl(slack.team("T1"), "C1", "U2");
    const say = async (body: object) => (await fetch(url, { method: "POST", body: JSON.stringify(body) })).status;
    expect(await say({ blocks: [{ type: "actions", elements: [] }] })).toBe(400);
    for (let use = 2; use <= 5; use++) expect(await say({ text: "hello" })).toBe(200);
    expect(await say({ text: "once more" })).toBe(404);
    expect(slack.answers).toHaveLength(4);
  });

  it("end after 30 minutes", async () => {
    const url = slack.responseUrl(slack.team("T1"), "C1", "U2");
    slack.now = () => new Date(Date.now() + 31 * 60_000);
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(404);
  });
});
