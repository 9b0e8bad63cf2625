import fc from "fast-check";
import { expect, it } from "vitest";
import type { Condition } from "../../../../src/core/search/condition.ts";
import { cheapest } from "../../../../src/core/store/sqlite/search/cheapest.ts";
import { matchText } from "../../../../src/core/store/sqlite/search/match-text.ts";

const word = (one: string): Condition => ({ kind: "phrase", words: [one] });
const all = (...conditions: Condition[]): Condition => ({ kind: "all", conditions });
const any = (...conditions: Condition[]): Condition => ({ kind: "any", conditions });
const shares: Record<string, number> = {
  learning: 0.4,
  multi: 0.15,
  agent: 0.05,
  reinforcement: 0.07,
  rl: 0.03,
  marl: 0,
};
const arranged = (condition: Condition) => matchText(cheapest(condition, (one) => shares[one] ?? 0.1));

it("asks for rare words before common ones", () => {
  expect(arranged(all(word("learning"), word("multi"), word("agent")))).toBe(
    '("agent") AND ("multi") AND ("learning")',
  );
});

it("asks once for what alternatives share", () => {
  const long = all(word("multi"), word("agent"), word("reinforcement"), word("learning"));
  const short = all(word("multi"), word("agent"), word("rl"));
  expect(arranged(any(long, word("marl"), short))).toBe(
    '(("agent") AND ((("reinforcement") AND ("learning")) OR ("rl")) AND ("multi")) OR ("marl")',
  );
});

it("asks for nothing that an alternative already has", () => {
  expect(arranged(any(word("agent"), all(word("agent"), word("multi"))))).toBe('"agent"');
});

it("finds the same papers as the condition that it arranges", () => {
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(..."abcd").map(word),
      fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((conditions) => all(...conditions)),
      fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((conditions) => any(...conditions)),
      fc
        .tuple(tie("condition"), tie("condition"))
        .map(([condition, excluded]): Condition => ({ kind: "except", condition, excluded })),
    ),
  }));
  const meets = (paper: readonly string[], one: Condition): boolean => {
    switch (one.kind) {
      case "all":
        return one.conditions.every((each) => meets(paper, each));
      case "any":
        return one.conditions.some((each) => meets(paper, each));
      case "except":
        return meets(paper, one.condition) && !meets(paper, one.excluded);
      case "in":
        return meets(paper, one.condition);
      default:
        return one.words.every((each) => paper.includes(each));
    }
  };
  fc.assert(
    fc.property(condition, fc.subarray([..."abcd"]), (asked, paper) => {
      const share = (one: string) => "cadb".indexOf(one) / 4;
      expect(meets(paper, cheapest(asked, share))).toBe(meets(paper, asked));
    }),
  );
});
