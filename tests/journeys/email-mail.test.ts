import { caniemail } from "caniemail";
import fc from "fast-check";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authenticate } from "mailauth";
import { afterEach, expect, it } from "vitest";
import type { PaperFacts } from "../../src/core/papers/paper.ts";
import { mailWorld, type MailWorld } from "../support/mail-world.ts";

const monday = "2025-11-10T09:00:00Z";
let world: MailWorld;
afterEach(() => world.close());

/** The mail of one roundup about GANs with these papers. */
async function mailOf(papers: Partial<PaperFacts>[], env: Record<string, string> = {}, words = "") {
  world = await mailWorld("2025-11-07T12:00:00Z", env);
  await world.confirm("ann@lab.test");
  await world.type(`subscribe gan to:email tz:UTC ${words}`);
  await world.papers(...papers);
  await world.tickAt(monday);
  const mail = world.mail.taken.find(({ parsed }) => parsed.headers.has("list"));
  if (!mail) throw new Error("no roundup was mailed");
  return mail;
}

const paper = (n: number, facts: Partial<PaperFacts> = {}): Partial<PaperFacts> => ({
  arxivId: `2511.${String(n).padStart(5, "0")}`,
  title: `Paper ${n} on a GAN`,
  abstract: `We train generative adversarial networks (GANs), number ${n}. ${"It is long. ".repeat(300)}`,
  authors: ["Ada Lovelace", "Alan Turing"],
  authorCount: 2,
  ...facts,
});
const ten = Array.from({ length: 10 }, (_, n) => paper(n + 1));

it("a mail is signed, both headers for unsubscribing included", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const folder = mkdtempSync(join(tmpdir(), "dkim-"));
  const file = join(folder, "key.pem");
  writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }));
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
  const { raw } = await mailOf([paper(1)], {
    DKIM_DOMAIN: "lab.test",
    DKIM_SELECTOR: "papers",
    DKIM_KEY_FILE: file,
  });
  rmSync(folder, { recursive: true });
  const check = async (message: Buffer) => {
    const { dkim } = await authenticate(message, {
      ip: "127.0.0.1",
      helo: "lab.test",
      sender: "papers@lab.test",
      trustReceived: false,
      resolver: async (name: string) => {
        if (name === "papers._domainkey.lab.test") return [[record]];
        throw Object.assign(new Error(name), { code: "ENOTFOUND" });
      },
    });
    return dkim.results.map(({ status, signingHeaders }) => ({
      result: status.result,
      keys: String(signingHeaders?.keys ?? "").toLowerCase(),
    }));
  };
  const [signature] = await check(raw);
  expect(signature?.result).toBe("pass");
  expect(signature?.keys.split(/:\s*/)).toEqual(
    expect.arrayContaining(["list-unsubscribe", "list-unsubscribe-post", "from", "subject"]),
  );
  const forged = Buffer.from(raw.toString().replace("List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Click"));
  expect((await check(forged))[0]?.result).not.toBe("pass");
});

it("a mail of ten papers is small, and its text alone names every paper and its link", async () => {
  const { raw, parsed } = await mailOf(ten, {}, "limit:10");
  expect(raw.length).toBeLessThan(100 * 1024);
  for (const { title = "", arxivId } of ten) {
    expect(parsed.text).toContain(title);
    expect(parsed.text).toContain(`https://arxiv.org/abs/${arxivId}`);
  }
});

it("a mail uses nothing that Gmail, Outlook or Apple Mail does not draw", async () => {
  const { parsed } = await mailOf(ten, {}, "limit:10 layout:cards");
  const { issues } = caniemail({
    clients: ["gmail.*", "outlook.windows", "outlook.macos", "apple-mail.*"],
    html: String(parsed.html),
  });
  expect([...issues.errors.entries()].map(([client, found]) => [client, found.map(({ title }) => title)])).toEqual([]);
});

it("no text of a paper becomes a header, a link or markup", async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "\r\nBcc: evil@x.test\r\n",
      "<script>alert(1)</script>",
      '"><a href="https://evil.test">',
      "[x](https://evil.test)",
      "=?utf-8?q?x?=",
      "</td></table>",
      "\u202e",
      "&lt;b&gt;",
      "http://evil.test/",
    ),
    fc.string({ maxLength: 12 }),
  );
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(" "));
  const hostile = fc.sample(fc.tuple(text, text, text), { numRuns: 60, seed: 21 });
  const papers = hostile.map(([title, abstract, author], n) =>
    paper(n + 1, {
      title: `GAN ${title}`,
      abstract: `A GAN. ${abstract}`,
      authors: [author || "x"],
      authorCount: 1,
      summary: `GAN ${abstract}`,
    }),
  );
  for (let from = 0; from < papers.length; from += 10) {
    const { raw, parsed } = await mailOf(papers.slice(from, from + 10), {}, "limit:10");
    const head = raw.toString().split("\r\n\r\n", 1)[0] ?? "";
    expect(head).not.toMatch(/^bcc:/im);
    expect(parsed.bcc).toBeUndefined();
    const html = String(parsed.html);
    const links = [...html.matchAll(/<(?:a|img)\b[^>]*?(?:href|src)="([^"]*)"/g)].map(([, url = ""]) => url);
    expect(links.length).toBeGreaterThan(10);
    for (const url of links)
      expect(url).toMatch(
        /^(?:https:\/\/(?:arxiv\.org|huggingface\.co|papers\.lab\.test)\/|mailto:papers@lab\.test\?)/,
      );
    expect(html).not.toMatch(/<(?:script|iframe|form|style)\b/i);
    const count = (tag: string) => html.split(tag).length - 1;
    expect([count("<table"), count("<td")]).toEqual([count("</table>"), count("</td>")]);
    await world.close();
  }
  world = await mailWorld(monday);
});
