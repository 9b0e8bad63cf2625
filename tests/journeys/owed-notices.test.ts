import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainText } from "../../src/core/messages/plain-text.ts";
import type { Platform } from "../../src/core/platform.ts";
import { fakeMember } from "../support/fake-adapter.ts";
import { mailWorld, type MailWorld } from "../support/mail-world.ts";

const monday = Date.parse("2025-11-10T09:00:00Z");

let world: MailWorld;
afterEach(() => world.close());

/** A roundup of Ann's own, with a paper to send. */
async function subscribed(to: "dm" | "email"): Promise<void> {
  await world.type(`subscribe gan to:${to} tz:UTC`, "ann");
  await world.papers({ arxivId: "2511.00001", title: "A GAN paper", abstract: "We train GANs." });
}

/** From nine on, every five minutes for some hours. */
async function pass(hours: number): Promise<void> {
  for (let minute = 0; minute < hours * 60; minute += 5) await world.tickAt(new Date(monday + minute * 60_000));
}
const toDirect = () => world.chat.posts.filter(({ target }) => target.channel.startsWith("dm-"));

async function begin(platform: Platform): Promise<void> {
  world = await mailWorld("2025-11-07T12:00:00Z", {}, platform);
  for (const member of ["ann", "ben"]) world.chat.members.set(member, fakeMember(member));
  world.chat.answer = ({ target }) =>
    target.channel === "dm-ann" ? { status: "refused", why: "forbidden", detail: "" } : null;
}

describe.each(["slack", "discord"] as const)("a personal roundup that cannot be sent on %s", (platform) => {
  beforeEach(() => begin(platform));

  it("is told to its owner with their next answer, once, and to nobody else", async () => {
    await subscribed("dm");
    await pass(10);
    expect(toDirect()).toEqual([]);
    expect(world.chat.posts).toEqual([]);
    expect(await world.type("topic gan", "ben")).not.toContain("Roundup 1");
    const answer = await world.type("topic gan", "ann");
    expect(answer).toMatch(
      /^Roundup 1 \(gan, your direct messages\) is paused: the bot cannot send you direct messages; allow them, then \/papers resume 1\./,
    );
    expect(answer).toContain("A GAN paper");
    expect(await world.type("topic gan", "ann")).not.toContain("Roundup 1");
    expect(await world.type("subscriptions", "ann")).toContain("paused: the bot cannot send you direct messages");
    expect(await world.type("status", "ann")).toContain("paused: the bot cannot send you direct messages");
    expect(await world.type("subscriptions", "ben")).toContain("No roundups yet");
  });

  it("is told on the owner's Home", async () => {
    await subscribed("dm");
    await pass(10);
    const home = async (member: string) => plainText(await world.app.host.home({ platform, workspace: "W1" }, member));
    expect(await home("ben")).not.toContain("Roundup 1");
    expect(await home("ann")).toContain("Roundup 1 (gan, your direct messages) is paused");
    expect(await home("ann")).not.toContain("Roundup 1 (gan");
  });

  it("is not told any more once it was resumed or ended", async () => {
    await subscribed("dm");
    await pass(10);
    const { id } = await world.app.store.workspaces.ensure({ platform, workspace: "W1" });
    const [subscription] = await world.app.store.subscriptions.list(id);
    await world.app.store.subscriptions.end(subscription?.id ?? 0, world.now());
    expect(await world.type("topic gan", "ann")).toMatch(/^\d papers? about gan/);
  });

  it("that may or may not have arrived is told as that", async () => {
    await subscribed("dm");
    world.chat.script.push({ status: "ambiguous", detail: "timeout" });
    world.chat.finds.push({ status: "unreadable", why: "the bot may not read the history" });
    await pass(1);
    expect(await world.type("topic gan", "ann")).toMatch(
      /^Roundup 1 \(gan, your direct messages\) of Mon 10 Nov may or may not have been posted: the bot may not read the history\./,
    );
  });

  it("waits where others would read it: what is shared, and a dialog that shows its fault beside the field", async () => {
    await subscribed("dm");
    await pass(10);
    const call = {
      ...{ platform, workspace: "W1", message: null },
      channel: { id: "C1", thread: null, direct: false },
      caller: { id: "ann", profile: async () => fakeMember("ann") },
    };
    const values = { link: "https://arxiv.org/abs/2511.00001" };
    const shown = await world.app.host.command({ ...call, request: { kind: "values", command: "unfurl", values } });
    expect(shown.message && plainText(shown.message)).not.toContain("Roundup");
    const wrong = {
      kind: "values",
      command: "subscribe",
      values: { topic: "gan", at: "25:99" },
      dialog: true,
    } as const;
    const refused = await world.app.host.command({ ...call, request: wrong });
    expect(refused.message && plainText(refused.message)).not.toContain("Roundup 1");
    expect(await world.type("help", "ann")).toMatch(/^Roundup 1 \(gan/);
  });

  it("by e-mail is told the same way, where direct messages are closed too", async () => {
    await world.confirm("ann@lab.test", "ann");
    await subscribed("email");
    world.mail.fault = () => ({ at: "rcpt", code: 550, says: "5.1.1 no such user" });
    await pass(1);
    expect(await world.type("topic gan", "ben")).not.toContain("Roundup 1");
    expect(await world.type("topic gan", "ann")).toMatch(
      /^Roundup 1 \(gan, your e-mail\) is paused: mails to your address do not arrive/,
    );
  });

  it("because its owner left is told when they are back", async () => {
    world.chat.answer = () => null;
    await subscribed("dm");
    world.chat.members.delete("ann");
    await pass(1);
    expect(toDirect()).toEqual([]);
    world.chat.members.set("ann", fakeMember("ann"));
    expect(await world.type("topic gan", "ann")).toMatch(
      /^Roundup 1 \(gan, your direct messages\) is paused: you left/,
    );
  });
});
