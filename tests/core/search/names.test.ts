import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts } from "../../../src/core/papers/paper.ts";
import type { Store } from "../../../src/core/store/store.ts";
import { temporaryStore } from "../../support/temporary-store.ts";

let store: Store;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ store, remove } = await temporaryStore());
});
afterEach(() => remove());

async function keep(...papers: { title: string; abstract?: string }[]): Promise<void> {
  const facts = papers.map((paper) => paperFacts({ origin: "arxiv", ...paper }));
  await store.papers.save(facts, new Date("2025-11-07T12:00:00Z"));
}

async function found(kind: "search" | "topic", text: string): Promise<string[]> {
  const { hits } = await store.search[kind](text, { limit: 50, since: null });
  return (await store.papers.many(hits.map(({ id }) => id))).map(({ title }) => title).sort();
}

describe("a name with signs", () => {
  it.each([
    ["C++", ["Unsafe casts in C++"]],
    ["c++", ["Unsafe casts in C++"]],
    ["C#", ["Porting to C#, again"]],
    ["csharp", ["Porting to C#, again"]],
    ["F#", ["Units of measure for F#"]],
    ["C", ["Pointers in C"]],
    [".NET", ["A garbage collector of .NET"]],
    ["A*", ["Bounded A* in grids"]],
    ["A* grids", ["Bounded A* in grids"]],
    ["A/B tests", ["Early stops for A/B tests"]],
    ["Q&A", ["Q&A over tables"]],
    ["QA", ["Q&A over tables"]],
    ["R^2", ["What R² hides"]],
    ["R&D", ["Costs of R&D"]],
  ])("%s is found, and what lacks its signs is not", async (typed, expected) => {
    await keep(
      ...[
        "Unsafe casts in C++",
        "Porting to C#, again",
        "Units of measure for F#",
        "Pointers in C",
        "A garbage collector of .NET",
        "A net of fishermen",
        "Bounded A* in grids",
        "Fishing in grids",
        "Early stops for A/B tests",
        "Test B of a battery",
        "Q&A over tables",
        "What R² hides",
        "R is a language",
        "Costs of R&D",
      ].map((title) => ({ title })),
    );
    expect(await found("topic", typed)).toEqual(expected);
    expect((await found("search", typed)).includes(expected[0] ?? "")).toBe(true);
  });

  it("is shown as the paper writes it", async () => {
    await keep({ title: "Unsafe casts in C++" });
    expect((await store.search.topic("c++", { limit: 5, since: null })).hits[0]?.matched).toEqual(["C++"]);
  });

  it("is no word of a text that only has the sign", async () => {
    await keep({ title: "Sets A* and B", abstract: "See https://a.example/b_c and c++d; x^y." });
    expect(await found("topic", "a.example")).toEqual(["Sets A* and B"]);
  });
});

describe("the plural of a short form", () => {
  it.each([
    ["GUI agents", "agents for GUIs"],
    ["gpu", "gpus"],
    ["GPU", "GPUs"],
    ["api", "APIs"],
    ["VLM", "vlms"],
  ])("%s and %s find the same", async (one, other) => {
    const titles = ["GUI agents", "Agents for GUIs", "A GPU", "Many GPUs", "An API", "APIs called", "VLM now", "VLMs"];
    await keep(...titles.map((title) => ({ title })), { title: "Birdsong" });
    expect(await found("topic", one)).toHaveLength(2);
    expect(await found("topic", other)).toEqual(await found("topic", one));
  });

  it("has the long form too, also typed in small letters", async () => {
    await keep(
      { title: "One", abstract: "Knowledge graphs (KGs) hold facts." },
      { title: "Two", abstract: "A knowledge graph (KG) is queried." },
      { title: "Three", abstract: "Embedding KGs." },
      { title: "Birdsong" },
    );
    for (const typed of ["KG", "KGs", "kgs", "kg"])
      expect(await found("topic", typed)).toEqual(["One", "Three", "Two"]);
  });

  it("is not seen in words that only end alike", async () => {
    await keep({ title: "This corpus" }, { title: "A virus" });
    expect(await found("topic", "corpus")).toEqual(["This corpus"]);
    expect(await found("topic", "this corpus")).toEqual(["This corpus"]);
    expect(await found("topic", "virus")).toEqual(["A virus"]);
  });
});

