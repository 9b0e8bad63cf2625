import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mailWorld, publicUrl, type MailWorld } from "../support/mail-world.ts";

const monday = "2025-11-10T09:00:00Z";
const tuesday = "2025-11-11T09:00:00Z";
const gans = [
  { arxivId: "2511.00001", title: "A GAN paper", abstract: "We train generative adversarial networks (GANs)." },
  { arxivId: "2511.00002", title: "Another GAN", abstract: "We train generative adversarial networks (GANs) better." },
];

let world: MailWorld;
beforeEach(async () => {
  world = await mailWorld("2025-11-07T12:00:00Z");
});
afterEach(() => world.close());

const subjects = () => world.mail.taken.map(({ parsed }) => parsed.subject);
const roundups = () => world.mail.taken.filter(({ parsed }) => parsed.headers.has("list"));

async function subscribed(address = "ann@lab.test", member = "anna") {
  await world.confirm(address, member);
  expect(await world.type("subscribe gan to:email tz:UTC", member)).toContain("You get by e-mail a roundup about gan");
}

describe("an address", () => {
  it("gets one code and nothing else until the code is typed", async () => {
    expect(await world.type("subscribe gan to:email")).toContain("I don't know your e-mail address yet");
    expect(await world.type("email ann@lab.test")).toContain("I sent a code to ann@lab.test");
    expect(subjects()).toEqual([expect.stringMatching(/^\d{6} is your code/)]);
    expect(world.mail.taken[0]?.parsed.text).toMatch(/^\/papers email code:\d{6}$/m);
    expect(await world.type("subscribe gan to:email")).toContain("I don't know your e-mail address yet");
    const code = subjects()[0]?.slice(0, 6);
    expect(await world.type(`email code:${code}`)).toContain("ann@lab.test is confirmed");
    expect(await world.type("email")).toContain("Your e-mail address is ann@lab.test");
    expect(world.mail.taken).toHaveLength(1);
  });

  it("is not confirmed after five wrong codes, nor by somebody else's code, nor after an hour", async () => {
    await world.type("email ann@lab.test");
    const code = subjects()[0]?.slice(0, 6) ?? "";
    const wrong = code === "000000" ? "111111" : "000000";
    expect(await world.type(`email code:${code}`, "ben")).toContain("No code waits for you");
    for (let i = 0; i < 4; i++) expect(await world.type(`email code:${wrong}`)).toContain("not the code");
    expect(await world.type(`email code:${wrong}`)).toContain("does not count any more");
    expect(await world.type(`email code:${code}`)).toContain("No code waits for you");
    await world.type("email ann@lab.test");
    world.set("2025-11-07T13:00:01Z");
    expect(await world.type(`email code:${subjects()[1]?.slice(0, 6)}`)).toContain("does not count any more");
  });

  it("gets three codes an hour at most, whoever asks, and whatever they forget or erase", async () => {
    for (let i = 0; i < 3; i++) expect(await world.type("email ann@lab.test")).toContain("I sent a code");
    expect(await world.type("email ann@lab.test")).toContain("enough codes for one hour");
    expect(await world.type("email ann@lab.test", "ben")).toContain("enough codes for one hour");
    await world.type("email off");
    expect(await world.type("email other@lab.test")).toContain("enough codes for one hour");
    await world.type("privacy erase confirm:yes");
    expect(await world.type("email other@lab.test")).toContain("enough codes for one hour");
    expect(world.mail.taken).toHaveLength(3);
    world.set("2025-11-07T13:00:01Z");
    expect(await world.type("email ann@lab.test")).toContain("I sent a code");
  });

  it.each([
    "ann",
    "ann@",
    "a b@lab.test",
    "ann@lab.test,ben@lab.test",
    "ann@lab..test",
    "ann@lab.test>\r\nBcc: x@y.test",
  ])("that is none is refused: %j", async (address) => {
    expect(await world.type(`email "${address}"`)).toMatch(/takes an address|takes no/);
    expect(world.mail.taken).toEqual([]);
  });

  it("takes the address as chats write it", async () => {
    expect(await world.type("email <mailto:ann@lab.test|ann@lab.test>")).toContain("I sent a code to ann@lab.test");
  });

  it("is shown and erased with everything else about the member", async () => {
    await subscribed();
    expect(await world.type("privacy")).toContain("ann@lab.test");
    await world.type("privacy erase confirm:yes");
    expect(await world.type("privacy")).not.toContain("ann@lab.test");
    await world.papers(...gans);
    await world.tickAt(monday);
    expect(roundups()).toEqual([]);
  });
});

