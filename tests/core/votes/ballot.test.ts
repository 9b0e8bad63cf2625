import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message, PaperBlock } from "../../../src/core/messages/message.ts";
import { paperVotedFor } from "../../../src/core/votes/ballot.ts";
import { foldEmoji, keycapNumber, ownEmoji } from "../../../src/core/votes/emoji.ts";

const block = (paper: string, number: number | null): PaperBlock => ({
  kind: "paper",
  paper,
  size: number === null ? "card" : "list",
  number,
  title: { text: paper },
  facts: [],
  summary: [],
  why: [],
  picture: null,
  votes: 0,
  actions: [],
});
const post = (...blocks: PaperBlock[]): { papers: string[]; drawn: Message } => ({
  papers: blocks.map(({ paper }) => paper),
  drawn: { title: "", blocks: [{ kind: "divider" }, ...blocks], footer: [] },
});
const card = post(block("p1", null));
const list = post(block("p7", 1), block("p8", 2), block("p9", 3));

describe("folding emoji", () => {
  it.each([
    [
      "👍",
      ["👍", "👍🏻", "👍🏼", "👍🏽", "👍🏾", "👍🏿", "+1", ":+1:", "thumbsup", "+1::skin-tone-2", ":thumbsup::skin-tone-6:"],
    ],
    ["⬆", ["⬆️", "⬆", "arrow_up", ":arrow_up:"]],
    ["❤", ["❤️", "❤", "heart"]],
    ["🔥", ["🔥", "fire", " :fire: "]],
    ["tada", [":tada:", "tada", "TADA"]],
    ["123456789012345678", ["<:gan:123456789012345678>", "<a:gan:123456789012345678>", "gan:123456789012345678"]],
  ])("makes %s of every way to write it", (folded, written) => {
    expect(new Set(written.map(foldEmoji))).toEqual(new Set([folded]));
    expect(foldEmoji(folded)).toBe(folded);
  });

  it("folds once and for all, whatever the text", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => foldEmoji(foldEmoji(text)) === foldEmoji(text)));
  });

  it("reads the keycaps in every spelling", () => {
    expect(["1️⃣", "2⃣", "three", ":four:", "5️⃣", "six", "7️⃣", "8️⃣", "nine", "🔟"].map(keycapNumber)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(["0️⃣", "keycap_ten", "#️⃣", "1", "__proto__", ""].map(keycapNumber)).toEqual([
      null,
      10,
      null,
      null,
      null,
      null,
    ]);
  });

  it("reads a workspace's own emoji", () => {
    expect(ownEmoji(":tada:, 🚀 <:gan:123456789012345678>")).toEqual(["tada", "🚀", "123456789012345678"]);
    expect(ownEmoji(undefined)).toEqual([]);
  });
});

describe("what a reaction votes for", () => {
  it("is the paper of a one-paper post, by any upvote emoji", () => {
    for (const emoji of ["👍🏿", "+1", "⬆️", "❤️", "fire"]) expect(paperVotedFor(card, emoji, [])).toBe("p1");
    for (const emoji of ["👎", "eyes", "2️⃣", "1️⃣"]) expect(paperVotedFor(card, emoji, [])).toBeNull();
  });

  it("includes the workspace's own emoji", () => {
    expect(paperVotedFor(card, "tada", [])).toBeNull();
    expect(paperVotedFor(card, "tada", ownEmoji(":tada:"))).toBe("p1");
  });

  it("is the paper of the keycap's number on a list, and nothing by an upvote emoji", () => {
    expect(["1️⃣", "two", "3️⃣", "4️⃣", "👍"].map((emoji) => paperVotedFor(list, emoji, []))).toEqual([
      "p7",
      "p8",
      "p9",
      null,
      null,
    ]);
  });

  it("goes by the number shown where a list continues in a second message", () => {
    const second = post(block("p20", 6), block("p21", 7));
    expect(paperVotedFor(second, "6️⃣", [])).toBe("p20");
    expect(paperVotedFor(second, "1️⃣", [])).toBeNull();
  });

  it("takes the keycap and the upvote on a numbered list of one", () => {
    const one = post(block("p3", 1));
    expect([paperVotedFor(one, "1️⃣", []), paperVotedFor(one, "👍", [])]).toEqual(["p3", "p3"]);
  });

  it("is nothing on a post without papers", () => {
    expect(paperVotedFor(post(), "👍", [])).toBeNull();
  });
});
