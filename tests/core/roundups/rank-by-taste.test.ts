import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts } from "../../../src/core/papers/paper.ts";
import { compose } from "../../../src/core/roundups/compose.ts";
import { libraryOf, type RoundupRequest } from "../../../src/core/roundups/library.ts";
import { type TemporaryStore, temporaryStore } from "../../support/temporary-store.ts";

const monday = "2025-11-03";
const tuesday = "2025-11-04";
const setUp = new Date(`${monday}T06:00:00Z`);
const posted = new Date(`${monday}T09:00:00Z`);
const now = new Date(`${tuesday}T09:00:00Z`);
const mondays = [
  "Diffusion of images",
  "Video diffusion",
  "Diffusion in few steps",
  "Robot arms",
  "Speech to text",
  "Tables",
];
const tuesdays = [
  "Serving models",
  "Audio diffusion",
  "Proofs",
  "Diffusion with guidance",
  "Agents",
  "Steps of diffusion",
  "Maps",
];

describe("a roundup by taste", () => {
  let kept: TemporaryStore;
  let workspace: number;
  let ids: Map<string, string>;
  beforeEach(async () => {
    kept = await temporaryStore();
    workspace = (await kept.store.workspaces.ensure({ platform: "slack", workspace: "W1" })).id;
    ids = new Map();
    await save(mondays, monday);
    await save(tuesdays, tuesday);
    const post = { platform: "slack" as const, workspace: "W1", channel: "C1", thread: null, message: "1.0" };
    const drawn = { title: "", blocks: [], footer: [] };
    await kept.store.posts.record(workspace, post, mondays.map(idOf), drawn, posted);
  });
  afterEach(() => kept.remove());

  async function save(titles: readonly string[], day: string): Promise<void> {
    const facts = titles.map((title, at) =>
      paperFacts({ origin: "hugging-face", title, abstract: `${title}.`, listedOn: [day], upvotes: 100 - at }),
    );
    const saved = await kept.store.papers.save(facts, new Date(`${day}T05:00:00Z`));
    for (const [at, title] of titles.entries()) ids.set(title, saved[at]?.id ?? "");
  }
  const idOf = (title: string): string => ids.get(title) ?? "";
  const vote = (title: string, member: string, where = workspace) =>
    kept.store.votes.toggle(where, member, idOf(title), posted);
  const request = (terms: Partial<RoundupRequest> = {}): RoundupRequest => ({
    workspaceId: workspace,
    channel: "C1",
    to: "here",
    madeBy: null,
    topics: [],
    exclude: [],
    like: [],
    of: "taste",
    limit: 5,
    minvotes: 0,
    createdAt: setUp,
    baselineDay: monday,
    ...terms,
  });
  const tuesdaysRoundup = (terms: Partial<RoundupRequest> = {}) =>
    compose(libraryOf(kept.store), request(terms), { lookedUntil: posted, leftOver: new Set() }, now);
  const cold = () => tuesdaysRoundup({ of: "new" });
  const voteForDiffusion = async (where = workspace) => {
    await vote("Diffusion of images", "anna", where);
    await vote("Video diffusion", "bert", where);
    await vote("Diffusion in few steps", "anna", where);
  };

  it("puts what is like the votes first, says which, and keeps one place for something else", async () => {
    await voteForDiffusion();
    const { chosen } = await tuesdaysRoundup();
    const titles = chosen.map(({ paper }) => paper.title);
    expect(titles.slice(0, 3).toSorted()).toEqual(["Audio diffusion", "Diffusion with guidance", "Steps of diffusion"]);
    expect(chosen.map(({ reason }) => reason?.outside)).toEqual([false, false, false, false, true]);
    for (const { reason } of chosen.slice(0, 3)) {
      expect(mondays.slice(0, 3)).toContain(reason?.because?.title);
      expect(reason?.liked).toBe(1);
    }
  });

  it("is today's order where there are fewer than two examples, and again when votes are taken back", async () => {
    const before = await cold();
    await vote("Video diffusion", "anna");
    expect(await tuesdaysRoundup()).toEqual(before);
    await vote("Diffusion of images", "bert");
    expect(await tuesdaysRoundup()).not.toEqual(before);
    await vote("Diffusion of images", "bert");
    await vote("Video diffusion", "anna");
    expect(await tuesdaysRoundup()).toEqual(before);
  });

  it("knows nothing of another workspace's votes, of another channel's, or of an erased member's", async () => {
    const before = await cold();
    const other = (await kept.store.workspaces.ensure({ platform: "slack", workspace: "W2" })).id;
    for (let i = 0; i < 30; i++) for (const title of mondays) await vote(title, `U${i}`, other);
    expect(await tuesdaysRoundup()).toEqual(before);
    for (const title of mondays.slice(0, 3)) await vote(title, "anna");
    expect(await tuesdaysRoundup({ channel: "C2" })).toEqual(await tuesdaysRoundup({ channel: "C2", of: "new" }));
    expect(await tuesdaysRoundup()).not.toEqual(before);
    await kept.store.members.erase(workspace, "anna", now);
    expect(await tuesdaysRoundup()).toEqual(before);
  });

  it("follows its member's own votes and saves when it is personal", async () => {
    await kept.store.saves.add(workspace, "cem", idOf("Video diffusion"), posted);
    await vote("Diffusion of images", "cem");
    await vote("Tables", "dora");
    const own = await tuesdaysRoundup({ to: "dm", madeBy: "cem", channel: "D1" });
    expect(own.chosen[0]?.paper.title).toMatch(/diffusion/i);
    const nobodys = await tuesdaysRoundup({ to: "dm", madeBy: "dora", channel: "D2" });
    expect(nobodys.chosen.every(({ reason }) => reason === undefined)).toBe(true);
  });

  it("lets a taste order new papers too, with votes before it, unless the workspace or the channel turned it off", async () => {
    const before = await cold();
    await voteForDiffusion();
    await vote("Maps", "anna");
    const { chosen } = await tuesdaysRoundup({ of: "new" });
    expect(chosen[0]?.paper.title).toBe("Maps");
    expect(chosen.slice(1, 4).every(({ paper }) => /diffusion/i.test(paper.title))).toBe(true);
    await vote("Maps", "anna");
    const owner = { channel: "C1" };
    await kept.store.tastes.choose(workspace, owner, { off: true, forgottenAt: null, without: [] });
    expect(await tuesdaysRoundup({ of: "new" })).toEqual(before);
    await kept.store.tastes.choose(workspace, owner, { off: false, forgottenAt: posted, without: [] });
    expect(await tuesdaysRoundup({ of: "new" })).toEqual(before);
    await kept.store.tastes.choose(workspace, owner, { off: false, forgottenAt: null, without: [] });
    expect(await tuesdaysRoundup({ of: "new" })).not.toEqual(before);
    await kept.store.settings.set(workspace, "taste", "off");
    expect(await tuesdaysRoundup({ of: "new" })).toEqual(before);
  });

  it("follows examples that were given, one is enough", async () => {
    const { chosen } = await tuesdaysRoundup({ like: [idOf("Video diffusion")] });
    expect(chosen.slice(0, 3).every(({ paper }) => /diffusion/i.test(paper.title))).toBe(true);
    expect(chosen[0]?.reason).toMatchObject({ because: { title: "Video diffusion" }, liked: null });
  });

  it("goes by votes in public channels where a channel has none", async () => {
    await voteForDiffusion();
    const elsewhere = { ...request({ channel: "C2" }) };
    const past = { lookedUntil: posted, leftOver: new Set<string>() };
    const asOpen = (...open: string[]) =>
      compose(
        libraryOf(kept.store, async () => new Set(open)),
        elsewhere,
        past,
        now,
      );
    const lent = await asOpen("C1");
    expect(lent.chosen.slice(0, 3).every(({ paper }) => /diffusion/i.test(paper.title))).toBe(true);
    expect((await asOpen("C3")).chosen.every(({ reason }) => reason === undefined)).toBe(true);
  });

  it("takes papers that no page lists if they are like an example, and none without a taste", async () => {
    const facts = ["Diffusion in few steps, again", "Beer brewing"].map((title) =>
      paperFacts({ origin: "arxiv", title, abstract: `${title}.`, publishedAt: tuesday }),
    );
    const [near, far] = await kept.store.papers.save(facts, new Date(`${tuesday}T06:00:00Z`));
    const idsOf = async () => (await tuesdaysRoundup({ limit: 10 })).chosen.map(({ paper }) => paper.id);
    expect(await idsOf()).toHaveLength(tuesdays.length);
    await voteForDiffusion();
    expect(await idsOf()).toContain(near?.id);
    expect(await idsOf()).not.toContain(far?.id);
  });

  it("orders what is trending by Hugging Face's upvotes alone", async () => {
    await vote("Maps", "anna");
    const { chosen } = await tuesdaysRoundup({ of: "trending", limit: 3 });
    expect(chosen.map(({ paper }) => paper.title)).toEqual(["Serving models", "Audio diffusion", "Proofs"]);
  });
});
