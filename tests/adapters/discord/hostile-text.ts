import fc from "fast-check";
import { expect, it } from "vitest";
import { flatten } from "../../../src/adapters/discord/draw/components.ts";
import { flags, noMentions } from "../../../src/adapters/discord/limits.ts";
import { containerId, suffixOf } from "../../../src/adapters/discord/marker.ts";
import { plainContent } from "../../../src/adapters/discord/draw/plain.ts";
import { render } from "../../../src/adapters/discord/draw/render.ts";
import { split } from "../../../src/adapters/discord/draw/split.ts";
import { encodeButton } from "../../../src/core/command/button.ts";
import { papersOf, type Block, type Message, type PaperSize } from "../../../src/core/messages/message.ts";
import { paperFacts, type PaperFacts } from "../../../src/core/papers/paper.ts";
import { oneLine } from "../../../src/core/papers/text.ts";
import { paperBlock } from "../../../src/core/cards/paper-block.ts";
import { messageFaults } from "../../support/fake-discord/limits.ts";
import { readMarkdown } from "../../support/fake-discord/markdown.ts";
import { specification } from "../../support/fake-discord/specification.ts";

const hostile = fc.oneof(
  fc.constantFrom(
    "@everyone and @here",
    "<@&1> <@1> <@!2> <#1> <t:1> </papers today:1> <id:guide> <a:party:123456>",
    "[arxiv.org](https://evil.example) <https://evil|arxiv.org> <https://evil.example>",
    "https://arxiv.org@evil.example and https://evil.example/a_b",
    "]( https://evil.example) [",
    "a ](https://evil.example) b",
    "[[[",
    "\\",
    "\\[x\\](https://evil.example)",
    "# big",
    "-# small",
    "> quote",
    ">>> quotes",
    "1. one",
    "- item",
    "||spoiler|| ```js\nx``` `code` *b* __u__ ~~s~~",
    ":tada: ::wave:: :+1: :-1:",
    "שלום 生成对抗网络 👩‍👩‍👧",
    "E^{2}GAN & <b>",
    "",
  ),
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.string({ unit: fc.constantFrom(..."[]()<>@#:/\\*_~|`>-1. htps"), maxLength: 60 }),
  fc.integer({ min: 1, max: 1_200 }).map((length) => "word ".repeat(length)),
);
const sizes = fc.constantFrom<PaperSize>("list", "card", "whole");

const paper = (at: number) =>
  fc
    .record({
      title: hostile,
      abstract: hostile,
      author: hostile,
      keyword: hostile,
      organization: fc.option(hostile),
      votes: fc.nat(2_000),
    })
    .map(({ title, abstract, author, keyword, organization, votes }) => {
      const facts: PaperFacts = paperFacts({
        origin: "json",
        title: oneLine(title),
        abstract: oneLine(abstract),
        authors: [author].map(oneLine),
        authorCount: 3_000,
        organization: organization === null ? null : oneLine(organization),
        arxivId: `2511.${String(at).padStart(5, "0")}`,
        publishedAt: "2025-11-06",
        upvotes: 5,
        thumbnailUrl: "https://cdn-thumbnails.huggingface.co/a.png",
      });
      return { paper: { ...facts, id: `p${at}`, addedAt: new Date(0), sample: false }, matched: [keyword], votes };
    });

const message: fc.Arbitrary<Message> = fc
  .record({
    title: hostile.map(oneLine),
    size: sizes,
    note: hostile,
    papers: fc
      .integer({ min: 0, max: 12 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => paper(at + 1)))),
    footer: hostile,
  })
  .map(({ title, size, note, papers, footer }) => {
    const shown = size === "list" ? papers : papers.slice(0, 3);
    const blocks = shown.map(({ paper: one, matched, votes }, at): Block =>
      paperBlock(one, {
        size,
        number: size === "list" ? at + 1 : null,
        votes,
        matched,
        screen: size === "list" ? "r123456" : null,
      }),
    );
    const actions: Block = {
      kind: "actions",
      actions: [{ role: "share", label: "Share", call: encodeButton("share", { reply: "r1" }) }],
    };
    return {
      title,
      blocks: [
        { kind: "note", spans: [{ text: note, code: true }, { text: note }] },
        { kind: "text", spans: [{ text: note, bold: true }] },
        ...blocks,
        actions,
      ],
      footer: [{ text: footer, italic: true }],
    };
  });

const bodyOf = (part: Message) => ({
  components: render(part, {
    suffix: suffixOf("d123456", null),
    containerId: containerId("d123456"),
    command: { id: "1234567890123456789", names: new Set(["topic"]) },
  }),
  flags: flags.componentsV2,
  allowed_mentions: noMentions,
  nonce: "d123456",
  enforce_nonce: true,
});

const ours = /^https:\/\/(?:arxiv\.org|huggingface\.co)\//;

/** Text must show nothing but our own links and our own small print and headings. */
function expectHarmless(drawn: string, linked: number): void {
  const { links, mentions, emoji, lines } = readMarkdown(drawn);
  expect(mentions).toEqual([]);
  expect(emoji).toEqual([]);
  expect(links.filter(({ url }) => !ours.test(url))).toEqual([]);
  expect(links).toHaveLength(linked);
  expect(lines.filter((line) => !/^(?:-#|###) /.test(line))).toEqual([]);
}

/** Draws `runs` random messages of hostile text and holds each against Discord's limits and specification. */
export function hostileText(runs: number): void {
  it(`${runs} messages of hostile text stay inside every Discord limit, with no mention and no link that is not ours`, () => {
    const check = specification();
    fc.assert(
      fc.property(message, (whole) => {
        const parts = split(whole);
        expect(parts.flatMap(papersOf)).toEqual(papersOf(whole));
        for (const part of parts) {
          const body = bodyOf(part);
          expect(messageFaults(body as never)).toEqual([]);
          expect(check?.("POST", "/channels/1/messages", body) ?? []).toEqual([]);
          const drawn = flatten(body.components).flatMap(({ content }) => content ?? []);
          expectHarmless(drawn.join("\n"), papersOf(part).length);
          const plain = plainContent(part);
          expect(plain.length).toBeLessThanOrEqual(2_000);
          expect(readMarkdown(plain).mentions).toEqual([]);
          expect(readMarkdown(plain).links.filter(({ url }) => !ours.test(url))).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  });
}
