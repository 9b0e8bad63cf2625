import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Message, noteBlock, type PaperBlock, papersOf, textBlock } from "../../../src/core/messages/message.ts";
import { plainText } from "../../../src/core/messages/plain-text.ts";
import { type Room, splitMessage } from "../../../src/core/messages/split.ts";

/** A platform that takes three blocks and 200 characters. */
const room: Room<"blocks" | "characters"> = {
  size: (message) => ({ blocks: message.blocks.length, characters: plainText(message).length }),
  limits: { blocks: 3, characters: 200 },
};
const paper = (number: number, more: Partial<PaperBlock> = {}): PaperBlock => ({
  kind: "paper",
  paper: `p${number}`,
  size: "list",
  number,
  title: { text: `Paper ${number}`, link: "https://arxiv.org/abs/1" },
  facts: [],
  summary: [],
  why: [],
  picture: null,
  votes: 0,
  actions: [],
  ...more,
});
const message = (more: Partial<Message>): Message => ({ title: "", blocks: [], footer: [], ...more });
const split = (more: Partial<Message>) => splitMessage(message(more), room);

describe("a message that is split", () => {
  it("is left alone where it fits", () => {
    const fits = message({ title: "Title", blocks: [paper(1)], footer: [{ text: "The end" }] });
    expect(splitMessage(fits, room)).toEqual([fits]);
  });

  it("has its title on the first part, its footer on the last, and its papers whole and in order", () => {
    const blocks = [1, 2, 3, 4, 5, 6, 7].map((number) => paper(number));
    const parts = split({ title: "Title", blocks, footer: [{ text: "The end" }] });
    expect(parts.map(papersOf)).toEqual([["p1", "p2", "p3"], ["p4", "p5", "p6"], ["p7"]]);
    expect(parts.map(({ title }) => title)).toEqual(["Title", "", ""]);
    expect(parts.map(({ footer }) => footer.length)).toEqual([0, 0, 1]);
  });

  it("shortens what a paper says until it fits: its summary first, its title and number last", () => {
    const long = { facts: [{ text: "Ada Lovelace" }], summary: [{ text: "A sentence of it. ".repeat(40) }] };
    const [part] = split({ blocks: [paper(1, { ...long, why: [{ text: "matched: gan" }] })] });
    expect(part?.blocks).toMatchObject([
      { number: 1, title: { text: "Paper 1" }, facts: long.facts, why: [{ text: "matched: gan" }] },
    ]);
    const [almost] = split({ blocks: [paper(1, { title: { text: "word ".repeat(40).trim() } })] });
    expect(room.size(almost ?? message({})).characters).toBeLessThanOrEqual(200);
    const [endless] = split({ blocks: [paper(1, { title: { text: "word ".repeat(300) } })] });
    expect(papersOf(endless ?? message({}))).toEqual(["p1"]);
  });

  it("cuts a long paragraph between its words, each piece with its looks", () => {
    const words = Array.from({ length: 120 }, (_, at) => `word${at}`);
    const parts = split({ blocks: [textBlock({ text: words.join(" "), italic: true })] });
    const pieces = parts.flatMap(({ blocks }) => blocks.flatMap((block) => ("spans" in block ? block.spans : [])));
    expect(
      pieces
        .map((span) => ("text" in span ? span.text : ""))
        .join(" ")
        .split(/\s+/),
    ).toEqual(words);
    expect(pieces.every((span) => "italic" in span)).toBe(true);
  });

  it("fits in every part, whatever it holds", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 400 }),
      fc.nat(400).map((n) => "word ".repeat(n)),
    );
    const block = fc.oneof(
      text.map((each) => textBlock(each)),
      text.map((each) => noteBlock(each)),
      fc
        .record({ title: text, summary: text, why: text })
        .map(({ title, summary, why }) =>
          paper(1, { title: { text: title }, summary: [{ text: summary }], why: [{ text: why }] }),
        ),
    );
    fc.assert(
      fc.property(text, fc.array(block, { maxLength: 8 }), (title, blocks) => {
        const whole = message({ title, blocks });
        const parts = splitMessage(whole, room);
        expect(parts.flatMap(papersOf)).toEqual(papersOf(whole));
        for (const part of parts) {
          const { blocks: count, characters } = room.size(part);
          expect(count).toBeLessThanOrEqual(3);
          expect(characters).toBeLessThanOrEqual(200);
        }
      }),
    );
  });
});
