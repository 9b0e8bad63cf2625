import { describe, expect, it } from "vitest";
import { topicsIn } from "../../../src/core/search/topics/list.ts";

describe("topics with alternatives in brackets", () => {
  it.each([
    ["(gan OR diffusion) AND video", ["gan video", "diffusion video"]],
    ["gan AND (video or image)", ["gan video", "gan image"]],
    ["(a | b) (c || d)", ["a c", "a d", "b c", "b d"]],
    ["((gan OR vae) AND video) OR music, maps", ["gan video", "vae video", "music", "maps"]],
    ['(gan OR "score matching") code:yes', ["gan code:yes", '"score matching" code:yes']],
    ['(author:"Ann Roe" OR author:li) AND rl', ['author:"Ann Roe" rl', "author:li rl"]],
    ['gan AND NOT (faces OR "human body")', ['gan -faces -"human body"']],
    ["gan author:roe|li", ["gan author:roe", "gan author:li"]],
    ['"image editing" OR "video editing"', ['"image editing"', '"video editing"']],
    ["either gan or vae", ["gan", "vae"]],
    ["gan -(faces OR hair)", ["gan -faces -hair"]],
  ])("are a topic each: %s", (typed, topics) => {
    expect(topicsIn(typed)).toEqual(topics);
  });

  it.each([
    ["(gan OR diffusion", "an open bracket"],
    ["(a OR b) (c OR d) (e OR f) (g OR h)", "more alternatives than topics"],
    ["large language models (LLMs)", "no alternatives"],
    ["maps (or how to draw)", "nothing before or"],
  ])("are left as they are: %s has %s", (typed) => {
    expect(topicsIn(typed)).toEqual([typed]);
  });

  it("keep the commas of people's names", () => {
    expect(topicsIn("author:He, Kaiming, gan")).toEqual(["author:He, Kaiming", "gan"]);
    expect(topicsIn("author:Ann Roe, Bo Li")).toEqual(["author:Ann Roe, Bo Li"]);
    expect(topicsIn("author:Roe, gan, vae")).toEqual(["author:Roe", "gan", "vae"]);
  });
});

describe("a list of topics", () => {
  it.each([
    ["birds, tides, and dunes", ["birds", "tides", "dunes"]],
    ["birds, tides and dunes", ["birds", "tides", "dunes"]],
    ["birds, tides, or dunes", ["birds", "tides", "dunes"]],
    ["birds, tides & dunes", ["birds", "tides", "dunes"]],
    ["birds; tides; & dunes", ["birds", "tides", "dunes"]],
    ["birds, LLMs and reinforcement learning", ["birds", "LLMs", "reinforcement learning"]],
    ["birds, and question answering", ["birds", "question answering"]],
  ])("may end with and, or and an ampersand: %s", (typed, topics) => expect(topicsIn(typed)).toEqual(topics));

  it.each([
    ["birds and tides", ["birds and tides"]],
    ["birds, pick and place", ["birds", "pick and place"]],
    ["birds, robot search and rescue", ["birds", "robot search and rescue"]],
    ["birds, video and image compression", ["birds", "video and image compression"]],
    ["birds, spatial and temporal reasoning", ["birds", "spatial and temporal reasoning"]],
    ['birds, "tides and dunes"', ["birds", '"tides and dunes"']],
    ["birds, tides and dunes and wind", ["birds", "tides and dunes and wind"]],
    ["birds, tides author:roe and dunes", ["birds", "tides author:roe and dunes"]],
  ])("keeps what is one topic: %s", (typed, topics) => expect(topicsIn(typed)).toEqual(topics));

  it.each([
    ["birds cat:cs.CV,cs.RO", ["birds cat:cs.CV,cs.RO"]],
    ["birds cat: cs.CV, cs.RO, tides", ["birds cat: cs.CV, cs.RO", "tides"]],
    ["birds -cat:cs.CV,q-bio", ["birds -cat:cs.CV,q-bio"]],
    ["birds cs.CV,stat.ML", ["birds cs.CV,stat.ML"]],
    ["birds cat:cs.CV, cat:cs.RO", ["birds cat:cs.CV", "cat:cs.RO"]],
    ["birds cat:cs.CV, statistics", ["birds cat:cs.CV", "statistics"]],
  ])("is not parted between categories: %s", (typed, topics) => expect(topicsIn(typed)).toEqual(topics));

  it.each([
    ["birds, -tides", ["birds -tides"]],
    ["birds, not tides", ["birds -tides"]],
    ["birds, but not about deep tides", ['birds -"deep tides"']],
    ["birds, dunes, excluding tides", ["birds -tides", "dunes -tides"]],
    ["birds, -tides, dunes", ["birds -tides", "dunes -tides"]],
    ["birds, dunes, -cat:cs.CV", ["birds -cat:cs.CV", "dunes -cat:cs.CV"]],
    ["-tides", ["-tides"]],
    ["Birds, Not Tides", ["Birds", "Not Tides"]],
  ])("leaves out of every topic what stands alone with a minus or not: %s", (typed, topics) =>
    expect(topicsIn(typed)).toEqual(topics),
  );

  it("is read as fast when it is long", () => {
    for (const long of ["-a".repeat(1000), "a,-b ".repeat(400), "cat:cs.CV,".repeat(200), "and , ".repeat(300)])
      expect(topicsIn(long).length).toBeLessThanOrEqual(12);
  });
});
