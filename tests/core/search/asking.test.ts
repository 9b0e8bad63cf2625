import { describe, expect, it } from "vitest";
import { parseQuery, wordsToAsk } from "../../../src/core/search/query.ts";
import { withoutSmallStart } from "../../../src/core/search/topics/asking.ts";

describe("a topic in a sentence", () => {
  it.each([
    "can you find me papers about birdsong?",
    "could you show me birdsong papers",
    "I'm looking for papers about birdsong",
    "i am interested in birdsong",
    "do you have anything about birdsong?",
    "are there papers on birdsong",
    "what are the latest papers on birdsong?",
    "got anything on birdsong",
    "papers that mention birdsong",
    "papers mentioning birdsong",
    "research related to birdsong",
    "birdsong related papers",
    "give me 5 papers about birdsong",
    "3 birdsong papers",
    "most popular birdsong papers",
    "a few papers about birdsong",
    "any birdsong papers",
    "hi, show me birdsong papers please",
    "who wrote birdsong",
    "what is the paper that introduced birdsong",
    "when was birdsong published?",
    "that paper about birdsong",
    "the birdsong paper",
    "hey birdsong papers pls",
    "birdsong, thanks!",
    "I'd like birdsong papers",
    "recent advances in birdsong",
    "hey birdsong",
    "latest on birdsong",
    "birdsong latest",
    "birdsong, newest first",
    "birdsong sorted by date",
    "birdsong most recent papers first",
    "1. birdsong",
    "papers on birdsong on arxiv",
    "site:arxiv.org birdsong",
    "keywords: birdsong",
    "what happened in birdsong",
    "something cool about birdsong",
    "must-read birdsong papers",
    "explain birdsong",
    "how does birdsong work?",
    ":bird: birdsong",
  ])("is the topic alone: %s", (typed) => expect(wordsToAsk(typed).replace(/\W+$/, "")).toBe("birdsong"));

  it.each([
    ["[PDF] On Birdsong", "On Birdsong"],
    ["On Birdsong | Papers With Code", "On Birdsong"],
    ["Paper page - On Birdsong", "On Birdsong"],
    ["On Birdsong - arXiv", "On Birdsong"],
    ["[12] A. Roe et al., On birdsong", "A. Roe, On birdsong"],
    ["birdsong & tides", "birdsong and tides"],
    ["birdsong vs. tides", "birdsong and tides"],
    ["birdsong w/o tides", "birdsong without tides"],
    ["birdsong https://youtu.be/x", "birdsong"],
    ["Song of Birds (SoB) at dawn", "Song of Birds at dawn"],
    ["A.I. for birds", "AI for birds"],
    ["l.l.m.", "llm"],
    ["both birdsong and tides", "birdsong and tides"],
    ["@article{roe2017, title={On {Birdsong} and tides}, author={Roe, Ann}, year={2017}}", "On Birdsong and tides"],
    ['@misc{x, author = "Roe, Ann", title = "On birdsong"}', "On birdsong"],
  ])("or a title is read without what stands around it: %s", (typed, meant) => {
    expect(parseQuery(typed)).toEqual(parseQuery(meant));
  });

  it.each([
    ["birdsong but not tides", "birdsong -tides"],
    ["birdsong except for the deep sea", 'birdsong -"deep sea"'],
    ["birdsong excluding tides", "birdsong -tides"],
    ["birdsong not about tides", "birdsong -tides"],
    ["birdsong exclude:tides", "birdsong -tides"],
    ['birdsong without:"deep sea"', 'birdsong -"deep sea"'],
    ["birdsong (not tides)", "birdsong -tides"],
    ["birdsong (except the deep sea) code:yes", 'birdsong -"deep sea" code:yes'],
    ["arxiv cs.CV birdsong", "cat:cs.CV birdsong"],
    ["category cs.CV", "cat:cs.CV"],
    ["birdsong papers with code", "birdsong code:yes"],
  ])("leaves out what it names: %s", (typed, meant) => expect(parseQuery(typed)).toEqual(parseQuery(meant)));

  it.each([
    "papers with code",
    "learning without labels",
    "to be or not to be",
    "show and tell",
    "either or",
    "f(x) - arXivist",
    "birdsong (GPU)",
    "Birdsong (Not Tides)",
    "birdsong is (not all) noise",
    "flying without: a story",
    "J.K. Roe",
  ])("stays as it is where it only looks so: %s", (typed) => expect(wordsToAsk(typed)).toBe(typed));

  it("has no small words before it", () => {
    const words = (typed: string) => withoutSmallStart(typed.split(" ")).join(" ");
    expect(["please find birdsong", "what are agents", "how agents plan"].map(words)).toEqual([
      "birdsong",
      "agents",
      "agents plan",
    ]);
    for (const typed of ["in context learning", "the show", "on policy", "what about you"])
      expect(words(typed)).toBe(typed);
  });
});
