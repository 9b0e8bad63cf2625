import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import type { Caller, CommandCall, CommandRequest } from "../../../src/core/adapter.ts";
import type { TakeAllowance } from "../../../src/core/command/allowance.ts";
import { encodeButton } from "../../../src/core/command/button.ts";
import { type AnyCommand, type Context, defineCommand } from "../../../src/core/command/define.ts";
import { limit } from "../../../src/core/command/options.ts";
import type { Reply } from "../../../src/core/command/reply.ts";
import { runCommand } from "../../../src/core/command/run.ts";
import { textMessage } from "../../../src/core/messages/message.ts";
import { plainText } from "../../../src/core/messages/plain-text.ts";
import { UserError } from "../../../src/errors.ts";
import { fakeAdapter, fakeMember } from "../../support/fake-adapter.ts";
import { noSources } from "../../support/no-sources.ts";
import { temporaryStore, type TemporaryStore } from "../../support/temporary-store.ts";

const now = () => new Date("2026-11-19T09:00:00Z");

let kept: TemporaryStore;
let logged: Record<string, unknown>[];
let takeAllowance: TakeAllowance;
/** What the last command was run with. */
let ran: { input: unknown; context: Context } | null;
beforeEach(async () => {
  kept = await temporaryStore();
  logged = [];
  takeAllowance = () => undefined;
  ran = null;
});
afterEach(() => kept.remove());

const reply = (text: string): Reply => ({ visibility: "caller", message: textMessage(text), json: { text } });
const recording = (command: Omit<Parameters<typeof defineCommand>[0], "run" | "example" | "summary">): AnyCommand =>
  defineCommand({
    summary: "does something",
    example: command.name,
    ...command,
    run: async (input, context) => {
      ran = { input, context };
      return reply(`ran ${command.name}`);
    },
  });
const commands: AnyCommand[] = [
  recording({ name: "topic", options: { words: z.string().min(1).describe("words of a topic"), limit } }),
  recording({ name: "here", options: {}, place: "channel" }),
  recording({ name: "pause", options: { number: z.coerce.number() }, place: "channel", access: "configurer" }),
  recording({ name: "settings", options: {}, place: "channel", access: "workspaceConfigurer" }),
  recording({ name: "vote", options: { paper: z.string() }, reach: "button" }),
  defineCommand({
    name: "again",
    summary: "runs another",
    options: { what: z.string() },
    example: "again",
    run: (input, { rerun }) => rerun({ command: String(input.what), values: { words: "gan" } }, ["p1"]),
  }),
  defineCommand({
    name: "broken",
    summary: "fails",
    options: {},
    example: "broken",
    run: () => Promise.reject(new Error("the secret is xoxb-1")),
  }),
];

const ask = (request: CommandRequest, more: Partial<CommandCall> = {}): Promise<Reply> => {
  const call: CommandCall = {
    platform: "slack",
    workspace: "W1",
    channel: { id: "C1", thread: null, direct: false },
    caller: { id: "anna", profile: async () => fakeMember("anna") },
    request,
    message: null,
    ...more,
  };
  return runCommand(call, {
    store: kept.store,
    sources: noSources(),
    adapters: new Map([["slack", fakeAdapter("slack", now)]]),
    commands,
    log: pino({}, { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) }),
    now,
    startedAt: now(),
    defaultTimezone: "UTC",
    takeAllowance,
    pages: null,
  });
};
const type = (words: string, more: Partial<CommandCall> = {}) => ask({ kind: "words", words }, more);
const press = (id: string) => ask({ kind: "button", id });
const text = ({ message }: Reply) => (message ? plainText(message) : "");
const code = ({ json }: Reply) => (json as { error?: { code: string } }).error?.code ?? null;
const by = (profile: Caller["profile"]): Partial<CommandCall> => ({ caller: { id: "anna", profile } });

