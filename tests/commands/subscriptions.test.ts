import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Member } from "../../src/core/adapter.ts";
import type { Platform } from "../../src/core/platform.ts";
import { plainText } from "../../src/core/messages/plain-text.ts";
import { button, codeOf, type CommandsWorld, commandsWorld, said } from "../support/commands-world.ts";
import { fakeMember } from "../support/fake-adapter.ts";

let world: CommandsWorld;
// A Friday.
beforeEach(async () => {
  world = await commandsWorld("2025-11-07T10:00:00Z");
});
afterEach(() => world.close());

describe("subscribe", () => {
  it("needs no more than a topic, and says what was set up, when the first one comes and who may change it", async () => {
    const reply = await world.type("subscribe gan");
    expect(said(reply)).toContain("gets a roundup about gan: weekdays at 09:00 Europe/Berlin, up to 5 papers.");
    expect(said(reply)).toContain("First one: Mon 10 Nov 09:00 Europe/Berlin.");
    expect(said(reply)).toContain("/papers edit 1");
    expect(reply.announce && plainText(reply.announce)).toContain(
      "set up a roundup about gan here: weekdays at 09:00 Europe/Berlin.",
    );
    for (const label of ["Preview", "Change", "Undo"]) expect(button(reply, label)).toContain("number=1");
  });

  it("takes every option", async () => {
    const { json } = await world.type(
      'subscribe gan, diffusion at:5pm on:thu,mon tz:"america/new york" limit:3 layout:cards minvotes:2 exclude:survey of:new',
    );
    expect(json).toMatchObject({
      subscription: {
        topics: ["gan", "diffusion"],
        at: "17:00",
        on: "mon,thu",
        tz: "America/New_York",
        limit: 3,
        layout: "cards",
        minvotes: 2,
        exclude: ["survey"],
      },
    });
  });

  it.each([
    ["subscribe gan at:25:99", "`at` takes a time like `09:00` or `9am`; got `25:99`"],
    ["subscribe gan on:sometimes", "`on` takes `daily`, `weekdays`, `weekly` or days"],
    ["subscribe gan tz:Mars", "`tz` takes a time zone like `Europe/Berlin`"],
    ["subscribe gan limit:50", "`limit` takes a number from 1 to 10"],
    ["subscribe 🙂", "`topic` takes topics in letters or digits"],
    ["subscribe gan layout:grid", "`layout` takes `list` or `cards`"],
  ])("%s says what fits", async (typed, says) => {
    const reply = await world.type(typed);
    expect(codeOf(reply)).toBe("usage");
    expect((reply.json as { error: { message: string } }).error.message).toContain(says);
    expect(await world.store.subscriptions.list(world.workspace.id)).toEqual([]);
  });

  it("parts topics at commas and semicolons of any script, not within quotes", async () => {
    const { json } = await world.type('subscribe author:"Roe, Ann"; 语言模型，rl');
    expect(json).toMatchObject({ subscription: { topics: ['author:"Roe, Ann"', "语言模型", "rl"] } });
  });

  it("in a thread that is no channel of its own says that the channel gets it", async () => {
    const note = "It comes in the channel itself, not in this thread.";
    expect(said(await world.type("subscribe gan", { thread: "1762500000.1" }))).toContain(note);
    expect(said(await world.type("subscribe rl"))).not.toContain(note);
    expect(said(await world.type("subscribe rl to:dm", { thread: "1762500000.1" }))).not.toContain(note);
  });

  it("names a missing permission and how to grant it", async () => {
    world.adapter.missing = [{ what: "post", howToGrant: "invite me with /invite @papers" }];
    expect(said(await world.type("subscribe gan"))).toContain(
      "I may not post here yet: invite me with /invite @papers.",
    );
  });

  it("says which zone it assumed where it knows none", async () => {
    const reply = await world.type("subscribe gan", { member: fakeMember("bert") });
    expect(said(reply)).toContain("Times are in UTC, because I don't know yours.");
    await world.type("settings timezone asia/tokyo");
    const again = await world.type("subscribe diffusion", { member: fakeMember("bert") });
    expect(said(again)).toContain("Asia/Tokyo");
    expect(said(again)).not.toContain("I don't know yours");
  });

  it("is undone by its button, and its number is not given again", async () => {
    const reply = await world.type("subscribe gan");
    expect(said(await world.press(button(reply, "Undo")))).toBe("Roundup 1 (gan) has ended.");
    expect(said(await world.type("subscribe gan"))).toContain("/papers edit 2");
  });

  it("previews what the roundup would hold, for the caller alone", async () => {
    await world.papers({ arxivId: "2511.00001", title: "A GAN paper", listedOn: ["2025-11-07"] });
    const reply = await world.type("subscribe of:new");
    const preview = await world.press(button(reply, "Preview"));
    expect(preview.visibility).toBe("caller");
    expect(said(preview)).toContain("A GAN paper");
    expect(world.adapter.posts).toEqual([]);
  });

  it("asks the sources for a preview's topics, as the roundup would, and says which did not answer", async () => {
    world.answers = { ...world.answers, failures: ["arXiv could not be reached."] };
    expect(said(await world.type("preview gan"))).toContain("would be empty. arXiv could not be reached.");
    await world.papers({ arxivId: "2511.00001", title: "A GAN paper", listedOn: ["2025-11-07"] });
    expect(said(await world.type("preview gan"))).toContain("arXiv could not be reached.");
    expect(said(await world.type("preview gan ask:no"))).not.toContain("arXiv");
    await world.type("settings ask off");
    expect(said(await world.type("preview gan"))).not.toContain("arXiv");
  });

  it("is personal with to:dm: from anyone, anywhere, seen by nobody else", async () => {
    const guest = fakeMember("guest", { mayConfigure: false });
    const reply = await world.type("subscribe gan to:dm", { member: guest, direct: true, channel: "dm-guest" });
    expect(said(reply)).toContain("You get a roundup about gan");
    expect(reply.announce).toBeUndefined();
    expect(said(await world.type("subscriptions"))).toContain("No roundups yet");
    expect(said(await world.type("subscriptions", { member: guest }))).toContain("your direct messages");
    const foreign = await world.type("edit 1 at:10:00");
    const unknown = await world.type("edit 9 at:10:00");
    expect(said(foreign).replace("1", "9")).toBe(said(unknown));
    expect(
      codeOf(await world.type("edit 1 at:10:00", { member: guest, direct: true, channel: "dm-guest" })),
    ).toBeNull();
  });
});

