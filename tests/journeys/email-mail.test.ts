import { caniemail } from "caniemail";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authenticate } from "mailauth";
import { expect, it } from "vitest";
import { ganPaper, hostilePapers, mailsWith } from "../support/roundup-mail.ts";

const ten = Array.from({ length: 10 }, (_, n) => ganPaper(n + 1));
const mailOf = async (...given: Parameters<typeof mailsWith>) => (await mailsWith(...given)).roundup;

it("a mail is signed, both headers for unsubscribing included", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const folder = mkdtempSync(join(tmpdir(), "dkim-"));
  const file = join(folder, "key.pem");
  writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }));
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
  const { raw } = await mailOf([ganPaper(1)], {
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
  const papers = hostilePapers(60);
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
  }
});