describe("a command", () => {
  it("gets its values typed, defaults filled in, however it is called", async () => {
    const wanted = { words: "gan inversion", limit: 3 };
    await type("topic gan inversion limit:3");
    expect(ran?.input).toEqual(wanted);
    await ask({ kind: "values", command: "topic", values: { words: "gan inversion", limit: 3 } });
    expect(ran?.input).toEqual(wanted);
    await press(encodeButton("topic", { words: "gan inversion", limit: "3" }));
    expect(ran?.input).toEqual(wanted);
    await type("topic gan");
    expect(ran?.input).toEqual({ words: "gan", limit: 10 });
  });

  it("knows itself as buttons keep it, shows the first page, and can run another call from a later page", async () => {
    await type("topic gan limit:3");
    expect(ran?.context).toMatchObject({
      call: { command: "topic", values: { words: "gan", limit: "3" } },
      seen: [],
    });
    expect(text(await type("again topic"))).toBe("ran topic");
    expect(ran?.context).toMatchObject({ call: { command: "topic" }, seen: ["p1"] });
  });

  it("names the option that does not fit, what it takes, its usage, and what was typed", async () => {
    const refused = await type("topic gan limit:many");
    expect(code(refused)).toBe("usage");
    expect(text(refused)).toBe(
      "`limit` takes a number of papers, 1 to 100; got `many`.\n\n/papers topic <words> [limit]\n\n/papers topic gan limit:many".replaceAll(
        "`",
        "",
      ),
    );
    expect(text(await type("topic"))).toContain("topic needs words: words of a topic.");
    expect(ran).toBeNull();
  });

  it("is not run where the caller's allowance is used up, and the answer says so", async () => {
    takeAllowance = ({ caller }) => {
      throw new UserError("not_allowed", `${caller.id} called too often.`);
    };
    const refused = await type("topic gan");
    expect(code(refused)).toBe("not_allowed");
    expect(text(refused)).toContain("anna called too often.");
    expect(ran).toBeNull();
  });

  it("that is not known is answered with the nearest, else with the topic that was perhaps meant", async () => {
    expect(text(await type("tpoic gan"))).toContain("There is no /papers tpoic. Did you mean /papers topic gan?");
    expect(text(await type("diffusion models"))).toContain("Did you mean /papers topic diffusion models?");
    expect(text(await type("find diffusion"))).toContain("Did you mean /papers topic diffusion?");
    expect(text(await type("yesterday"))).toContain("Did you mean /papers today yesterday?");
    expect(text(await type("trending gans"))).toContain("Did you mean /papers top?");
  });

  it("of buttons alone is no word to type", async () => {
    expect(text(await type("vote p1"))).toContain("Did you mean /papers topic vote p1?");
    expect(text(await press(encodeButton("vote", { paper: "p1" })))).toBe("ran vote");
  });

  it("of an older version's button is refused kindly", async () => {
    expect(text(await press("v0:vote:p1"))).toContain("no longer know");
    expect(code(await press("v1:gone:"))).toBe("usage");
  });

  it("that fails tells a reference and nothing else, and the log has the rest under it", async () => {
    const failed = await type("broken");
    const [, ref] = /ref ([0-9a-f]{4})\)/.exec(text(failed)) ?? [];
    expect(text(failed)).not.toContain("xoxb");
    expect(code(failed)).toBe("internal");
    expect(logged).toMatchObject([{ ref, err: { message: "the secret is xoxb-1" } }]);
  });
});

describe("who may run it, and where", () => {
  const dm = { channel: { id: "D1", thread: null, direct: true } };
  const refused = async (answer: Promise<Reply>, why: RegExp) => {
    const given = await answer;
    expect(code(given)).toBe("not_allowed");
    expect(text(given)).toMatch(why);
    expect(ran).toBeNull();
  };

  it("needs a channel where the command does", async () => {
    await refused(type("here", { channel: null }), /needs a channel/);
    await refused(type("here", { channel: null, platform: "terminal" }), /a terminal has none\. Connect a chat/);
    expect(text(await type("here"))).toBe("ran here");
    expect(text(await type("topic gan", { channel: null }))).toBe("ran topic");
  });

  it.each([
    ["may not", fakeMember("anna", { mayConfigure: false })],
    ["is not known to", fakeMember("anna", { mayConfigure: null })],
    ["is a bot", fakeMember("anna", { isBot: true })],
    ["is nobody", null],
  ])("refuses who %s change roundups", async (_who, member) => {
    await refused(
      type(
        "pause 1",
        by(async () => member),
      ),
      /Only members who may manage channels/,
    );
  });

  it("lets who may", async () => {
    expect(text(await type("pause 1"))).toBe("ran pause");
    expect(ran?.input).toEqual({ number: 1 });
  });

  it("refuses a change of a channel in direct messages", async () => {
    await refused(type("pause 1", dm), /this is a direct message/);
  });

  it("lets only admins where an admin locked the roundups", async () => {
    const { id } = await kept.store.workspaces.ensure({ platform: "slack", workspace: "W1" });
    await kept.store.settings.set(id, "locked", "yes");
    await refused(type("pause 1"), /An admin locked/);
    expect(
      text(
        await type(
          "pause 1",
          by(async () => fakeMember("anna", { isAdmin: true })),
        ),
      ),
    ).toBe("ran pause");
  });

  it("asks about the whole workspace for what changes all of it", async () => {
    // The platform knows no such member outside the channel.
    await refused(type("settings"), /manage all channels/);
  });

  it("says that the platform is not answering, which is no refusal", async () => {
    const answer = await type(
      "pause 1",
      by(() => Promise.reject(new Error("ratelimited"))),
    );
    expect(code(answer)).toBe("source_unavailable");
    expect(text(answer)).toMatch(/Slack is not answering just now.*Try again/);
  });

  it("shows nothing to who left the team and still has its direct messages", async () => {
    await refused(type("topic gan", { ...dm, ...by(async () => null) }), /not a member of this workspace any more/);
    expect(text(await type("topic gan", dm))).toBe("ran topic");
  });
});