describe("a roundup by e-mail", () => {
  it("arrives once at its time, is the member's alone, and says in the chat where it goes", async () => {
    await subscribed();
    expect(await world.type("subscriptions")).toContain("gan · your e-mail · weekdays at 09:00 UTC");
    expect(await world.type("subscriptions", "ben")).toContain("No roundups yet");
    await world.papers(...gans);
    await world.tickAt(monday);
    await world.tickAt(monday);
    const [{ parsed, to } = { parsed: null, to: "" }] = roundups();
    expect([roundups().length, to, parsed?.subject]).toEqual([1, "ann@lab.test", "gan · Monday 10 November"]);
    for (const { title, arxivId } of gans) {
      expect(parsed?.text).toContain(title);
      expect(parsed?.text).toContain(`https://arxiv.org/abs/${arxivId}`);
      expect(parsed?.html).toContain(title);
    }
    expect(world.chat.posts).toEqual([]);
    await world.papers({ arxivId: "2511.00003", title: "A third GAN", abstract: "A GAN." });
    await world.tickAt(tuesday);
    expect(roundups()[1]?.parsed.text).toContain("A third GAN");
    expect(roundups()[1]?.parsed.text).not.toContain("Another GAN");
    expect(await world.app.store.posts.stale(new Date("2030-01-01"), 10)).toEqual([]);
  });

  it("is no empty mail on a day without news", async () => {
    await subscribed();
    await world.tickAt(monday);
    expect(roundups()).toEqual([]);
  });

  it("has one thread, one Message-ID each and the headers of a list", async () => {
    await subscribed();
    await world.papers(gans[0] ?? {});
    await world.tickAt(monday);
    await world.papers(gans[1] ?? {});
    await world.tickAt(tuesday);
    const [first, second] = roundups().map(({ parsed }) => parsed);
    expect(first?.references).toEqual(second?.references);
    expect(first?.messageId).not.toBe(second?.messageId);
    expect(first?.messageId).toMatch(/^<d\d+\.r\d+-[0-9a-z]+@lab\.test>$/);
    const raw = roundups()[0]?.raw.toString() ?? "";
    expect(raw).toMatch(/^List-ID: <r\d+-[0-9a-z]+\.lab\.test>\r$/m);
    expect(raw).toContain("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
    expect(`\r\n${raw}`).toContain("\r\nAuto-Submitted: auto-generated\r\n");
    expect(raw.replace(/\r\n\s+/g, " ")).toMatch(
      /^List-Unsubscribe: <https:\/\/papers\.lab\.test\/mail\/[\w.-]+>, <mailto:papers@lab\.test\?subject=unsubscribe%20[\w.-]+>\r$/m,
    );
  });

  it("moves with edit, and cards become one mail", async () => {
    await subscribed();
    expect(await world.type("edit 1 layout:cards")).toContain("as cards");
    await world.papers(...gans);
    await world.tickAt(monday);
    expect(roundups()).toHaveLength(1);
    expect(roundups()[0]?.parsed.text).toContain("Another GAN");
  });

  it("with of:trending on:weekly has what is most upvoted of the week", async () => {
    await world.confirm("ann@lab.test");
    await world.type("subscribe of:trending to:email on:weekly tz:UTC limit:2");
    const day = { listedOn: ["2025-11-10"] };
    await world.papers(
      { arxivId: "2511.00011", title: "Little liked", upvotes: 3, ...day },
      { arxivId: "2511.00012", title: "Much liked", upvotes: 90, ...day },
      { arxivId: "2511.00013", title: "Well liked", upvotes: 40, ...day },
    );
    await world.tickAt("2025-11-17T09:00:00Z");
    const text = roundups()[0]?.parsed.text ?? "";
    expect(text.indexOf("Much liked")).toBeGreaterThan(0);
    expect(text.indexOf("Well liked")).toBeGreaterThan(text.indexOf("Much liked"));
    expect(text).not.toContain("Little liked");
  });
});

describe("a mail server that", () => {
  const ready = async () => {
    await subscribed();
    await world.papers(...gans);
  };

  it("asks to come back later at RCPT gets the mail later", async () => {
    await ready();
    world.mail.fault = () => ({ at: "rcpt", code: 451, says: "4.7.1 greylisted" });
    await world.tickAt(monday);
    expect(roundups()).toEqual([]);
    world.mail.fault = () => null;
    await world.tickAt("2025-11-10T09:01:00Z");
    expect(roundups()).toHaveLength(1);
    expect(world.chat.posts).toEqual([]);
  });

  it("cuts the connection after DATA gets the same mail again, with the same Message-ID", async () => {
    await ready();
    world.mail.fault = () => ({ cut: "after" });
    await world.tickAt(monday);
    world.mail.fault = () => null;
    await world.tickAt("2025-11-10T09:00:40Z");
    await world.tickAt("2025-11-10T09:02:00Z");
    expect(roundups()).toHaveLength(2);
    expect(new Set(roundups().map(({ parsed }) => parsed.messageId)).size).toBe(1);
  });

  it("refuses the HTML gets text alone", async () => {
    await ready();
    let mails = 0;
    world.mail.fault = () => (mails++ === 0 ? { at: "data", code: 554, says: "5.6.0 no HTML here" } : null);
    await world.tickAt(monday);
    expect(roundups().map(({ parsed }) => parsed.html)).toEqual([false]);
    expect(roundups()[0]?.parsed.text).toContain("Another GAN");
  });
});

describe("a link in a mail", () => {
  const linksIn = (kind: string) => {
    const text = roundups()[0]?.parsed.text ?? "";
    return [...text.matchAll(new RegExp(`^${kind}: (\\S+)$`, "gm"))].map(([, url = ""]) =>
      url.replace(publicUrl, world.url),
    );
  };
  const ask = async (url: string, method: "GET" | "POST" | "HEAD" | "PUT" = "GET", body?: string) => {
    const answer = await fetch(url, { method, ...(body ? { body } : {}), redirect: "manual" });
    return { status: answer.status, text: await answer.text(), cookies: answer.headers.getSetCookie() };
  };
  beforeEach(async () => {
    await subscribed();
    await world.papers(...gans);
    await world.tickAt(monday);
  });

  it("does nothing when it is followed, whichever it is", async () => {
    const links = ["Vote", "Save", "Unsubscribe"].flatMap(linksIn);
    expect(links).toHaveLength(5);
    for (const link of links) {
      expect((await ask(link)).status).toBe(200);
      expect((await ask(link, "HEAD")).status).toBe(200);
      expect((await ask(link, "PUT", "x")).status).toBe(405);
    }
    expect(await world.type("saved")).toContain("nothing yet");
    expect(await world.type("subscriptions")).toContain("next Tue 11 Nov");
    expect((await ask(linksIn("Unsubscribe")[0] ?? "")).text).toContain('<form method="post">');
  });

  it("ends the roundup at one click (RFC 8058): 200, no cookie, no further mail, also twice", async () => {
    const [link = ""] = linksIn("Unsubscribe");
    for (let i = 0; i < 2; i++)
      expect(await ask(link, "POST", "List-Unsubscribe=One-Click")).toMatchObject({ status: 200, cookies: [] });
    await world.papers({ arxivId: "2511.00003", title: "A third GAN", abstract: "A GAN." });
    await world.tickAt(tuesday);
    expect(roundups()).toHaveLength(1);
    expect(await world.type("subscriptions")).toContain("No roundups yet");
  });

  it("votes and saves for its member after they confirm it, twice like once", async () => {
    const [vote = ""] = linksIn("Vote");
    const [save = ""] = linksIn("Save");
    expect((await ask(vote)).text).toContain("GAN");
    for (let i = 0; i < 2; i++) {
      expect((await ask(vote, "POST")).text).toContain("Your vote counts");
      expect((await ask(save, "POST")).status).toBe(200);
    }
    expect(await world.type("saved")).toContain("GAN");
    expect(await world.app.store.votes.top(1, null, 5)).toEqual([expect.objectContaining({ votes: 1 })]);
  });

  it("with a changed letter is unknown, whatever is asked", async () => {
    const [link = ""] = linksIn("Unsubscribe");
    const other = link.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    const anothersVote = link.replace(/\.u1\./, ".u2.");
    for (const url of [
      other,
      anothersVote,
      `${world.url}/mail/`,
      `${world.url}/mail/..%2f..`,
      `${world.url}/mail/__proto__`,
    ]) {
      expect((await ask(url)).status).toBe(404);
      expect((await ask(url, "POST")).status).toBe(404);
    }
    expect((await ask(link, "POST", "x".repeat(20_000))).status).toBe(413);
    expect(await world.type("subscriptions")).toContain("next Tue 11 Nov");
  });
});
