import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts } from "../../src/core/papers/paper.ts";
import { button, type CommandsWorld, codeOf, commandsWorld, said } from "../support/commands-world.ts";
import { fakeMember } from "../support/fake-adapter.ts";

interface Answer {
  papers: { title: string; outside: boolean; because: { title: string } | null }[];
}
interface Shown {
  taste: { for: string; on: boolean; examples: { title: string }[]; terms: string[] };
}

const listed = (title: string, day: string, upvotes: number) =>
  paperFacts({ origin: "hugging-face", title, abstract: `${title}.`, listedOn: [day], upvotes });
const mondays = ["Diffusion of images", "Video diffusion", "Robot arms", "Speech to text", "Tables"];
const tuesdays = ["Serving models", "Proofs", "Audio diffusion", "Agents", "Steps of diffusion", "Maps"];

describe("taste", () => {
  let world: CommandsWorld;
  let ids: string[];
  beforeEach(async () => {
    world = await commandsWorld("2025-11-04T09:00:00Z");
    const facts = [
      ...mondays.map((title, at) => listed(title, "2025-11-03", 50 - at)),
      ...tuesdays.map((title, at) => listed(title, "2025-11-04", 50 - at)),
    ];
    ids = (await world.store.papers.save(facts, world.now())).map(({ id }) => id);
  });
  afterEach(() => world.close());
  const papersOf = async (words: string) => ((await world.type(words)).json as Answer).papers;
  const tasteShown = async (words = "taste") => ((await world.type(words)).json as Shown).taste;
  const likeDiffusion = async () => {
    for (const id of ids.slice(0, 2)) await world.type(`vote ${id}`);
  };

  it("orders a day by what the caller likes, says why, and is offered by a button", async () => {
    const asked = await world.type("today");
    expect(button(asked, "For you")).toContain("for=me");
    const before = await papersOf("today limit:5");
    expect(said(await world.type("today for:me limit:5"))).toMatch(/no taste to go by/);
    expect(await papersOf("today for:me limit:5")).toEqual(before);
    await world.store.saves.add(world.workspace.id, "anna", ids[0] ?? "", world.now());
    await world.store.saves.add(world.workspace.id, "anna", ids[1] ?? "", world.now());
    const papers = await papersOf("today for:me limit:5");
    expect(
      papers
        .slice(0, 2)
        .map(({ title }) => title)
        .toSorted(),
    ).toEqual(["Audio diffusion", "Steps of diffusion"]);
    expect(papers[0]?.because?.title).toMatch(/diffusion/i);
    expect(papers.filter(({ outside }) => outside)).toHaveLength(1);
    expect(said(await world.type("today for:me limit:5"))).toMatch(/, which you liked/);
  });

  it("shows what it is made of, and takes examples out, forgets, and turns off and on", async () => {
    await world.store.saves.add(world.workspace.id, "anna", ids[0] ?? "", world.now());
    await world.store.saves.add(world.workspace.id, "anna", ids[1] ?? "", world.now());
    await world.store.saves.add(world.workspace.id, "anna", ids[2] ?? "", world.now());
    const shown = await tasteShown("taste for:me");
    expect(shown).toMatchObject({ for: "me", on: true });
    expect(shown.examples).toHaveLength(3);
    expect(shown.terms).toContain("diffusion");
    await world.press(button(await world.type("taste for:me"), "Not 1"));
    expect((await tasteShown("taste for:me")).examples).toHaveLength(2);
    await world.press(button(await world.type("taste for:me"), "Turn off"));
    expect(await tasteShown("taste for:me")).toMatchObject({ on: false, examples: [] });
    await world.press(button(await world.type("taste for:me"), "Turn on"));
    expect((await tasteShown("taste for:me")).examples).toHaveLength(2);
    const sure = await world.press(button(await world.type("taste for:me"), "Forget"));
    expect((await tasteShown("taste for:me")).examples).toHaveLength(2);
    await world.press(button(sure, "Forget"));
    expect((await tasteShown("taste for:me")).examples).toEqual([]);
  });

  it("of a channel is changed by those who may configure it, and told there", async () => {
    const guest = fakeMember("gus", { mayConfigure: false });
    expect(codeOf(await world.type("taste set:off", { member: guest }))).toBe("not_allowed");
    expect(codeOf(await world.type("taste", { member: guest }))).toBeNull();
    expect((await world.type("taste set:off")).announce).toBeDefined();
    expect((await tasteShown()).on).toBe(false);
  });

  it("is given by example when a roundup is set up, by saves only to oneself", async () => {
    await likeDiffusion();
    const set = async (words: string) =>
      (await world.type(`subscribe ${words}`)).json as { subscription: { like: string[]; of: string; number: number } };
    const { subscription } = await set(`like:${ids[0]},${ids[1]}`);
    expect(subscription).toMatchObject({ like: ids.slice(0, 2), of: "taste" });
    expect((await set(`gan like:${ids[0]}`)).subscription).toMatchObject({ like: [ids[0]], of: "new" });
    await world.type(`edit ${subscription.number} like:none`);
    expect(await world.store.subscriptions.get(world.workspace.id, subscription.number)).toMatchObject({ like: [] });
    await world.type(`save ${ids[2]}`);
    expect(codeOf(await world.type("subscribe like:saved"))).toBe("usage");
    expect((await set("like:saved to:dm")).subscription.like).toEqual([ids[2]]);
  });

  it("comes from a paper's details: more like this for a roundup, or for one of one's own, and following its author", async () => {
    await world.type("subscribe gan");
    const [paper = ""] = ids;
    const details = await world.type(`show ${paper}`);
    const offered = await world.press(button(details, "More like this"));
    await world.press(button(offered, "1  gan"));
    expect(await world.store.subscriptions.get(world.workspace.id, 1)).toMatchObject({
      like: [paper],
      topics: ["gan"],
    });
    await world.press(button(offered, "A roundup of my own"));
    const own = { like: [paper], to: "dm", of: "taste" };
    expect(await world.store.subscriptions.get(world.workspace.id, 2)).toMatchObject(own);
    const guest = fakeMember("gus", { mayConfigure: false });
    expect(codeOf(await world.press(button(offered, "1  gan"), { member: guest }))).toBe("not_allowed");
    const [saved] = await world.store.papers.save(
      [paperFacts({ origin: "arxiv", title: "By somebody", authors: ["Kaiming He"], organization: "A lab, and more" })],
      world.now(),
    );
    const shown = await world.type(`show ${saved?.id}`);
    await world.press(button(shown, "Follow Kaiming He"));
    const followed = await world.store.subscriptions.get(world.workspace.id, 3);
    expect(followed).toMatchObject({ topics: ['author:"Kaiming He"'], to: "dm" });
    expect(() => button(shown, "Follow A lab, and more")).toThrow();
  });
});
