import { describe, expect, it } from "vitest";
import { useSearchedPapers } from "../../support/searched-papers.ts";

const titles = [
  ...[
    "Tumor segmentation at scale",
    "Segmenting a tumour",
    "Adversarial defense by noise",
    "Defence of maps, adversarial",
  ],
  ...["Dialogue systems today", "A dialog system", "Talks with GPT-4", "GPT4 in class", "A GPT of other make"],
  ...[
    "COVID-19 curves",
    "Optimizing neighborhood maps",
    "Optimising a neighbourhood",
    "Reinforcement learning in short",
  ],
  ...["Multi-agent play", "Multiagent maps", "X-ray images"],
  ...["Object detection, fast", "Detecting objects", "An object detector", "Fine-tuning at home", "Fine-tuned maps"],
  ...["Self-supervised maps", "Self-supervision again", "Sentiment analysis now", "Analyzing sentiments"],
  ...["Recommender systems now", "Recommendation systems then", "Objective functions", "An embedding"],
  ...[
    "Agents of multi-agent play",
    "Bindings of proteins",
    "Protein bindings again",
    "More protein bindings",
    "Proteins and their bindings",
  ],
];
const { store, found } = useSearchedPapers([
  ...titles.map((title) => ({ title })),
  ...[1, 2, 3].map((at) => ({ title: `Kite lifting machines ${at}`, abstract: "A kite lifting machine (KLM) lifts." })),
  { title: "KLMs compared", abstract: "We compare KLMs." },
  { title: "Rust and C++", abstract: "At last we write bindings.", authors: ["Ann Roe"] },
]);

describe("a word that Americans and the British spell differently", () => {
  it.each([
    [
      ["tumour segmentation", "tumor segmentation", "segmenting tumours"],
      ["Segmenting a tumour", "Tumor segmentation at scale"],
    ],
    [
      ["adversarial defence", "adversarial defenses"],
      ["Adversarial defense by noise", "Defence of maps, adversarial"],
    ],
    [
      ["dialogue systems", "dialog system"],
      ["A dialog system", "Dialogue systems today"],
    ],
    [
      ["optimising neighbourhoods", "optimizing neighborhoods"],
      ["Optimising a neighbourhood", "Optimizing neighborhood maps"],
    ],
  ])("is one word of a topic: %j", async (ways, expected) => {
    for (const typed of ways) expect(await found("topic", typed), typed).toEqual(expected);
  });

  it("finds what most papers write in a search too", async () => {
    expect(await found("search", "tumour")).toEqual(["Segmenting a tumour", "Tumor segmentation at scale"]);
  });
});

describe("a name and its version", () => {
  it.each(["gpt4", "GPT4"])("are found apart too: %s", async (typed) => {
    expect(await found("search", typed)).toEqual(expect.arrayContaining(["GPT4 in class", "Talks with GPT-4"]));
  });
});

describe("a name written in one word", () => {
  it.each([
    ["multiagent", ["Multi-agent play", "Multiagent maps"]],
    ["xray", ["X-ray images"]],
  ])("is found apart too, in a search for which few papers have the word: %s", async (typed, expected) => {
    expect(await found("search", typed)).toEqual(expect.arrayContaining(expected));
  });
});

describe("two forms of one topic", () => {
  it.each([
    ["object detector", "object detection"],
    ["fine-tuned", "fine-tuning"],
    ["self-supervision", "self-supervised"],
    ["analyzing sentiment", "sentiment analysis"],
    ["analysing sentiments", "sentiment analysis"],
    ["recommender systems", "recommendation systems"],
    ["multiagent play", "multi-agent play"],
    ["KLMs", "kite lifting machine"],
  ])("find the same papers: %s and %s", async (typed, other) => {
    const papers = await found("topic", typed);
    expect(papers).toEqual(await found("topic", other));
    expect(papers.length).toBeGreaterThan(1);
  });

  it("are not two words that only end alike", async () => {
    expect(await found("topic", "object")).not.toContain("Objective functions");
    expect(await found("topic", "embed")).toEqual(["An embedding"]);
  });
});

describe("a short form with 's", () => {
  it("is its plural", async () => {
    expect(await found("topic", "GPT's")).toEqual(await found("topic", "GPTs"));
    expect(await found("topic", "GPT’s")).not.toEqual([]);
  });
});

describe("a tag of several words", () => {
  it.each(["#ReinforcementLearning", "papers on #ReinforcementLearning"])("is its words: %s", async (typed) => {
    expect(await found("topic", typed)).toEqual(["Reinforcement learning in short"]);
  });
});

describe("a search", () => {
  const first = async (typed: string) => {
    const { hits } = await store().search.search(typed, { limit: 10, since: null });
    return { title: (await store().papers.many(hits.map(({ id }) => id)))[0]?.title, matched: hits[0]?.matched };
  };

  it("for few words puts papers that have all of them before the others", async () => {
    expect((await first("c++ bindings")).title).toBe("Rust and C++");
  });

  it("for a name alone gives no words as reasons", async () => {
    expect(await first("author:roe")).toEqual({ title: "Rust and C++", matched: [] });
  });

  it.each(["tumour OR covid", "(tumour OR covid)", "tumour | covid", "either tumour or covid"])(
    "with alternatives finds both: %s",
    async (typed) => {
      expect(await found("search", typed)).toEqual([
        "COVID-19 curves",
        "Segmenting a tumour",
        "Tumor segmentation at scale",
      ]);
    },
  );

  it("does not take a site's name behind a title for an alternative", async () => {
    expect(await found("search", "Rust and C++ | OpenReview")).toEqual(await found("search", "Rust and C++"));
  });
});
