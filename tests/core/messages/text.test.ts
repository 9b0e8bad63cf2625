import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutWords, firstSentences, piecesOf } from "../../../src/core/messages/cut.ts";
import { dayIn, fullDay, longDay, shortDay, weekday } from "../../../src/core/messages/dates.ts";
import type { Message } from "../../../src/core/messages/message.ts";
import { inThousands } from "../../../src/core/messages/numbers.ts";
import { plainText } from "../../../src/core/messages/plain-text.ts";
import { prose } from "../../../src/core/messages/prose.ts";
import { safeUrl } from "../../../src/core/messages/safe-url.ts";

describe("the first sentences of a text", () => {
  it.each([
    ["Short.", 20, "Short."],
    ["One sentence. Another one. A third.", 27, "One sentence. Another one."],
    ["One sentence. Another one.", 25, "One sentence."],
    ["Smith et al. show it. More follows here.", 25, "Smith et al. show it."],
    ["A first sentence without any end in sight", 20, "A first sentence…"],
  ])("%s in %i", (text, limit, kept) => expect(firstSentences(text, limit)).toBe(kept));
});

describe("a text cut between words", () => {
  it.each([
    ["one two three", 13, "one two three"],
    ["one two three", 10, "one two…"],
    ["alpha beta, gamma delta", 16, "alpha beta…"],
    ["x".repeat(30), 10, `${"x".repeat(9)}…`],
  ])("%s in %i", (text, limit, kept) => expect(cutWords(text, limit)).toBe(kept));

  it("comes in pieces that lose no word and stay within the limit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z.,]{1,12}$/), { maxLength: 60 }),
        fc.integer({ min: 20, max: 80 }),
        (words, limit) => {
          const pieces = piecesOf(words.join(" "), limit);
          expect(pieces.join(" ").replace(/\s+/g, "")).toBe(words.join(""));
          for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });
});

it("days read as people say them", () => {
  const day = "2025-11-07";
  expect([shortDay(day), longDay(day), weekday(day), fullDay(day)]).toEqual([
    "Fri 7 Nov",
    "Friday 7 November",
    "Friday",
    "7 Nov 2025",
  ]);
  const moment = new Date("2025-11-07T23:30:00Z");
  expect([dayIn(moment, "UTC"), dayIn(moment, "Asia/Tokyo")]).toEqual(["2025-11-07", "2025-11-08"]);
});

it.each([
  [0, "0"],
  [999, "999"],
  [1_000, "1,000"],
  [1_234_567, "1,234,567"],
])("%i reads %s", (count, text) => expect(inThousands(count)).toBe(text));

it("a sentence of ours marks code and bold, and takes a lonely mark for itself", () => {
  expect(prose("Type `/papers help` **now**, 2 ** 3 or a `")).toEqual([
    { text: "Type " },
    { text: "/papers help", code: true },
    { text: " " },
    { text: "now", bold: true },
    { text: ", 2 ** 3 or a `" },
  ]);
});

describe("an address that becomes a link", () => {
  it.each([
    ["https://arxiv.org/abs/2511.00001", "https://arxiv.org/abs/2511.00001"],
    ["http://a.example/x y", "http://a.example/x%20y"],
  ])("%s", (text, link) => expect(safeUrl(text)).toBe(link));

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "https://arxiv.org@evil.example",
    "https://user:password@evil.example",
    "https://evil.example\\@arxiv.org",
    "https://localhost/",
    `https://a.example/${"x".repeat(2_000)}`,
    "arxiv.org",
    "",
    null,
  ])("%s is refused", (text) => expect(safeUrl(text)).toBeNull());
});

it("a whole message as plain text", () => {
  const message: Message = {
    title: "Daily Papers",
    blocks: [
      { kind: "text", spans: [{ text: "For " }, { member: "U1" }, { text: " in " }, { channel: "C1" }] },
      {
        kind: "paper",
        paper: "p1",
        size: "list",
        number: 2,
        title: { text: "A title", link: "https://arxiv.org/abs/1" },
        facts: [{ text: "Ada" }],
        summary: [],
        why: [{ text: "matched: gan" }],
        picture: null,
        votes: 3,
        actions: [],
      },
      { kind: "divider" },
      { kind: "actions", actions: [{ role: "share", label: "Share", call: "v1:share:" }] },
    ],
    footer: [{ text: "The end" }],
  };
  expect(plainText(message)).toBe(
    "Daily Papers\n\nFor @U1 in #C1\n\n2. A title (▲ 3)\nhttps://arxiv.org/abs/1\nAda\nmatched: gan\n\nThe end",
  );
});
