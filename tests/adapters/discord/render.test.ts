import { describe, expect, it } from "vitest";
import { flatten } from "../../../src/adapters/discord/draw/components.ts";
import { escapeText } from "../../../src/adapters/discord/draw/escape.ts";
import { render } from "../../../src/adapters/discord/draw/render.ts";
import { drawSpans } from "../../../src/adapters/discord/draw/spans.ts";
import { split } from "../../../src/adapters/discord/draw/split.ts";
import { paperBlock } from "../../../src/core/cards/paper-block.ts";
import { papersOf, type Message } from "../../../src/core/messages/message.ts";
import { paperFacts } from "../../../src/core/papers/paper.ts";
import { readMarkdown } from "../../support/fake-discord/markdown.ts";
import { hostileText } from "./hostile-text.ts";

hostileText(100);

const plainly = { suffix: "", containerId: null, command: null };

describe("a link's text", () => {
  it("has no backslash, which Discord would show, and nothing that looks like markdown", () => {
    const drawn = drawSpans([
      { text: "A test (VCT^2): L_2, *all*, Pass@k [v2] @everyone", link: "https://example.org/a" },
    ]);
    const [, label = ""] = /^\[(.*)\]\(https:\/\/example\.org\/a\)$/.exec(drawn) ?? [];
    expect(label).toContain("(VCT^2): L");
    expect(label).toContain("Pass@k");
    expect(label).not.toMatch(/[\\*_[\]]|@everyone/);
  });
});

describe("a list", () => {
  const list = (count: number, abstract: string): Message => ({
    title: "Daily Papers",
    blocks: Array.from({ length: count }, (_, at) =>
      paperBlock(
        {
          ...paperFacts({ origin: "json", title: `Paper ${at + 1}`, abstract, arxivId: `2511.0000${at}` }),
          id: `p${at}`,
          addedAt: new Date(0),
          sample: false,
        },
        { size: "list", number: at + 1, votes: 3, matched: ["gan"] },
      ),
    ),
    footer: [],
  });

  it("of ten fits into one message: ▲ beside each, one menu for Details and Save", () => {
    const parts = split(list(10, "A sentence that says something about the paper. ".repeat(8)));
    expect(parts).toHaveLength(1);
    const all = flatten(render(parts[0] ?? list(0, ""), plainly));
    expect(all.length).toBeLessThanOrEqual(40);
    expect(all.filter(({ label }) => label === "▲ 3")).toHaveLength(10);
    expect(all.filter(({ type }) => type === 3).map(({ options }) => options?.length)).toEqual([20]);
  });

  it("shares what room there is among its summaries", () => {
    const long = "word ".repeat(40);
    const [message] = split(list(10, `${long}. ${long}.`));
    const texts = flatten(render(message ?? list(0, ""), plainly)).flatMap(({ content }) => content ?? []);
    expect(texts.filter((text) => text.includes("word word"))).toHaveLength(10);
    expect(texts.join("").length).toBeLessThanOrEqual(4_000);
  });

  it("of thirty is cut between papers", () => {
    const parts = split(list(30, "Short."));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flatMap(papersOf)).toHaveLength(30);
  });
});

describe("escaping", () => {
  it.each([
    ["@everyone", "\\@everyone"],
    ["<@&1>", "\\<\\@&1\\>"],
    ["# big", "\\# big"],
    ["1. one", "1\\. one"],
    ["- item", "\\- item"],
    [":tada:", "\\:tada:"],
    ["GAN: a study", "GAN: a study"],
    ["state-of-the-art", "state-of-the-art"],
    ["https://evil.example", "https\\://evil.example"],
  ])("%s is shown as it is", (text, drawn) => expect(escapeText(text)).toBe(drawn));

  it("keeps a title with lonely brackets a link", () => {
    const drawn = drawSpans([{ text: "Towards [ and (", bold: true, link: "https://arxiv.org/abs/1" }]);
    expect(readMarkdown(drawn).links).toHaveLength(1);
  });

  it("draws members and channels as references", () => {
    expect(drawSpans([{ member: "42" }, { text: " in " }, { channel: "7" }])).toBe("<@42> in <#7>");
  });
});