describe("changing", () => {
  beforeEach(async () => void (await world.type("subscribe gan")));

  it("one thing leaves the rest, and tells the channel", async () => {
    const reply = await world.type("edit 1 at:10:30");
    expect(said(reply)).toContain("weekdays at 10:30 Europe/Berlin, up to 5 papers. Next: Mon 10 Nov 10:30");
    expect(reply.announce && plainText(reply.announce)).toContain("changed roundup 1 here");
  });

  it("with the number alone offers a dialog filled in with what is", async () => {
    const { form } = await world.type("edit 1");
    expect(form?.fields.map(({ key, value }) => `${key}=${value}`)).toEqual([
      "topic=gan",
      "at=09:00",
      "on=mon,tue,wed,thu,fri",
      "tz=Europe/Berlin",
      "limit=5",
      "layout=list",
      "of=new",
      "exclude=",
      "minvotes=0",
    ]);
  });

  it("where it goes moves it to the caller's direct messages and back, and tells the channel it leaves", async () => {
    const moved = await world.type("edit 1 to:dm");
    expect(said(moved)).toContain("Roundup 1 in your direct messages is now about gan");
    expect(moved.announce && plainText(moved.announce)).toContain("moved roundup 1 (gan) out of this channel");
    expect(said(await world.type("subscriptions", { member: fakeMember("other") }))).toContain("No roundups yet");
    const back = await world.type("edit 1 to:here");
    expect(back.announce && plainText(back.announce)).toContain("changed roundup 1 here");
    expect(said(await world.type("subscriptions", { member: fakeMember("other") }))).toContain("gan");
  });

  it("the hour after today's was sent brings no second one today", async () => {
    await world.papers({ title: "A GAN paper", arxivId: "2511.00001" });
    await world.tickAt("2025-11-10T08:00:00Z");
    world.set("2025-11-10T08:10:00Z");
    expect(said(await world.type("edit 1 at:10:00"))).toContain("Next: Tue 11 Nov 10:00");
    expect(said(await world.type("edit 1 tz:America/New_York"))).toContain("Next: Tue 11 Nov 10:00 America/New_York");
  });

  it("the hour in the seconds in which today's is being prepared moves it, and until it is due it is the next", async () => {
    world.set("2025-11-09T08:00:00Z");
    await world.papers({ title: "A GAN paper", arxivId: "2511.00001" });
    await world.tickAt("2025-11-10T07:59:55Z");
    expect(said(await world.type("subscriptions"))).toContain("next Mon 10 Nov");
    expect(said(await world.type("status"))).not.toContain("on its way");
    expect(said(await world.type("edit 1 at:10:00"))).toContain("Next: Mon 10 Nov 10:00");
    await world.tickAt("2025-11-10T08:00:00Z");
    expect(world.adapter.posts).toEqual([]);
    await world.tickAt("2025-11-10T09:00:00Z");
    expect(world.adapter.posts).toHaveLength(1);
  });

  it("pauses and resumes", async () => {
    const paused = await world.type("pause 1");
    expect(said(await world.type("subscriptions"))).toContain("paused: since Fri 7 Nov; /papers resume 1");
    await world.tickAt("2025-11-10T08:00:00Z");
    expect(await world.store.deliveries.since(world.workspace.id, new Date(0))).toEqual([]);
    expect(said(await world.press(button(paused, "Resume")))).toContain(
      "goes on. Next: Tue 11 Nov 09:00 Europe/Berlin.",
    );
  });

  it("ends after asking once", async () => {
    const asked = await world.type("unsubscribe 1");
    expect(said(asked)).toContain("for good?");
    expect(await world.store.subscriptions.list(world.workspace.id)).toHaveLength(1);
    await world.press(button(asked, "End it"));
    expect(await world.store.subscriptions.list(world.workspace.id)).toEqual([]);
  });

  it("outlives the member who made it", async () => {
    world.adapter.members.clear();
    await world.type("edit 1 limit:3", { member: fakeMember("carl") });
    expect((await world.store.subscriptions.list(world.workspace.id))[0]).toMatchObject({ limit: 3, madeBy: "anna" });
  });
});