describe("a topic in other words", () => {
  const videos = [
    ...["Video generation with care", "Long video generation", "Fast video generation", "On video generation"].map(
      (title) => ({ title }),
    ),
    { title: "Taxes", abstract: "Generating videos takes long." },
    { title: "Birdsong" },
  ];

  it.each([
    ["generating videos", "video generation"],
    ["generated video", "video generation"],
    ["generation of videos", "video generation"],
  ])("%s is %s, as most papers write it", async (typed, usual) => {
    await keep(...videos);
    expect(await found("topic", typed)).toEqual(await found("topic", usual));
    expect((await store.search.topic(typed, { limit: 5, since: null })).aliases).toContain(usual);
    expect((await store.search.topic(usual, { limit: 5, since: null })).aliases).not.toContain(usual);
  });

  it("keeps an order that papers use, and what is in quotes", async () => {
    const reasoning = ["Reasoning models think", "Reasoning models plan", "Model reasoning", "On model reasoning"];
    await keep(...videos, ...reasoning.map((title) => ({ title })));
    expect((await store.search.topic("reasoning models", { limit: 5, since: null })).aliases).toEqual([]);
    expect(await found("topic", '"generating videos"')).toEqual(["Taxes"]);
  });
});

describe("a word that other papers write in two", () => {
  const studies = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ title: `Study ${at}`, abstract: `We have data of kind ${at}.` }));
  const both = [{ title: "A database" }, { title: "Our data base" }, { title: "Kmeans" }, { title: "On k means" }];

  it("is found so too", async () => {
    await keep(...studies(20), ...both);
    expect(await found("topic", "database")).toEqual(["A database", "Our data base"]);
    expect(await found("topic", "kmeans")).toEqual(["Kmeans", "On k means"]);
  });

  it("is not taken apart where one half stands in most papers of a large library", async () => {
    await keep(...studies(1_050), ...both);
    expect(await found("topic", "database")).toEqual(["A database"]);
    expect(await found("topic", "kmeans")).toEqual(["Kmeans", "On k means"]);
  });
});

describe("a word whose parts stand beside it in the index", () => {
  const aliases = async (typed: string) => (await store.search.search(typed, { limit: 5, since: null })).aliases;

  it("is not said to be written in two", async () => {
    await keep({ title: "Talks with GPT4" }, { title: "GPT4 in class" });
    expect(await aliases("gpt4")).toEqual([]);
  });

  it("is, when a paper writes it only so", async () => {
    await keep({ title: "Talks with GPT4" }, { title: "GPT-4 in class" });
    expect(await aliases("gpt4")).toEqual(["gpt 4"]);
  });

  it("is found by each of its parts, in the abstract too", async () => {
    await keep({ title: "Faces", abstract: "We use StyleGAN2 here." }, { title: "Maps" });
    for (const typed of ["gan", "style gan", "stylegan2"])
      expect(await found("search", typed), typed).toEqual(["Faces"]);
    const { hits } = await store.search.search("gan", { limit: 5, since: null });
    expect(hits).toMatchObject([{ matched: ["StyleGAN2"] }]);
  });

  it("is not taken apart at a version where its name stands in most papers of a large library", async () => {
    const kept = Array.from({ length: 1_050 }, (_, at) => ({ title: `Study ${at}`, abstract: "A model of things." }));
    await keep(...kept, { title: "Using model4" }, { title: "Our model 4" });
    expect(await aliases("model4")).toEqual([]);
  });
});

describe("a name that papers only write otherwise", () => {
  it.each([
    ["gpt4", "What GPT-4 knows"],
    ["GPT4", "What GPT-4 knows"],
    ["superresolution", "Super-resolution of maps"],
    ["text2video", "Text to video, again"],
  ])("%s is found by topic and search", async (typed, title) => {
    await keep(
      { title: "What GPT-4 knows" },
      { title: "Super-resolution of maps" },
      { title: "Text to video, again" },
      { title: "Birdsong" },
    );
    expect(await found("topic", typed)).toEqual([title]);
    expect(await found("search", typed)).toEqual([title]);
  });
});

describe("topics of which either will do", () => {
  it.each([
    ["gan OR birdsong", ["A gan", "Birdsong"]],
    ["gan | birdsong", ["A gan", "Birdsong"]],
    ["gan，birdsong", ["A gan", "Birdsong"]],
    ['"gan OR birdsong"', []],
    ["gan or birdsong", []],
  ])("are parted: %s", async (typed, expected) => {
    await keep({ title: "A gan" }, { title: "Birdsong" }, { title: "Maps" });
    expect(await found("topic", typed)).toEqual(expected);
  });
});

