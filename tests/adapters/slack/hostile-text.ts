import fc from "fast-check";
import { expect, it } from "vitest";
import { payload } from "../../../src/adapters/slack/posts.ts";
import { slackRoom } from "../../../src/adapters/slack/draw/room.ts";
import type { Block, Message, Span } from "../../../src/core/messages/message.ts";
import { splitMessage } from "../../../src/core/messages/split.ts";
import { paperFacts } from "../../../src/core/papers/paper.ts";
import { paperBlock } from "../../../src/core/cards/paper-block.ts";
import { blockFaults } from "../../support/fake-slack/block-limits.ts";

const hostile = fc.oneof(
  fc.constantFrom(
    "<!channel> <!here> <@U1> <!subteam^S1>",
    "&lt;!here&gt; &amp;lt;",
    "[arxiv.org](https://evil.example) <https://evil.example|arxiv.org>",
    "https://arxiv.org@evil.example",
    "*b* _i_ ~s~ `c` :tada: ```x```",
    "@everyone <#C1>",
    "שלום 生成对抗网络 👩‍👩‍👧",
    "",
  ),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.integer({ min: 1, max: 9_000 }).map((length) => "word ".repeat(length)),
);

const paper = fc
  .record({
    title: hostile,
    abstract: hostile,
    author: hostile,
    keyword: hostile,
    organization: fc.option(hostile, { nil: null }),
  })
  .map(({ title, abstract, author, keyword, organization }) => ({
    ...paperFacts({
      origin: "json",
      title,
      abstract,
      organization,
      authors: [author],
      authorCount: 1,
      keywords: [keyword],
      arxivId: "2511.00001",
      thumbnailUrl: "https://cdn-thumbnails.huggingface.co/a.png",
      codeUrl: "https://evil.example@github.com/x",
    }),
    id: "p1",
    addedAt: new Date(0),
    sample: false,
  }));

const spans = fc.array(
  fc.oneof(
    hostile.map((text): Span => ({ text })),
    fc.constant<Span>({ channel: "C1" }),
    fc.constant<Span>({ moment: 1_762_765_200 }),
  ),
  { minLength: 1, maxLength: 4 },
);
const block: fc.Arbitrary<Block> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(paper, fc.constantFrom("list" as const, "card" as const, "whole" as const), hostile)
      .map(([each, size, matched]) =>
        paperBlock(each, { size, number: size === "list" ? 1 : null, votes: 3, matched: [matched], screen: null }),
      ),
  },
  spans.map((each): Block => ({ kind: "text", spans: each })),
  spans.map((each): Block => ({ kind: "note", spans: each })),
);
const message: fc.Arbitrary<Message> = fc.record({
  title: hostile,
  blocks: fc.array(block, { minLength: 1, maxLength: 12 }),
  footer: spans,
});

type Json = Record<string, unknown>;
const everything = (value: unknown): Json[] =>
  Array.isArray(value)
    ? value.flatMap(everything)
    : typeof value === "object" && value !== null
      ? [value as Json, ...Object.values(value).flatMap(everything)]
      : [];

/** A part of a block that is more than text, and not ours. */
function isForeign(each: Json): boolean {
  switch (each["type"]) {
    case "mrkdwn":
      return each["text"] !== "<!date^1762765200^({time} for you)| >";
    case "link":
      return !/^https:\/\/(arxiv\.org|huggingface\.co)\//.test(String(each["url"]));
    case "plain_text":
      return each["emoji"] !== false;
    default:
      return ["user", "usergroup", "broadcast", "emoji"].includes(String(each["type"]));
  }
}

/** What Slack would refuse of a part, or would show as more than text. One list: an expectation for each costs as much as drawing. */
function faultsOf(part: Message): unknown[] {
  const { text, unfurl_links: unfurls, ...rest } = payload(part);
  const blocks = "blocks" in rest ? rest.blocks : [];
  return [
    ...blockFaults(blocks, "message"),
    ...(text.replace(/&(amp|lt|gt);/g, "_").length > 4_001 ? ["a text of over 4,001 characters"] : []),
    ...(/[<>]|&(?!amp;|lt;|gt;)/.test(text.replaceAll("<#C1>", "")) ? [`markup in ${text}`] : []),
    ...(unfurls ? ["previews of links"] : []),
    ...everything(blocks).filter(isForeign),
  ];
}

/** Draws `runs` random messages of hostile text and holds each against Slack's limits. */
export function hostileText(runs: number): void {
  it(`${runs} messages of hostile text stay inside Slack's limits, with no mention, link or markup that is not ours`, () => {
    fc.assert(
      fc.property(message, (whole) => {
        expect(splitMessage(whole, slackRoom).flatMap(faultsOf)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
}
