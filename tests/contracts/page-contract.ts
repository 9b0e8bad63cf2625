import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperBlock } from "../../src/core/cards/paper-block.ts";
import { paperFacts } from "../../src/core/papers/paper.ts";
import type { Store, TimeSpan, Workspace } from "../../src/core/store/store.ts";

const at = new Date("2026-08-17T09:00:00Z");
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const always = { from: null, until: null };

/** What every store must do for the team's page. */
export function pageContract(name: string, open: () => Promise<{ store: Store; remove: () => Promise<void> }>): void {
  describe(`the page in the store on ${name}`, () => {
    let store: Store;
    let remove: () => Promise<void>;
    let here: Workspace;
    let papers: string[];
    beforeEach(async () => {
      ({ store, remove } = await open());
      here = await store.workspaces.ensure({ platform: "slack", workspace: "T1" }, "Team", "U1");
      const facts = ["One", "Two", "Three"].map((title) => paperFacts({ origin: "json", title }));
      papers = (await store.papers.save(facts, at)).map(({ id }) => id);
    });
    afterEach(() => remove());

    const post = async (channel: string, message: string, ids: string[], when = at) => {
      const known = await store.papers.many(ids);
      const drawn = {
        title: `List ${message}`,
        blocks: known.map((one) => paperBlock(one, { size: "list", votes: 0 })),
      };
      const ref = { platform: here.platform, workspace: here.workspace, channel, thread: null, message };
      return store.posts.record(here.id, ref, ids, { ...drawn, footer: [] }, when);
    };
    const titles = async (askedAfter: Date, span: TimeSpan = always) =>
      (await store.reading.posted(here.id, askedAfter, span)).map(({ paper }) => papers.indexOf(paper) + 1);

    it("is found by the hash of its secret until it is closed or gets another", async () => {
      expect(await store.pages.sealed(here.id)).toBeNull();
      await store.pages.open(here.id, { hash: "h1", sealed: "s1" }, at);
      expect(await store.pages.find("h1")).toMatchObject({ id: here.id, workspace: "T1", name: "Team" });
      await store.pages.open(here.id, { hash: "h2", sealed: "s2" }, at);
      expect(await store.pages.find("h1")).toBeNull();
      expect(await store.pages.sealed(here.id)).toBe("s2");
      expect((await store.pages.all()).map(({ id }) => id)).toEqual([here.id]);
      await store.pages.close(here.id);
      expect([await store.pages.find("h2"), await store.pages.all()]).toEqual([null, []]);
    });

    it("goes with its workspace", async () => {
      await store.pages.open(here.id, { hash: "h1", sealed: "s1" }, at);
      await store.workspaces.leave(here, at);
      expect([await store.pages.find("h1"), await store.pages.all()]).toEqual([null, []]);
      await store.workspaces.eraseLeft(later(1));
      expect(await store.pages.sealed(here.id)).toBeNull();
    });

    it("shows posts of channels that were open when asked, and of those that were chosen", async () => {
      const [one = "", two = "", three = ""] = papers;
      await post("C1", "1", [two, one]);
      await post("C2", "2", [three], later(5));
      expect(await titles(at)).toEqual([]);
      await store.pages.describeChannel(here.id, "C1", { name: "reading", open: true }, later(10));
      await store.pages.describeChannel(here.id, "C2", { name: "secret", open: false }, later(10));
      expect(await titles(later(10))).toEqual([2, 1]);
      expect(await titles(later(11))).toEqual([]);
      await store.pages.choose(here.id, "C2", "shown");
      await store.pages.choose(here.id, "C1", "hidden");
      expect(await titles(later(11))).toEqual([3]);
      await store.pages.choose(here.id, "C1", null);
      expect(await titles(at, { from: later(1), until: null })).toEqual([3]);
      expect(await titles(at, { from: at, until: later(5) })).toEqual([2, 1]);
      expect(await store.pages.channels(here.id)).toHaveLength(2);
    });

    it("describes posts once, newest first, with their link and roundup", async () => {
      const [one = "", two = ""] = papers;
      const first = await post("C1", "1", [one]);
      const second = await post("C1", "2", [two], later(1));
      const ids = async () => (await store.pages.undescribed(here.id, ["C1"], 5)).map(({ id }) => id);
      expect(await ids()).toEqual([second.id, first.id]);
      expect((await store.pages.undescribed(here.id, ["C1"], 1))[0]).toMatchObject({ title: "List 2", roundup: null });
      await store.pages.describePost(second.id, { link: "https://chat.example/2", roundup: "gan" });
      expect(await ids()).toEqual([first.id]);
      await store.pages.describeChannel(here.id, "C1", { name: "reading", open: true }, at);
      const had = await store.reading.posted(here.id, at, always);
      expect(had.map((each) => each.post)).toEqual([
        { id: first.id, channel: "reading", roundup: null, link: null },
        { id: second.id, channel: "reading", roundup: "gan", link: "https://chat.example/2" },
      ]);
      expect((await store.reading.drawn([first.id])).get(first.id)?.title).toBe("List 1");
    });

    it("counts saves, names voters, and forgets names", async () => {
      const [one = "", two = ""] = papers;
      await store.saves.add(here.id, "U1", one, at);
      await store.saves.add(here.id, "U2", one, at);
      await store.votes.toggle(here.id, "U2", one, later(1));
      await store.votes.toggle(here.id, "U1", one, later(2));
      expect(await store.reading.saves(here.id, [one, two])).toEqual(new Map([[one, 2]]));
      expect(await store.reading.voters(here.id, [one, two])).toEqual(new Map([[one, ["U2", "U1"]]]));
      expect(await store.pages.unnamed(here.id, at, 9)).toEqual(["U1", "U2"]);
      await store.pages.nameMember(here.id, "U1", "Anna", at);
      expect(await store.pages.unnamed(here.id, at, 9)).toEqual(["U2"]);
      expect(await store.pages.unnamed(here.id, later(1), 9)).toEqual(["U1", "U2"]);
      expect(await store.reading.names(here.id)).toEqual(new Map([["U1", "Anna"]]));
      await store.members.erase(here.id, "U1", at);
      expect(await store.reading.names(here.id)).toEqual(new Map());
      await store.pages.nameMember(here.id, "U2", "Ben", at);
      await store.pages.forgetNames(here.id);
      expect(await store.reading.names(here.id)).toEqual(new Map());
    });

    it("keeps what a terminal's member voted for, saved and submitted, once each", async () => {
      const [one = "", two = "", three = ""] = papers;
      await store.saves.add(here.id, "U1", two, later(3));
      await store.votes.toggle(here.id, "U1", two, later(1));
      await store.submissions.add(here.id, "U1", one, later(2));
      await store.votes.toggle(here.id, "U1", three, later(60));
      const had = await store.reading.kept(here.id, { from: at, until: later(60) });
      expect(had).toEqual([
        { paper: two, at: later(1), post: null },
        { paper: one, at: later(2), post: null },
      ]);
    });
  });
}
