import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fakeMember } from "../support/fake-adapter.ts";
import type { MailAnswer } from "../support/fake-mail.ts";
import { mailWorld, type MailWorld } from "../support/mail-world.ts";

const monday = "2025-11-10T09:00:00Z";
const members = ["ann", "ben", "cleo", "dan", "eve"];

let world: MailWorld;
beforeEach(async () => {
  world = await mailWorld("2025-11-07T12:00:00Z");
});
afterEach(() => world.close());

const addressOf = (member: string) => `${member}@lab.test`;
const arrived = () =>
  world.mail.taken
    .filter(({ parsed }) => parsed.headers.has("list"))
    .map(({ to }) => to)
    .sort();
const told = () => world.chat.posts.map(({ target }) => target.channel);
const health = () => world.app.adapters.get("email")?.health();
const after = (minutes: number) => new Date(Date.parse(monday) + minutes * 60_000);

/** Members with a roundup by e-mail each, due on Monday at nine. */
async function subscribed(...who: string[]): Promise<void> {
  for (const member of who) {
    world.chat.members.set(member, fakeMember(member));
    await world.confirm(addressOf(member), member);
    await world.type("subscribe gan to:email tz:UTC", member);
  }
  await world.papers({ arxivId: "2511.00001", title: "A GAN paper", abstract: "We train GANs." });
}

const refuse = (which: (to: string) => boolean, answer: MailAnswer) =>
  (world.mail.fault = (to) => (which(to) ? { at: "rcpt", ...answer } : null));
const takeAll = () => (world.mail.fault = () => null);

describe("an address that the server refuses at RCPT", () => {
  it("is stopped once the server takes other mails: its owner is told once, the others get theirs", async () => {
    await subscribed("ann", "ben");
    await world.type("subscribe diffusion to:email tz:UTC", "ann");
    await world.papers({ arxivId: "2511.00021", title: "A diffusion paper", abstract: "Diffusion models." });
    refuse((to) => to === addressOf("ann"), { code: 550 });
    await world.tickAt(monday);
    expect(arrived()).toEqual([addressOf("ben")]);
    for (let minute = 1; minute < 10; minute++) await world.tickAt(after(minute));
    await world.tickAt("2025-11-11T09:00:00Z");
    expect(arrived()).toEqual([addressOf("ben")]);
    expect(told()).toEqual(["dm-ann"]);
    expect(JSON.stringify(world.chat.posts[0]?.message)).toContain("do not arrive");
    expect(await world.type("subscriptions", "ann")).toMatch(/gan .*paused: mails to your address do not arrive/);
    expect(health()).toMatchObject({ connected: true, partly: null });
    takeAll();
    await world.confirm("ann@new.test", "ann");
    expect(await world.type("resume 1", "ann")).toContain("gan");
  });

  it("is stopped after three refusals where no other mail goes out", async () => {
    await subscribed("ann");
    refuse(() => true, { code: 550, says: "5.1.1 no such user" });
    await world.tickAt(monday);
    await world.tickAt(after(1));
    expect(told()).toEqual([]);
    await world.tickAt(after(3));
    expect(told()).toEqual(["dm-ann"]);
  });

  it("is kept when the server takes it the next time", async () => {
    await subscribed("ann");
    refuse(() => true, { code: 550 });
    await world.tickAt(monday);
    takeAll();
    await world.tickAt(after(1));
    expect([arrived(), told()]).toEqual([[addressOf("ann")], []]);
  });

  it("is not named in the log", async () => {
    await subscribed("ann");
    refuse(() => true, { code: 550, says: "5.1.1 <ann@lab.test>: no such user" });
    await world.tickAt(monday);
    expect(world.logged.join("")).toContain("<the receiver>: no such user");
    expect(world.logged.join("")).not.toContain(addressOf("ann"));
  });
});

describe.each<[string, (world: MailWorld) => void, string]>([
  ["every receiver with 550", () => refuse(() => true, { code: 550, says: "no" }), "every mail (550)"],
  [
    "every receiver as unknown",
    () => refuse(() => true, { code: 550, says: "5.1.1 no such user" }),
    "every mail (550 5.1.1)",
  ],
  [
    "to pass on mails",
    () => refuse(() => true, { code: 554, says: "5.7.1 Relay access denied" }),
    "every mail (554 5.7.1)",
  ],
  [
    "the sender",
    ({ mail }) => (mail.refuseSender = () => ({ code: 553, says: "5.7.1 not you" })),
    "every mail (553 5.7.1)",
  ],
  [
    "every text",
    ({ mail }) => (mail.fault = () => ({ at: "data", code: 554, says: "5.7.1 not verified" })),
    "every mail (554 5.7.1)",
  ],
])("a mail server that refuses %s", (_what, begin, says) => {
  it("stops no address: health says which part, and what waits goes out when it is over", async () => {
    await subscribed(...members);
    begin(world);
    for (let minute = 0; minute <= 30; minute += 2) await world.tickAt(after(minute));
    expect([arrived(), told()]).toEqual([[], []]);
    expect(health()).toMatchObject({ detail: `the mail server refuses ${says}`, partly: expect.any(String) as string });
    expect((await world.app.health())["email"]?.detail).not.toContain("@");
    takeAll();
    world.mail.refuseSender = () => null;
    for (let minute = 32; minute <= 150; minute += 2) await world.tickAt(after(minute));
    expect(new Set(arrived())).toEqual(new Set(members.map(addressOf)));
    expect(arrived()).toHaveLength(members.length);
    expect(told()).toEqual([]);
    expect(health()).toMatchObject({ connected: true, partly: null });
  });
});

it("a server that refuses everybody is asked a few times a minute, not once for each mail that is due", async () => {
  const many = Array.from({ length: 40 }, (_, n) => `member${n}`);
  await subscribed(...many);
  let asked = 0;
  world.mail.fault = () => (asked++, { at: "rcpt", code: 550, says: "5.1.1 no such user" });
  await world.tickAt(monday);
  expect(asked).toBeLessThan(20);
  expect(health()).toMatchObject({ connected: false });
  takeAll();
  for (let minute = 2; minute <= 20; minute += 2) await world.tickAt(after(minute));
  expect(arrived()).toHaveLength(many.length);
});

it("one receiver whose server does not let us in keeps their roundup waiting, and nobody else's", async () => {
  await subscribed("ann", "ben");
  refuse((to) => to === addressOf("ann"), { code: 550, says: "5.7.1 not from you" });
  for (let minute = 0; minute < 10; minute += 2) await world.tickAt(after(minute));
  expect([arrived(), told()]).toEqual([[addressOf("ben")], []]);
  takeAll();
  for (let minute = 10; minute < 30; minute += 2) await world.tickAt(after(minute));
  expect(arrived()).toEqual([addressOf("ann"), addressOf("ben")]);
});
