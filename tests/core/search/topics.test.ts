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
