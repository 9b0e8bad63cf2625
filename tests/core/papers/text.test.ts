import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText, oneLine, sanitise } from "../../../src/core/papers/text.ts";
import { decodeEntities } from "../../../src/core/sources/reading/facts.ts";
import { anyText } from "../../support/any-text.ts";

describe("text from outside", () => {
  it.each([
    ["bidi controls", "a\u202eb\u2066c\u200ed", "abcd"],
    ["zero-width and tag characters", "a\u200bb\ufeffc\u2060d\u{e0041}\u200ce", "abcde"],
    ["controls, NUL, lone surrogates", "a\0b\x07c\x9bd\ud800e", "abcde"],
    ["terminal colours", "a\x1b[31mb", "ab"],
    ["piled combining marks, all but four", `e${"\u0301".repeat(30)}`, `e${"\u0301".repeat(4)}`],
    ["hard wraps", "A title\n  that is\r\n wrapped ", "A title that is wrapped"],
  ])("loses %s", (_, from, to) => expect(oneLine(from)).toBe(to));

  it.each(["👩‍👩‍👧 family", "❤️ and 1️⃣", "👍🏽", "שלום עולם", "漢字かな", "می‌خواهم", "é ü", "C++ <b> & $5"])(
    "leaves %s intact",
    (text) => expect(oneLine(text)).toBe(text),
  );

  it("keeps line breaks where they are wanted", () => expect(sanitise("a\r\nb\u2028c")).toBe("a\nb\nc"));

  it("decodes character references once", () => {
    expect(decodeEntities("&lt;!here&gt; &amp;lt; x&mdash;y")).toBe("<!here> &lt; x—y");
  });

  it("cuts between characters as people see them", () => {
    const cut = cutText("👩‍👩‍👧".repeat(20), 30);
    expect(cut).toBe(`${"👩‍👩‍👧".repeat(3)}…`);
    expect(cutText("short", 30)).toBe("short");
  });

  it("is stable and well-formed for any text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = oneLine(text);
        expect(once.isWellFormed()).toBe(true);
        expect(once).not.toMatch(/[\n\p{Cc}]/u);
      }),
    );
  });
});
