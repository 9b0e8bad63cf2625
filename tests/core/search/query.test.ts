import { describe, expect, it } from "vitest";
import { contentWords, parseQuery, wordsToAsk } from "../../../src/core/search/query.ts";

describe("a query", () => {
  it("is taken apart", () => {
    const query = parseQuery(
      'diffusion author:"Y. Song" org:MIT code:yes cat:cs.CV since:2025-01-01 “score matching” -gan -"two words" -author:Li -cat:cs.AI',
    );
    expect(query).toEqual({
      words: ["diffusion", "score", "matching"],
      phrases: [["score", "matching"]],
      without: [["gan"], ["two", "words"]],
      authors: [["Y", "Song"]],
      organizations: [["MIT"]],
      withoutFields: { authors: [["Li"]], organizations: [], categories: ["cs.ai"] },
      code: true,
      names: true,
      categories: ["cs.cv"],
      since: "2025-01-01",
    });
  });

  it("keeps what only looks like syntax as words", () => {
    expect(parseQuery("text-to-image NEAR(a b) OR foo:x").words).toEqual([
      "text",
      "to",
      "image",
      "NEAR",
      "a",
      "b",
      "OR",
      "foo",
      "x",
    ]);
  });

  it.each([
    ['gan author:"Kaiming He" org:NVIDIA code:yes since:2025-01-01 -survey -author:Li', "gan Kaiming He NVIDIA"],
    ["papers about 语言模型", "语言模型"],
    ["code:yes cat:cs.CV", ""],
  ])("asks other searches for its words and names alone: %s", (typed, asked) => {
    expect(wordsToAsk(typed)).toBe(asked);
  });

  it.each([
    ['authors:"Ann Roe"', 'author:"Ann Roe"'],
    ['auther:"Ann Roe"', 'author:"Ann Roe"'],
    ['auhtor="Ann Roe"', 'author:"Ann Roe"'],
    ['Author = "Ann Roe"', 'author:"Ann Roe"'],
    ["by:roe gan", "author:roe gan"],
    ["author:「Ann Roe」", 'author:"Ann Roe"'],
    ["by: roe gan", "author:roe gan"],
    ["author : roe", "author:roe"],
    ["Authors: Roe gan", "author:Roe gan"],
    ["organisation:MIT", "org:MIT"],
    ["university:MIT", "org:MIT"],
    ["team:qwen gan", "org:qwen gan"],
    ["subject:cs.CV gan", "cat:cs.CV gan"],
    ["Subjects: cs.CV", "cat:cs.CV"],
    ["keyword:gan", "gan"],
    ["topic: gan", "gan"],
    ["gan !faces", "gan -faces"],
    ["<@U12345> gan <#C123|general> <!here> <@!99>", "gan"],
    ["gan !author:roe", "gan -author:roe"],
    ["orgnization:MIT", "org:MIT"],
    ["lab:MIT", "org:MIT"],
    ["category:cs.CV", "cat:cs.CV"],
    ["cs.CV gan", "cat:cs.CV gan"],
    ["gan categories: cs.CV, cs.RO", "gan cat:cs.cv,cs.ro"],
    ["gan cs.CV,cs.RO", "gan cat:cs.CV,cs.RO"],
    ['gan -cat:"cs.CV, cs.RO"', "gan -cat:cs.CV,cs.RO"],
    ["-stat.ML gan", "-cat:stat.ML gan"],
    ["gan since:2025", "gan since:2025-01-01"],
    ["gan since:2025-03", "gan since:2025-03-01"],
    ["ti:gan abs:faces", "gan faces"],
    ["gan NOT faces", "gan -faces"],
    ['gan AND NOT "two faces"', 'gan -"two faces"'],
    ["gan −faces –maps", "gan -faces -maps"],
  ])("is read as it was meant: %s", (typed, meant) => {
    expect(parseQuery(typed)).toEqual(parseQuery(meant));
  });

  it.each([
    ["learning to say not to this", ["learning", "to", "say", "not", "to", "this"]],
    ["Lab: a story", ["Lab", "a", "story"]],
    ["Better Code: a story", ["Better", "Code", "a", "story"]],
    ["D-CODE: a story", ["D", "CODE", "a", "story"]],
    ["CAT: closed-loop training", ["CAT", "closed", "loop", "training"]],
    ["Fast but Not Late Interaction", ["Fast", "but", "Not", "Late", "Interaction"]],
    ["https://lab.example/x", ["https", "lab", "example", "x"]],
    ["gan – faces", ["gan", "faces"]],
    ["author", ["author"]],
  ])("has only words: %s", (typed, words) => {
    expect(parseQuery(typed)).toEqual({ ...parseQuery(""), words });
  });

  it("of a page's length is cut", () => {
    expect(parseQuery("word ".repeat(10_000)).words.length).toBeLessThan(40);
    expect(parseQuery("-a -b -c -d -e -f -g -h -i -j -k".repeat(100)).without.length).toBeLessThan(10);
  });

  it("looks for the words that tell something", () => {
    expect(contentWords(["attention", "is", "all", "you", "need"])).toEqual(["attention", "all", "need"]);
    expect(contentWords(["to", "be"])).toEqual(["to", "be"]);
  });
});
