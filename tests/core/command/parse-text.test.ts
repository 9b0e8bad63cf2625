import { describe, expect, it } from "vitest";
import { cleanText, parseText, splitCommand } from "../../../src/core/command/parse-text.ts";
import { repeatable } from "../../../src/core/command/repeatable.ts";

const options = ["topic", "at", "on", "tz", "exclude"];
const parsed = (text: string) => {
  const result = parseText(text, options);
  return result.ok ? result.values : result.problem;
};

describe("typed words", () => {
  it.each([
    ["gan", { topic: "gan" }],
    ["gan inversion", { topic: "gan inversion" }],
    ["gan at:09:00 on:mon,thu", { topic: "gan", at: "09:00", on: "mon,thu" }],
    ["at:9am image editing", { at: "9am", topic: "image editing" }],
    ['gan exclude:"survey of surveys"', { topic: "gan", exclude: "survey of surveys" }],
    ["gan exclude:“survey of surveys”", { topic: "gan", exclude: "survey of surveys" }],
    ['"image editing" gan', { topic: '"image editing" gan' }],
    ["gan AT:9am", { topic: "gan", at: "9am" }],
    ["topic:graph neural networks at:9am", { topic: "graph neural networks", at: "9am" }],
    ["gan time:9am days:mon", { topic: "gan", at: "9am", on: "mon" }],
    ["gan without:survey", { topic: "gan", exclude: "survey" }],
    ["gan at:9am PST", { topic: "gan", at: "9am", tz: "PST" }],
    // What follows a value and belongs to it.
    ["gan at:7 uhr", { topic: "gan", at: "7 uhr" }],
    ["gan at:12 midnight", { topic: "gan", at: "12 midnight" }],
    ["gan at:6 in the evening", { topic: "gan", at: "6 in the evening" }],
    ["gan at:about 8", { topic: "gan", at: "about 8" }],
    ["gan on:tuesday to thursday", { topic: "gan", on: "tuesday to thursday" }],
    ["gan on:tue – thu", { topic: "gan", on: "tue – thu" }],
    ["gan on:fri sat", { topic: "gan", on: "fri sat" }],
    ["gan on:weekdays and weekends at:8am,", { topic: "gan", on: "weekdays and weekends", at: "8am" }],
    ["gan tz:Berlin, at:9", { topic: "gan", tz: "Berlin", at: "9" }],
    ["on:mon sat solvers", { on: "mon", topic: "sat solvers" }],
    ["on:thu monitoring", { on: "thu", topic: "monitoring" }],
    ["at:9 hours of video", { at: "9", topic: "hours of video" }],
    ["at:9am test", { at: "9am", topic: "test" }],
    ["gan time: a survey", { topic: "gan time: a survey" }],
    ["gan at: 9am on: mon", { topic: "gan", at: "9am", on: "mon" }],
    ["gan at:", { topic: "gan", at: "" }],
    ["RLHF: a survey", { topic: "RLHF: a survey" }],
    ["https://arxiv.org/abs/2511.00001", { topic: "https://arxiv.org/abs/2511.00001" }],
    ['gan exclude:"never closed', { topic: "gan", exclude: "never closed" }],
    ["", {}],
    ["   ", {}],
  ])("%s", (text, values) => expect(parsed(text)).toEqual(values));

  it.each([
    ["at:9am at:10am", "`at` is given twice"],
    ["gan topic:diffusion", "`topic` is given twice"],
    ["gan exlude:survey", "there is no `exlude:survey`; write `exclude:survey`"],
    ["gan exculde:survey", "there is no `exculde:survey`; write `exclude:survey`"],
  ])("%s is refused", (text, problem) => expect(parsed(text)).toBe(problem));

  it.each([
    ["3 topic:graph neural networks at:9am", { number: "3", topic: "graph neural networks", at: "9am" }],
    ["3 exclude:a survey, a review topic:gan", { number: "3", exclude: "a survey, a review", topic: "gan" }],
    ["#3 at:9am", { number: "3", at: "9am" }],
  ])("behind a number: %s", (text, values) =>
    expect(parseText(text, ["number", ...options])).toEqual({ ok: true, values }),
  );

  it("are refused where nothing is asked for, and repeated shortly", () => {
    expect(parseText("x".repeat(200), [])).toMatchObject({
      ok: false,
      problem: `nothing is needed after it; got \`${"x".repeat(80)}…\``,
    });
  });
});

describe("a last day", () => {
  it("is refused, and what there is instead is said", () => {
    const problem = "there is no `until:2026`: papers are listed from the day of `since` to the newest";
    expect(parseText("gan until:2026", ["words", "since"])).toMatchObject({ ok: false, problem });
    expect(parseText("gan before:july", ["words", "since"])).toMatchObject({ ok: false });
    expect(parseText("gan until:2026", ["topic"])).toMatchObject({ ok: true });
    expect(parseText("from:text to:images", ["words", "since"])).toMatchObject({ ok: true });
  });
});

