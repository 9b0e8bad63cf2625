import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumIsHere, chromiumPath } from "../support/chromium.ts";
import { ganPaper, hostilePapers, mailsWith } from "../support/roundup-mail.ts";

/** Where pictures of the mails are kept for people to look at; nowhere unless `MAIL_PICTURES` names a folder. */
const pictures = process.env["MAIL_PICTURES"] ?? null;
const ours =
  /^(?:https:\/\/(?:arxiv\.org|huggingface\.co|papers\.lab\.test)\/|mailto:papers@lab\.test\?|https:\/\/github\.com\/lab\/gan$)/;

/** A picture of one pixel, which is drawn as large as the mail says. */
const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const picture = "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2511.00001.png";
const abstract =
  "We train generative adversarial networks (GANs) that draw faces. They are better than before by a lot.";
const titles = [
  "Phased DMD: Few-step Distribution Matching Distillation via Score Matching within Subintervals for GANs",
  "A GAN",
  "Generative adversarial networks in der Donaudampfschifffahrtsgesellschaftskapitänsmützenherstellung",
];
const papers = titles.map((title, n) =>
  ganPaper(n + 1, {
    ...{ title, abstract, upvotes: 12 * n, comments: n, organization: "SenseNova", thumbnailUrl: picture },
    ...{ codeUrl: "https://github.com/lab/gan", listedOn: ["2025-11-10"] },
  }),
);

describe.skipIf(!chromiumIsHere)("mails in Chromium", () => {
  let browser: Browser;
  let mails: { name: string; html: string; drawsPictures: boolean }[];
  beforeAll(async () => {
    const list = await mailsWith(papers);
    const cards = await mailsWith(papers, {}, "layout:cards");
    const hostile = [];
    const all = hostilePapers(60);
    for (let from = 0; from < all.length; from += 10)
      hostile.push((await mailsWith(all.slice(from, from + 10), {}, "limit:10")).roundup);
    mails = [
      { name: "code", mail: list.code },
      { name: "list", mail: list.roundup },
      { name: "cards", mail: cards.roundup },
      { name: "cards-with-pictures", mail: cards.roundup },
      ...hostile.map((mail, n) => ({ name: `hostile-${n + 1}`, mail })),
    ].map(({ name, mail }) => ({
      ...{ name, html: String(mail.parsed.html) },
      drawsPictures: name === "cards-with-pictures",
    }));
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    });
  });
  afterAll(() => browser?.close());

  for (const width of [360, 700])
    for (const colorScheme of ["light", "dark"] as const)
      it(`fit ${width} pixels (${colorScheme}) without scrolling sideways, and link to nobody else`, async () => {
        for (const { name, html, drawsPictures } of mails) {
          const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
          const page = await context.newPage();
          const asked: string[] = [];
          await page.route(/^https?:/, (route) => {
            asked.push(route.request().url());
            return drawsPictures ? route.fulfill({ contentType: "image/png", body: dot }) : route.abort();
          });
          // As a mail program shows it: in a page of its own, which has the colours.
          await page.setContent(html.replace("<head>", '<head><meta name="color-scheme" content="light dark">'));
          const [scrolls, fits] = await page.evaluate<number[]>(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
          );
          expect(scrolls, name).toBe(fits);
          const links = await page.evaluate<string[]>("[...document.links].map(({ href }) => href)");
          for (const link of links) expect(link, name).toMatch(ours);
          for (const url of asked) expect(url, name).toMatch(/^https:\/\/cdn-thumbnails\.huggingface\.co\//);
          expect(await page.locator("script, iframe, form, style, object, embed").count(), name).toBe(0);
          if (pictures) {
            mkdirSync(pictures, { recursive: true });
            await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
          }
          await context.close();
        }
      });
});