describe("another workspace", () => {
  it("sees none of it in any command or button, and gets the words for an unknown number", async () => {
    const here = await world.type("subscribe gan");
    await world.papers(
      ...[1, 2, 3].map((n) => ({ arxivId: `2511.0000${n}`, title: `GAN ${n}`, listedOn: ["2025-11-07"] })),
    );
    await world.type("subscribe limit:1", { channel: "C2" });
    await world.tickAt("2025-11-10T08:00:00Z");
    const elsewhere = { workspace: "W2" };
    for (const typed of ["subscriptions", "status"]) {
      expect(said(await world.type(typed, elsewhere))).not.toMatch(/#C1|Roundup \d|09:00/);
    }
    const unknown = said(await world.type("edit 1 at:10:00", { workspace: "W3" }));
    for (const typed of [
      "edit 1 at:10:00",
      "pause 1",
      "resume 1",
      "unsubscribe 1",
      "unsubscribe 1 sure:yes",
      "preview number:1",
    ]) {
      expect(said(await world.type(typed, elsewhere))).toBe(unknown);
    }
    for (const label of ["Preview", "Change", "Undo"]) {
      expect(said(await world.press(button(here, label), elsewhere))).toBe(unknown);
    }
    const daily = world.adapter.posts.find(({ message }) => message.title.startsWith("Daily Papers"));
    const more = daily && button({ visibility: "channel", message: daily.message, json: null }, "2 more");
    expect(said(await world.press(more ?? "", { channel: "C2" }))).toContain("2 more");
    expect(codeOf(await world.press(more ?? "", elsewhere))).toBe("not_found");
    expect(await world.store.subscriptions.list(world.workspace.id)).toHaveLength(2);
  });
});

describe("status", () => {
  it("shows the last and the next roundup, what is paused and what was missed", async () => {
    await world.type("subscribe gan");
    await world.tickAt("2025-11-14T16:00:00Z");
    const text = said(await world.type("status"));
    expect(text).toContain("next Mon 17 Nov 09:00 Europe/Berlin");
    expect(text).toContain("missed (the bot was not running): Thu 13 Nov, Wed 12 Nov, Tue 11 Nov, Mon 10 Nov");
    await world.type("pause 1");
    expect(said(await world.type("status"))).toContain("paused: since Fri 14 Nov");
  });
});

it("tells guests that guests cannot, not who may", async () => {
  const guest = fakeMember("g", { mayConfigure: false, isGuest: true });
  expect(said(await world.type("subscribe gan", { member: guest }))).toContain("Guests cannot use subscribe");
  expect(said(await world.type("settings quiet silent", { member: guest }))).toContain("Guests cannot use settings");
});

describe("settings", () => {
  it("are shown to anyone and changed one by one", async () => {
    expect(said(await world.type("settings", { member: fakeMember("x", { mayConfigure: false }) }))).toContain(
      "quiet line",
    );
    expect(said(await world.type("settings quiet silent"))).toBe("quiet is now silent.");
    expect(said(await world.type("settings emoji :rocket: 🧪"))).toBe("emoji is now rocket 🧪.");
  });

  it("offers to move the channels' roundups that keep the old zone, and no personal ones", async () => {
    await world.type("settings timezone Europe/Berlin");
    await world.type("subscribe gan");
    await world.type("subscribe diffusion to:dm");
    const changed = await world.type("settings timezone Europe/London");
    expect(said(changed)).toContain("Roundup 1 still keeps Europe/Berlin.");
    const moved = await world.press(button(changed, "Move it too"));
    expect(said(moved)).toBe("timezone is now Europe/London. Moved to it: roundup 1.");
    const [first, second] = await world.store.subscriptions.list(world.workspace.id);
    expect([first?.tz, first?.at, second?.tz]).toEqual(["Europe/London", "09:00", "Europe/Berlin"]);
    expect(first?.next.dueAt.toISOString()).toBe("2025-11-10T09:00:00.000Z");
    expect(codeOf(await world.type("settings quiet silent move:UTC"))).toBe("usage");
    expect(codeOf(await world.type("settings timezone UTC move:Mars"))).toBe("usage");
  });

  it.each([
    "settings quiet loud",
    "settings timezone Mars",
    "settings locked maybe",
    "settings colour red",
    "settings emoji <b>",
  ])("%s is refused", async (typed) => expect(codeOf(await world.type(typed))).toBe("usage"));
});

const roles: [name: string, member: Member | null, direct: boolean, may: boolean, mayLocked: boolean][] = [
  ["a member who may configure", fakeMember("m"), false, true, false],
  ["an admin", fakeMember("a", { isAdmin: true }), false, true, true],
  ["a guest", fakeMember("g", { mayConfigure: false, isGuest: true }), false, false, false],
  ["a member whose permission is unknown", fakeMember("u", { mayConfigure: null }), false, false, false],
  ["a bot", fakeMember("b", { isBot: true }), false, false, false],
  ["somebody the platform does not know", null, false, false, false],
  ["a member in a direct message", fakeMember("d"), true, false, false],
];
const configuring = [
  "subscribe diffusion",
  "edit 1 limit:3",
  "pause 1",
  "resume 1",
  "unsubscribe 1 sure:yes",
  "settings quiet silent",
];
const cells = (["slack", "discord"] as const).flatMap((platform) =>
  roles.flatMap((role) => configuring.map((typed) => [platform, role, typed] as const)),
);

describe("who may configure", () => {
  it("is asked in at least 60 cells", () => expect(cells.length).toBeGreaterThanOrEqual(60));

  it.each(cells.map(([platform, role, typed]) => [platform, role[0], typed, role] as const))(
    "%s, %s: %s",
    async (platform: Platform, _name, typed, [, member, direct, may, mayLocked]) => {
      const place = { channel: direct ? "dm-d" : "C1", direct };
      for (const [locked, allowed] of [
        ["no", may],
        ["yes", mayLocked],
      ] as const) {
        const there = await commandsWorld("2025-11-07T10:00:00Z", platform);
        await there.type("subscribe gan", { member: fakeMember("owner") });
        await there.store.settings.set(there.workspace.id, "locked", locked);
        const before = await state(there);
        const reply = await there.type(typed, { ...place, member });
        // In a direct message a new roundup is for who writes there.
        const isOwn = direct && typed.startsWith("subscribe");
        expect(codeOf(reply)).toBe(allowed || isOwn ? null : "not_allowed");
        expect(reply.visibility).toBe("caller");
        if (!allowed && !isOwn) expect(await state(there)).toEqual(before);
        await there.close();
      }
    },
  );

  it("locking is for admins", async () => {
    expect(codeOf(await world.type("settings locked yes"))).toBe("not_allowed");
    const admin = fakeMember("boss", { isAdmin: true });
    expect(codeOf(await world.type("settings locked yes", { member: admin }))).toBeNull();
    expect(said(await world.type("subscribe gan"))).toContain("only admins can use subscribe");
  });
});

const state = async ({ store, workspace }: CommandsWorld) => [
  await store.subscriptions.list(workspace.id),
  await store.settings.all(workspace.id),
];

describe("limits", () => {
  it("refuse more topics than one roundup can look for, and topics too long, and give back what was typed", async () => {
    const many = Array.from({ length: 11 }, (_, n) => `topic ${n}`).join(", ");
    const reply = await world.type(`subscribe ${many}`);
    expect(codeOf(reply)).toBe("usage");
    expect(said(reply)).toContain("topic takes at most 10 topics; got topic 0");
    expect(said(reply)).toContain("/papers subscribe topic 0, topic 1");
    expect(said(await world.type(`subscribe ${"x".repeat(101)}`))).toContain("at most 100 characters");
    expect(await world.store.subscriptions.list(world.workspace.id)).toEqual([]);
  });

  it("stop one member's roundups at 20 and a workspace's at 200", async () => {
    const dm = { direct: true, channel: "dm-anna" };
    for (let n = 0; n < 20; n++)
      await world.subscribe({ channel: "dm-anna", madeBy: "anna", topics: [`t${n}`], to: "dm" });
    expect(said(await world.type("subscribe gan to:dm", dm))).toContain("You have 20 roundups of your own");
    for (let n = 0; n < 180; n++) await world.subscribe({ topics: [`t${n}`] });
    expect(said(await world.type("subscribe gan"))).toContain("This workspace has 200 roundups");
  });
});

describe("a channel that already has the roundup", () => {
  it("gets no second one: the first is offered to be changed, by a press", async () => {
    await world.type("subscribe gan, diffusion");
    const offered = await world.type("subscribe Diffusion, gan at:17:00");
    expect(said(offered)).toContain("already gets a roundup about gan, diffusion: number 1");
    expect(await world.store.subscriptions.list(world.workspace.id)).toHaveLength(1);
    await world.press(button(offered, "Change it to 17:00"));
    expect(await world.store.subscriptions.list(world.workspace.id)).toMatchObject([{ at: "17:00" }]);
    expect(said(await world.type("subscribe gan"))).toContain("gets a roundup about gan");
  });

  it("is told updates of papers, unless the workspace wants none", async () => {
    const kept = async () => (await world.store.settings.all(world.workspace.id)).updates;
    expect(said(await world.type("settings updates"))).toContain("updates on: ");
    expect(said(await world.type("settings updates off"))).toContain("updates is now off");
    expect(await kept()).toBe("off");
    expect(codeOf(await world.type("settings updates sometimes"))).toBe("usage");
    expect(await kept()).toBe("off");
  });

  it("hears of changes, unless the workspace wants none of that", async () => {
    expect((await world.type("subscribe gan")).announce).toBeDefined();
    await world.type("settings announce none");
    expect((await world.type("edit 1 at:10:00")).announce).toBeUndefined();
  });
});
