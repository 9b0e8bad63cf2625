import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumArguments, chromiumIsHere, chromiumPath } from "../support/chromium.ts";
import { pageWorld, type PageWorld, pictured } from "../support/page-world.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const long = "Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(6);

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

describe.skipIf(!chromiumIsHere)("the team's page in Chromium", () => {
  let world: PageWorld;
  let browser: Browser;
  beforeAll(async () => {
    world = await pageWorld();
    await world.path();
    await world.type("settings names on");
    const why = [{ text: "matched: gan" }];
    const two = await world.post(
      "C1",
      [pictured("A first paper"), pictured(long, { abstract: long, organization: long })],
      { why },
    );
    world.now = new Date(world.now.getTime() - 7 * 86_400_000);
    await world.post("C1", [pictured("مرحبا بالعالم <script>document.title='bad'</script>", { thumbnailUrl: null })]);
    world.now = new Date(world.now.getTime() + 7 * 86_400_000);
    await world.app.store.votes.toggle(world.workspace.id, "anna", two[0] ?? "", world.now);
    await world.describe();
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArguments });
  });
  afterAll(async () => {
    await browser?.close();
    await world?.remove();
  });

  /** Opens a file of the page with scripts off, or on for axe; pictures of elsewhere do not load. */
  const open = async (
    file: string,
    width: number,
    { colorScheme, scripts = false }: { colorScheme?: "dark"; scripts?: boolean } = {},
  ) => {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      javaScriptEnabled: scripts,
      bypassCSP: scripts,
      colorScheme: colorScheme ?? "light",
    });
    const page = await context.newPage();
    const outside: string[] = [];
    const refused: string[] = [];
    await page.route(/^https:/, (route) => (outside.push(route.request().url()), route.abort()));
    page.on("console", (message) => refused.push(message.text()));
    await page.goto((await world.get(file)).url);
    return { page, outside, refused, close: () => context.close() };
  };
  const files = ["", "2026-W33", "topics", "search", "search?q=paper", "search?q=nothing+at+all"];

  for (const width of [360, 1280]) {
    it(`fits ${width} pixels without scrolling sideways, and shows each picture or its words`, async () => {
      for (const file of files) {
        const { page, close } = await open(file, width, { scripts: true });
        const widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]";
        const [scrollWidth, clientWidth] = await page.evaluate<number[]>(widths);
        expect(scrollWidth, file).toBe(clientWidth);
        const unknown =
          "[...document.querySelectorAll('*')].filter((each) => each instanceof HTMLUnknownElement).length";
        expect(await page.evaluate(unknown), file).toBe(0);
        for (const picture of await page.locator("img").all()) {
          const box = await picture.boundingBox();
          expect((box?.height ?? 0) > 80 && (box?.width ?? 0) > 200, file).toBe(true);
          expect(await picture.getAttribute("alt")).toMatch(/^Picture of ./);
        }
        await close();
      }
    });
  }

  it("has no serious fault for axe, light and dark", async () => {
    for (const file of files)
      for (const colorScheme of file === "" || file === "topics" ? ([undefined, "dark"] as const) : [undefined]) {
        const { page, close } = await open(file, 1280, { scripts: true, ...(colorScheme ? { colorScheme } : {}) });
        await page.evaluate(axe);
        const violations = await page.evaluate<Violation[]>("axe.run().then(({ violations }) => violations)");
        const bad = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        expect(
          bad.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          `${file} ${colorScheme}`,
        ).toEqual([]);
        await close();
      }
  });

  it("runs no script, asks for nothing but its stylesheet and pictures, and its policy refuses nothing of it", async () => {
    const { page, outside, refused, close } = await open("2026-W33", 1280);
    expect(await page.locator("script").count()).toBe(0);
    expect(await page.title()).toContain("Week 33");
    expect(await page.locator("h2", { hasText: "<script>document.title='bad'</script>" }).count()).toBe(1);
    await page.goto((await world.get("")).url);
    expect(new Set(outside)).toEqual(new Set(["https://cdn.example.org/thumbnails/1.png"]));
    expect(refused.filter((text) => /Content Security Policy/i.test(text))).toEqual([]);
    const radius = await page.evaluate("getComputedStyle(document.querySelector('button')).borderRadius");
    expect(radius).toBe("4px");
    await close();
  });

  it("is used with the keyboard alone: skip, menu, search, weeks", async () => {
    const { page, close } = await open("", 1280);
    const focused = (target: Page) => target.locator(":focus");
    await page.keyboard.press("Tab");
    expect(await focused(page).textContent()).toBe("Skip to the papers");
    expect((await focused(page).boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await focused(page).textContent()).toBe("Topics");
    await page.keyboard.press("Tab");
    await page.keyboard.type("first");
    await Promise.all([page.waitForURL(/search\.html\?q=first/), page.keyboard.press("Enter")]);
    expect(await page.locator("h1").textContent()).toContain("1 paper");
    await page.goBack();
    await page.locator(".turn a").first().focus();
    await Promise.all([page.waitForURL(/2026-W33\.html/), page.keyboard.press("Enter")]);
    expect(await page.locator("h1").textContent()).toContain("Week 33");
    await close();
  });

  it("prints its papers without menu and search", async () => {
    const { page, close } = await open("", 1280);
    await page.emulateMedia({ media: "print" });
    expect([await page.locator("form").isVisible(), await page.locator("article").first().isVisible()]).toEqual([
      false,
      true,
    ]);
    await close();
  });
});