describe("a span behind a topic", () => {
  const since = (text: string) => {
    const result = parseText(text, ["words", "since", "limit"]);
    return result.ok ? result.values : result.problem;
  };
  it.each([
    ["gan this week", { words: "gan", since: "this week" }],
    ["what's new in gan this week?", { words: "what's new in gan", since: "this week" }],
    ["gan of the last 3 months", { words: "gan", since: "the last 3 months" }],
    ["gan from yesterday", { words: "gan", since: "yesterday" }],
    ["gan in july 2026", { words: "gan", since: "july 2026" }],
    ["gan in Q2 2026", { words: "gan", since: "Q2 2026" }],
    ["gan since h1 2026", { words: "gan", since: "h1 2026" }],
    ["gan since 2026-Q2", { words: "gan", since: "2026-Q2" }],
    ["gan since:q2 2026", { words: "gan", since: "q2 2026" }],
    ["gan since:second half of 2025", { words: "gan", since: "second half of 2025" }],
    ["gan papers published in 2026", { words: "gan papers", since: "2026" }],
    ["gan published after 2025", { words: "gan", since: "2025" }],
    ["gan since 2026-W30", { words: "gan", since: "2026-W30" }],
    ["gan 2026-W30", { words: "gan", since: "2026-W30" }],
    ["gan year:2026", { words: "gan", since: "2026" }],
    ["gan from:2026-08", { words: "gan", since: "2026-08" }],
    ["from:stanford gan", { words: "from:stanford gan" }],
    ["top 5 gan", { words: "gan", limit: "5" }],
    ["5 papers on gan", { words: "papers on gan", limit: "5" }],
    ["show me the three latest gan papers", { words: "show me the latest gan papers", limit: "3" }],
    ["the top-5 papers on gan", { words: "the papers on gan", limit: "5" }],
    ["gan, 5 papers", { words: "gan", limit: "5" }],
    ["gan -n 5", { words: "gan", limit: "5" }],
    ["top 5 accuracy", { words: "top 5 accuracy" }],
    ["gpt 4 papers", { words: "gpt 4 papers" }],
    ["2 player games papers", { words: "2 player games papers" }],
    ["gan since january?", { words: "gan", since: "january" }],
    ["gan after 2025", { words: "gan", since: "2025" }],
    ["gan last 24 hours", { words: "gan", since: "last 24 hours" }],
    ["gan this morning", { words: "gan", since: "this morning" }],
    ["gan since chatgpt", { words: "gan since chatgpt" }],
    ["gan june 2026", { words: "gan", since: "june 2026" }],
    ["gan (2026)", { words: "gan", since: "2026" }],
    ["release of marginals", { words: "release of marginals" }],
    ["chapters in novels", { words: "chapters in novels" }],
    ["gan during july", { words: "gan", since: "july" }],
    ["gan this year so far", { words: "gan", since: "this year" }],
    ["gan in the last couple of months", { words: "gan", since: "the last couple of months" }],
    ["gan from this week please", { words: "gan", since: "this week" }],
    ["gan of all time", { words: "gan" }],
    ["this week's gan papers", { words: "gan papers", since: "this week" }],
    ["July’s best gans", { words: "gans", since: "July" }],
    ["2026 gan papers", { words: "gan papers", since: "2026" }],
    ["2026 gans", { words: "2026 gans" }],
    ["gan since:start of 2026", { words: "gan", since: "start of 2026" }],
    ["gan --limit 3 --since 2026-07-01", { words: "gan", limit: "3", since: "2026-07-01" }],
    ["gan --depth 3", { words: "gan --depth 3" }],
    ["gan limit 3", { words: "gan", limit: "3" }],
    ["gan limit:4 papers", { words: "gan", limit: "4" }],
    ["gan since:7d, limit:4", { words: "gan", since: "7d", limit: "4" }],
    ["gan limit : 4", { words: "gan", limit: "4" }],
    ["gan top 3 papers", { words: "gan", limit: "3" }],
    ["gan in july limit 3", { words: "gan", since: "july", limit: "3" }],
    ["gan this quarter?", { words: "gan", since: "this quarter" }],
    ["gan since：２０２６", { words: "gan", since: "2026" }],
    ["gan since:٧d", { words: "gan", since: "7d" }],
    ['"gan this week"', { words: '"gan this week"' }],
    ["gan of the next week", { words: "gan of the next week" }],
    ["yesterday", { words: "yesterday" }],
    ["gan this week since:2025", { words: "gan this week", since: "2025" }],
  ])("%s", (text, values) => expect(since(text)).toEqual(values));
});

describe("a typed line", () => {
  it.each([
    ["topic gan", "topic", "gan"],
    ["/topic gan", "topic", "gan"],
    ["TOPIC  Gan", "topic", "Gan"],
    ["help", "help", ""],
    ["", "", ""],
  ])("%s", (text, name, rest) => expect(splitCommand(text)).toEqual({ name, rest }));
});

describe("text from a chat", () => {
  it("is one line, with straight quotes and bare links", () => {
    expect(cleanText("show\n<https://arxiv.org/abs/1|arxiv.org> «x»")).toBe('show https://arxiv.org/abs/1 "x"');
  });

  it("is cut at 4,000 characters, never inside one", () => {
    expect(cleanText("x".repeat(5_000))).toHaveLength(4_000);
    expect(cleanText(`${"x".repeat(3_999)}😀`).isWellFormed()).toBe(true);
  });

  it("is repeated without ending the code it stands in", () => {
    expect(repeatable("a`b")).toBe("a'b");
    expect(repeatable("y".repeat(80))).toBe("y".repeat(80));
    expect(repeatable("y".repeat(81))).toBe(`${"y".repeat(80)}…`);
  });
});
