import { describe, expect, it } from "vitest";
import { withCounts } from "../../../src/core/cards/vote-count.ts";
import type { Message, PaperBlock, Span } from "../../../src/core/messages/message.ts";
import { plainText, spansText } from "../../../src/core/messages/plain-text.ts";

const message = (why: Span[], votes: number): Message => {
  const vote = { role: "vote", label: votes > 0 ? `▲ ${votes}` : "▲", call: "v1:vote:paper=p1" } as const;
  const block: PaperBlock = {
    kind: "paper",
    paper: "p1",
    size: "list",
    number: 1,
    title: { text: "A paper" },
    facts: [{ text: "Ada" }, { text: " · " }, { text: "▲ 12 on Hugging Face" }],
    summary: [],
    why,
    picture: null,
    votes,
    actions: [vote],
  };
  return { title: "", blocks: [block], footer: [] };
};
const redrawn = (why: Span[], votes: number, now: number) => {
  const drawn = withCounts(message(why, votes), new Map([["p1", now]]));
  const [block] = drawn.blocks;
  return block?.kind === "paper"
    ? { why: spansText(block.why), label: block.actions[0]?.label, text: plainText(drawn) }
    : null;
};
const dot = { text: " · " };

describe("the votes of a stored message", () => {
  it("come, change and go", () => {
    const matched = { text: "matched: gan" };
    expect(redrawn([matched], 0, 2)).toMatchObject({ why: "matched: gan · 2 of your team voted", label: "▲ 2" });
    expect(redrawn([matched, dot, { count: "votes", n: 2 }], 2, 3)?.why).toBe("matched: gan · 3 of your team voted");
    expect(redrawn([matched, dot, { count: "votes", n: 2 }], 2, 0)).toMatchObject({ why: "matched: gan", label: "▲" });
    expect(redrawn([{ count: "votes", n: 1 }], 1, 0)?.why).toBe("");
  });

  it("leave a reason alone that reads like a count", () => {
    const reason = { text: "half of your team voted" };
    expect(redrawn([{ text: "matched: gan" }, dot, reason], 0, 1)?.why).toBe(
      "matched: gan · half of your team voted · 1 of your team voted",
    );
    expect(redrawn([reason], 3, 0)?.why).toBe("half of your team voted");
  });

  it("are read from messages of version 0.1.0, which hold them as text", () => {
    const stored: Span[] = [{ text: "matched: gan" }, dot, { text: "2 of your team voted" }];
    expect(redrawn(stored, 2, 3)?.why).toBe("matched: gan · 3 of your team voted");
    expect(redrawn(stored, 2, 0)?.why).toBe("matched: gan");
    expect(redrawn([{ text: "1 of your team voted" }], 1, 2)?.text).toContain("▲ 12 on Hugging Face");
  });
});
