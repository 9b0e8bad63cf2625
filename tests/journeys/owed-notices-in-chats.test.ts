import { describe, expect, it } from "vitest";
import type { App } from "../../src/app.ts";
import type { WorkspaceRef } from "../../src/core/platform.ts";
import { readText } from "../support/fake-discord/looks.ts";
import { person, textOf } from "../support/fake-slack/person.ts";
import { ask, bot, discord, general, useDiscordTeam } from "../support/discord-team.ts";
import { slack, socket, start, useSlack } from "../support/slack-bot.ts";

const said = /^Roundup 1 \(gan, your direct messages\) is paused: it could not be sent\.\n/;

/** What the delivery does where a member's direct messages are closed; sooner than it would. */
async function failRoundup(app: App, where: WorkspaceRef, owner: string): Promise<void> {
  const { store } = app;
  const { id } = await store.workspaces.ensure(where);
  const [roundup] = await store.subscriptions.list(id);
  await store.subscriptions.pause(roundup?.id ?? 0, "it could not be sent", app.now());
  await store.members.oweNotice(id, owner);
}

describe("a failed personal roundup on Discord", () => {
  useDiscordTeam();

  it("stands before its owner's next answer, which they alone see, and in no one else's", async () => {
    await ask("subscribe", { topic: "gan", to: "dm" });
    const [guild] = discord.world.guilds.keys();
    await failRoundup(bot.app, { platform: "discord", workspace: guild ?? "" }, "42");
    expect((await discord.member("50").slash("papers", "help")).text).not.toContain("Roundup 1");
    const seen = await ask("topic", { words: "gan" });
    expect(seen.ephemeral).toBe(true);
    expect(seen.text).toMatch(said);
    expect((await ask("topic", { words: "gan" })).text).not.toContain("Roundup 1");
    expect(discord.messages(general()).filter((one) => one.seenBy === null && /Roundup 1/.test(readText(one)))).toEqual(
      [],
    );
  });
});

describe("a failed personal roundup in Slack", () => {
  useSlack();

  it("stands before its owner's next answer or on their Home, and nowhere else", async () => {
    const { app, bot: running } = await start(socket());
    await running.connected;
    const [ada, ben] = [person(slack, { kind: "socket" }, "U2"), person(slack, { kind: "socket" }, "U1")];
    await ada.slash("subscribe gan to:dm");
    await failRoundup(app, { platform: "slack", workspace: "T1" }, "U2");
    expect(textOf((await ben.slash("help")).blocks)).not.toContain("Roundup 1");
    expect(textOf(await ben.openHome())).not.toContain("Roundup 1");
    const seen = await ada.slash("help");
    expect([seen.type, textOf(seen.blocks)]).toEqual(["ephemeral", expect.stringMatching(said)]);
    await failRoundup(app, { platform: "slack", workspace: "T1" }, "U2");
    expect(textOf(await ada.openHome())).toContain("Roundup 1 (gan, your direct messages) is paused");
    expect(slack.messages("C1")).toEqual([]);
  });
});
