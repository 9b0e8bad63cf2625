import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLineReader } from "../../../src/adapters/terminal/lines.ts";
import { ansiEscape, looksOf, plainLooks, terminalLooks } from "../../../src/adapters/terminal/looks.ts";
import { renderReply } from "../../../src/adapters/terminal/render.ts";
import type { CommandCall } from "../../../src/core/adapter.ts";
import { paperFacts } from "../../../src/core/papers/paper.ts";
import { type CommandsWorld, commandsWorld } from "../../support/commands-world.ts";

describe("lines typed in a terminal", () => {
  let world: CommandsWorld;
  let type: (line: string) => Promise<string>;
  beforeEach(async () => {
    world = await commandsWorld("2026-11-25T10:00:00Z", "terminal");
    Object.assign(world.adapter, { pageSize: 100 });
    const facts = Array.from({ length: 14 }, (_, i) =>
      paperFacts({
        origin: "arxiv",
        arxivId: `2611.000${10 + i}`,
        title: `On kites ${i}`,
        abstract: "Kites.",
        publishedAt: "2026-11-20",
      }),
    );
    await world.store.papers.save(facts, world.now());
    const run = ({ request }: CommandCall) =>
      request.kind === "button" ? world.press(request.id) : world.type(request.kind === "words" ? request.words : "");
    const answer = createLineReader(run);
    type = async (line) => renderReply(await answer(line), plainLooks());
  });
  afterEach(() => world.close());

  it("show an id in every paper of a list, and take its number", async () => {
    const list = await type("topic kites limit:3");
    const ids = Array.from(list.matchAll(/^ {3}(2611\.\d{5}) · /gm), ([, id = ""]) => id);
    expect(ids).toHaveLength(3);
    expect(await type("show 2")).toContain(ids[1]);
    expect(await type("/papers save 2")).toMatch(/saved/i);
    expect(await type("save 9")).toBe("The last list has no paper 9.");
  });

  it("say where there is no such number yet, and take one paper at a time", async () => {
    expect(await type("save 1")).toBe("There is no list yet that has a paper 1: today and topic gan show one.");
    await type("topic kites limit:3");
    for (const typed of ["save 1 2", "save 1, 2 and 3", "vote 1-3", "show #1 & #2"])
      expect(await type(typed), typed).toBe("Name one paper at a time: save 1, then save 2.");
    expect(await type("saved")).toContain("You have saved nothing");
    expect(await type("show 100,000 kites")).toContain("No paper here is called");
  });

  it("show the paper of a number alone, and take what people say for vote and more", async () => {
    const list = await type("topic kites limit:3");
    const [, second = ""] = Array.from(list.matchAll(/^ {3}(2611\.\d{5}) · /gm), ([, id = ""]) => id);
    for (const typed of ["2", "#2", "show 2."]) expect(await type(typed), typed).toContain(second);
    expect(await type("upvote 2")).toContain("You voted for");
    await type("topic kites");
    expect((await type("next")).match(/^\d+ /gm)).toEqual(["11 ", "12 ", "13 ", "14 "]);
  });

  it.each([
    ["import list.jsonl", "import is a command of the shell: papers help import there tells how it is called."],
    ["help sync", "sync is a command of the shell: papers help sync there tells how it is called."],
    ["--version", "papers --version in a shell tells the version."],
    ["unvote 1", "vote takes a vote back where you have voted: vote 2."],
    ["2611.00012", "There is no 2611.00012. Did you mean show 2611.00012?"],
    ["https://arxiv.org/abs/2611.00012", "Did you mean show https://arxiv.org/abs/2611.00012?"],
  ])("say what was meant by %s", async (typed, expected) => expect(await type(typed)).toContain(expected));

  it("have help for what only a terminal has", async () => {
    expect(await type("help")).toContain("Here also: vote <paper>, more,");
    expect(await type("help vote")).toMatch(/^vote <paper>: votes for a paper/);
    expect(await type("vote")).toMatch(/^vote <paper>: votes for a paper/);
    expect(await type("help kites")).toMatch(/^There is no kites here:/);
  });

  it("wrap the second column of help behind the first", async () => {
    for (const looks of [plainLooks(60), terminalLooks(60)]) {
      const { message } = await world.type("help");
      const help = renderReply({ visibility: "caller", message, json: null }, looks);
      expect(help.replace(new RegExp(`${ansiEscape}\\[\\d+m`, "g"), "")).toMatch(
        /^search +the best matches .*\n {15}\S/m,
      );
    }
  });

  it("name commands as they are typed here", async () => {
    const help = await type("help");
    expect(help).toMatch(/^Try: today /m);
    expect(help).not.toContain("/papers");
  });

  it("vote by number and by id, and take a vote back", async () => {
    await type("topic kites limit:3");
    expect(await type("vote 1")).toMatch(/^You voted for On kites \d+\. ▲ 1/);
    expect(await type("vote 1")).toMatch(/^You took back your vote for On kites \d+\. ▲ 0/);
    expect(await type("vote 2611.00012")).toContain("You voted for On kites 2. ▲ 1");
  });

  it("go on with the last list", async () => {
    expect(await type("more")).toBe("There is no list to go on with.");
    await type("topic kites");
    const rest = await type("more");
    expect(rest.match(/^\d+ /gm)).toEqual(["11 ", "12 ", "13 ", "14 "]);
    expect(await type("more")).toBe("There are no more papers in this list.");
  });
});

describe("a terminal's hyperlinks", () => {
  const drawn = (env: NodeJS.ProcessEnv) => looksOf({ isTTY: true, columns: 80 }, env).hyperlinks;

  it.each([
    [{ TERM: "xterm-256color", VTE_VERSION: "7006" }, true],
    [{ TERM: "xterm-kitty" }, true],
    [{ TERM: "xterm-256color", TERM_PROGRAM: "iTerm.app" }, true],
    [{ TERM: "tmux-256color", TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.4", TMUX: "x" }, true],
    [{ TERM: "tmux-256color", TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.3a", TMUX: "x" }, false],
    [{ TERM: "screen", TMUX: "x", VTE_VERSION: "7006" }, false],
    [{ TERM: "screen", STY: "x", VTE_VERSION: "7006" }, false],
    [{ TERM: "xterm-256color" }, false],
    [{ TERM: "xterm-kitty", NO_COLOR: "1" }, false],
  ])("%j: %s", (env, hyperlinks) => expect(drawn(env)).toBe(hyperlinks));

  it("are written only there", () => {
    expect(terminalLooks(80).link("a", "https://example.org")).toContain("]8;;https://example.org");
    expect(looksOf({ isTTY: true, columns: 80 }, { TERM: "xterm" }).link("a", "https://example.org")).toBe(
      "a (https://example.org)",
    );
  });
});