describe("a topic within a request", () => {
  it.each([
    "show me papers about birdsong please",
    "latest papers on birdsong",
    "any new work on birdsong?",
    "what's new in birdsong?",
    "top 5 birdsong papers",
    "find me something on birdsong",
  ])("is found: %s", async (typed) => {
    await keep({ title: "Birdsong" }, { title: "New maps" }, { title: "The show" });
    expect(await found("topic", typed)).toEqual(["Birdsong"]);
    expect(await found("search", typed)).toEqual(["Birdsong"]);
  });

  it.each(["new maps", "the show", "show and tell", "anything in a scene", "best arm identification", "recent maps"])(
    "is all of %s",
    async (typed) => {
      await keep(
        { title: "Birdsong" },
        { title: "New maps" },
        { title: "The show" },
        { title: "Show and tell" },
        { title: "Anything in a scene" },
        { title: "Best arm identification" },
        { title: "Recent maps" },
      );
      expect((await found("topic", typed)).map((title) => title.toLowerCase())).toEqual([typed]);
    },
  );
});

describe("people between whom a word for 'and' stands", () => {
  const byPeople = async (...lists: string[][]) => {
    const facts = lists.map((authors, at) => paperFacts({ origin: "arxiv", title: `Paper ${at}`, authors }));
    await store.papers.save(facts, new Date("2025-11-07T12:00:00Z"));
  };

  it.each([
    'author:"Ann Roe and Bo Li"',
    'author:"Ann Roe, Bo Li"',
    'author:"Roe, Ann; Li, Bo"',
    'author:"Ann Roe und Bo Li"',
    'author:"Ann Roe et Bo Li"',
    'author:"Ann Roe y Bo Li"',
    'author: "Ann Roe" author: "Bo Li"',
  ])("%s finds what both wrote", async (typed) => {
    await byPeople(["Ann Roe", "Cy Dahl", "Bo Li"], ["Ann Roe"], ["Bo Li"], ["Bo Roe", "Ann Li"]);
    for (const kind of ["topic", "search"] as const) expect(await found(kind, typed)).toEqual(["Paper 0"]);
  });

  it.each(["Ann Roe und Bo Li", "Ann Roe et Bo Li", "Ann Roe y Bo Li"])("search %s finds it first", async (typed) => {
    await byPeople(["Ann Roe", "Cy Dahl", "Bo Li"], ["Ann Roe"], ["Bo Li"]);
    const { hits, total } = await store.search.search(typed, { limit: 5, since: null });
    expect([hits[0]?.id, total]).toEqual(["p1", 1]);
  });
});

describe("a name of several words behind a field", () => {
  beforeEach(async () => {
    const made = [
      { title: "Faces", authors: ["Kaiming He", "Ann Roe"], organization: "GoogleDeepMind" },
      { title: "Gan faces", authors: ["He Gan Li"], organization: "Hugging Face" },
      { title: "Rules", authors: ["Yann LeCun", "Dora Müller", "Flo O’Mara"], organization: "AI at Meta" },
      { title: "Nets", authors: ["Y. Le Cun", "Mona Schroeder"], organization: "University of Rome" },
    ];
    const facts = made.map((paper) => paperFacts({ origin: "arxiv", ...paper }));
    await store.papers.save(facts, new Date("2025-11-07T12:00:00Z"));
  });

  it.each([
    ["author:Kaiming He", ["Faces"], 'author:"Kaiming He"'],
    ["author: kaiming he code:no", ["Faces"], 'author:"kaiming he"'],
    ["author:He Kaiming", ["Faces"], 'author:"He Kaiming"'],
    ["faces author:Kaiming He", ["Faces"], 'author:"Kaiming He"'],
    ["author:Kaiming He faces", ["Faces"], 'author:"Kaiming He"'],
    ["author:K. He", ["Faces"], 'author:"K. He"'],
    ["author:Le Cun", ["Nets", "Rules"], 'author:"Le Cun"'],
    ["author:LeCun", ["Nets", "Rules"], null],
    ["author:omara", ["Rules"], null],
    ["author:OMara", ["Rules"], null],
    ["author:lecun", ["Rules"], null],
    ["author:Mueller", ["Rules"], null],
    ["author:Muller", ["Rules"], null],
    ["author:Schröder", [], null],
    ["org:Google DeepMind", ["Faces"], 'org:"Google DeepMind"'],
    ["org:deepmind", ["Faces"], null],
    ["org:hugging face gan", ["Gan faces"], 'org:"hugging face"'],
    ["org:University of Rome", ["Nets"], 'org:"University of Rome"'],
    ["author:he gan", ["Gan faces"], 'author:"he gan"'],
    ["author:gan faces", ["Gan faces"], null],
    ["author:roe faces", ["Faces"], null],
    ["-author:Ann Roe faces", ["Gan faces"], 'author:"Ann Roe"'],
    ["faces -org:GoogleDeepMind", ["Gan faces"], null],
  ])("%s needs no quotes where somebody has it", async (typed, expected, quoted) => {
    expect(await found("topic", typed)).toEqual(expected);
    expect((await store.search.topic(typed, { limit: 5, since: null })).quoted).toEqual(
      quoted === null ? [] : [quoted],
    );
  });
});
