import { afterEach, beforeEach, expect, it } from "vitest";
import { readArguments } from "../../src/shell/arguments.ts";
import { mailUnsubscribe } from "../../src/shell/mail-unsubscribe.ts";
import { mailWorld, type MailWorld } from "../support/mail-world.ts";

let world: MailWorld;
let tokens: string[];
const unsubscribe = (...given: string[]) => mailUnsubscribe(world.app, readArguments(["mail-unsubscribe", ...given]));
const roundups = () => world.mail.taken.filter(({ parsed }) => parsed.headers.has("list"));

beforeEach(async () => {
  world = await mailWorld("2025-11-07T12:00:00Z");
  await world.confirm("ann@lab.test");
  for (const topic of ["gan", "diffusion"]) await world.type(`subscribe ${topic} to:email tz:UTC`);
  await world.papers(
    { arxivId: "2511.00001", title: "A GAN paper", abstract: "A GAN." },
    { arxivId: "2511.00002", title: "A diffusion paper", abstract: "Diffusion models." },
  );
  await world.tickAt("2025-11-10T09:00:00Z");
  const head = (raw: Buffer) => raw.toString().replace(/\r\n\s+/g, " ");
  tokens = roundups().map(({ raw }) => /subject=unsubscribe%20([\w.-]+)>/.exec(head(raw))?.[1] ?? "");
});
afterEach(() => world.close());

it("ends the roundup whose mail somebody answered with unsubscribe, and no other", async () => {
  expect(new Set(tokens).size).toBe(2);
  const [token = ""] = tokens;
  expect((await unsubscribe(token)).text).toMatch(/^Roundup 1 \(gan\) has ended\.$/);
  expect((await unsubscribe(token)).text).toBe("It had ended before.");
  await world.papers(
    { arxivId: "2511.00003", title: "Another GAN paper", abstract: "A GAN." },
    { arxivId: "2511.00004", title: "Another diffusion paper", abstract: "Diffusion models." },
  );
  await world.tickAt("2025-11-11T09:00:00Z");
  expect(roundups().map(({ parsed }) => parsed.subject)).toEqual([
    ...["gan · Monday 10 November", "diffusion · Monday 10 November"],
    "diffusion · Tuesday 11 November",
  ]);
});

it("changes nothing for a token that is none, and says where it is", async () => {
  const [token = ""] = tokens;
  const vote = /^Vote: \S*\/mail\/(\S+)$/m.exec(roundups()[0]?.parsed.text ?? "")?.[1] ?? "";
  expect(vote).not.toBe("");
  for (const wrong of ["", "1.u1.x", token.replace(/.$/, (last) => (last === "A" ? "B" : "A")), vote])
    await expect(unsubscribe(wrong)).rejects.toThrow("It follows `unsubscribe` in the subject of the mail.");
  expect(await world.type("saved")).toContain("nothing yet");
  expect(await world.type("subscriptions")).toMatch(/gan.*\n?.*diffusion/s);
});
