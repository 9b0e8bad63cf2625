import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WorkspaceRef } from "../../src/core/platform.ts";
import { textMessage } from "../../src/core/messages/message.ts";
import { paperFacts, type PaperFacts } from "../../src/core/papers/paper.ts";
import type { Store, Workspace } from "../../src/core/store/store.ts";
import { keptList } from "../support/kept-list.ts";

const at = new Date("2025-11-07T09:00:00Z");
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const slack: WorkspaceRef = { platform: "slack", workspace: "T1" };
const discord: WorkspaceRef = { platform: "discord", workspace: "T1" };

const sana = paperFacts({
  origin: "hugging-face",
  arxivId: "2503.09641",
  title: "SANA-Sprint: One-Step Diffusion",
  abstract: "An efficient diffusion model.",
  authors: ["Junsong Chen", "Shuchen Xue"],
  authorCount: 2,
  upvotes: 12,
  comments: 4,
  publishedAt: "2025-03-12",
  listedOn: ["2025-03-14"],
});
const named = (title: string, more: Partial<PaperFacts> = {}) =>
  paperFacts({ origin: "page", title, abstract: `About ${title}.`, ...more });

/** 8,000 letters that no index can squeeze together. */
const longText = Array.from({ length: 200 }, (_, i) => createHash("sha1").update(String(i)).digest("hex")).join("");

/** What every store must do; `open` makes an empty one, `close` throws it away. */
export function storeContract(name: string, open: () => Promise<{ store: Store; remove: () => Promise<void> }>): void {
  describe(`the store on ${name}`, () => {
    let store: Store;
    let remove: () => Promise<void>;
    let here: Workspace;
    beforeEach(async () => {
      ({ store, remove } = await open());
      here = await store.workspaces.ensure(slack, "Team", "U1");
    });
    afterEach(() => remove());
    const save = async (...facts: PaperFacts[]) => (await store.papers.save(facts, at)).map(({ id }) => id);
    const one = async (facts: PaperFacts) => (await save(facts))[0] ?? "";
    const post = (workspace: Workspace, message: string, papers: string[], when = at) =>
      store.posts.record(
        workspace.id,
        { ...workspace, channel: "C1", thread: null, message },
        papers,
        textMessage(message),
        when,
      );

    describe("papers", () => {
      it("gives back what was saved", async () => {
        const id = await one(sana);
        expect(await store.papers.get(id)).toEqual({ ...sana, id, addedAt: at, sample: false });
        expect(await store.papers.byArxivId("2503.09641")).toMatchObject({ id });
        expect(await store.papers.byTitle("SANA–Sprint: one-step diffusion")).toMatchObject({ id });
      });

      it("gives back a text as its source wrote it", async () => {
        const source = "An \\emph{efficient} diffusion model: $x_i^{2}$ – ☃.";
        const id = await one({ ...sana, titleSource: "$E^{2}$", abstractSource: source });
        expect(await store.papers.get(id)).toMatchObject({ titleSource: "$E^{2}$", abstractSource: source });
        const bare = await one(named("Bare", { abstract: "", abstractSource: source }));
        expect(await store.papers.get(bare)).toMatchObject({ abstract: "", abstractSource: source });
        expect((await store.papers.save([{ ...sana, abstractSource: source }], at))[0]?.change).toBe("unchanged");
      });

      it("says what saving did, also twice in one batch", async () => {
        const changes = async (...facts: PaperFacts[]) =>
          (await store.papers.save(facts, at)).map(({ change }) => change);
        expect(await changes(sana, sana, { ...sana, upvotes: 20 })).toEqual(["new", "unchanged", "updated"]);
        expect(await changes(sana)).toEqual(["unchanged"]);
        expect((await store.papers.get("p1"))?.upvotes).toBe(20);
        expect(await store.papers.count()).toBe(1);
      });

      it("answers in the order asked, unknown ids left out", async () => {
        const [a = "", b = ""] = await save(named("A paper"), named("B paper"));
        const found = await store.papers.many([b, "p999", "nonsense", a]);
        expect(found.map(({ id }) => id)).toEqual([b, a]);
      });

      it("knows the same paper from the copied page, Hugging Face and arXiv", async () => {
        const page = await one(named("SANA-Sprint: One-Step Diffusion", { comments: 5, organization: "NVIDIA" }));
        const face = await one(sana);
        const arxiv = await one({
          ...sana,
          origin: "arxiv",
          abstract: "Longer, from arXiv.",
          upvotes: 0,
          listedOn: [],
        });
        expect([face, arxiv]).toEqual([page, page]);
        expect(await store.papers.get(page)).toMatchObject({
          abstract: "Longer, from arXiv.",
          comments: 5,
          upvotes: 12,
          organization: "NVIDIA",
          listedOn: ["2025-03-14"],
        });
      });

      it("keeps two papers with one title and different ids apart", async () => {
        const first = await one(sana);
        expect(await one({ ...sana, arxivId: "2503.99999" })).not.toBe(first);
      });

      it("keeps two papers apart that name one journal article", async () => {
        const [first, second] = await save(
          { ...sana, doi: "10.1/x" },
          { ...sana, doi: "10.1/x", arxivId: "2503.99999", title: "Its extended version" },
        );
        expect(second).not.toBe(first);
        expect(await one(named("Cited elsewhere", { doi: "10.1/x" }))).toBe(first);
        expect(await store.papers.byDoi("10.1/x")).toMatchObject({ id: first });
        expect(await store.papers.byDoi("10.1/y")).toBeNull();
        expect(await store.papers.count()).toBe(2);
      });

      it("knows a paper by a title it had before", async () => {
        const id = await one(sana);
        await one({ ...sana, origin: "arxiv", version: 2, title: "SANA-Sprint: renamed" });
        expect(await one(named(sana.title, { comments: 9 }))).toBe(id);
        expect(await store.papers.get(id)).toMatchObject({ title: "SANA-Sprint: renamed", comments: 9 });
        expect(await store.papers.byTitle(sana.title)).toMatchObject({ id });
      });

      it("never gives the id of a merged paper again", async () => {
        const older = await one(sana);
        const younger = await one(named("A working title"));
        await one({ ...sana, title: "A working title" });
        expect(await one(named("Another paper"))).not.toBe(younger);
        expect(await store.papers.get(younger)).toMatchObject({ id: older });
      });

      it("keeps what hangs on a paper that turns out to be another, and its id leads there", async () => {
        const older = await one(sana);
        const younger = await one(named("A working title"));
        await store.saves.add(here.id, "U1", younger, at);
        await store.saves.add(here.id, "U2", older, at);
        await store.saves.add(here.id, "U2", younger, at);
        await store.votes.toggle(here.id, "U3", younger, at);
        const posted = await post(here, "1.1", [younger]);
        await store.votes.mark(posted.id, { member: "U4", emoji: "+1", paper: younger }, true, at);
        expect(await one({ ...sana, title: "A working title", listedOn: ["2025-03-20"] })).toBe(older);
        expect(await store.papers.get(younger)).toMatchObject({ id: older, listedOn: ["2025-03-14", "2025-03-20"] });
        expect(await store.saves.list(here.id, "U1")).toEqual([older]);
        expect(await store.saves.list(here.id, "U2")).toEqual([older]);
        expect((await store.votes.tallies(here.id, [older])).get(older)).toBe(2);
        expect((await store.posts.ofPaper(here.id, older)).map(({ id }) => id)).toEqual([posted.id]);
        expect(await store.papers.count()).toBe(1);
      });

      it("forgets samples nobody touched once told, and keeps confirmed ones", async () => {
        const samples = ["First sample", "Second sample", "Third sample"].map((title) =>
          named(title, { origin: "json" }),
        );
        const [, saved = "", confirmed = ""] = (await store.papers.save(samples, at, { sample: true })).map(
          ({ id }) => id,
        );
        await store.saves.add(here.id, "U1", saved, at);
        expect((await store.papers.save([named("Third sample", { origin: "json" })], at))[0]?.change).toBe("updated");
        expect(await store.papers.dropSamples()).toBe(1);
        expect(await store.papers.many([saved, confirmed])).toMatchObject([{ sample: true }, { sample: false }]);
        expect(
          (await store.search.search("First sample", { limit: 5, since: null })).hits.map(({ id }) => id),
        ).not.toContain("p1");
      });

      it("finds the most upvoted of some days, and not of days that cannot be", async () => {
        const [low = "", high = "", old = ""] = await save(
          named("Low", { upvotes: 1, publishedAt: "2025-11-01" }),
          named("High", { upvotes: 9, publishedAt: "2024-01-01", listedOn: ["2025-11-03"] }),
          named("Old", { upvotes: 50, publishedAt: "2020-01-01" }),
          named("Never", { upvotes: 40, publishedAt: "2020-01-01", listedOn: ["2099-01-01"] }),
        );
        expect(await store.papers.mostUpvoted({ from: "2025-11-01", until: "2025-11-08" }, 10)).toEqual([high, low]);
        expect(await store.papers.mostUpvoted(null, 1)).toEqual([old]);
      });
    });

    it.each([
      ["few", 3],
      ["many", 150],
    ])(
      "finds a topic's papers of the last days among %s; without a day of its own a paper has the day it came",
      async (_, count) => {
        const gan = (title: string, more: Partial<PaperFacts> = {}) => named(`GAN ${title}`, more);
        await store.papers.save([gan("undated before")], later(-3 * 24 * 60));
        await save(
          gan("undated"),
          gan("listed before", { listedOn: ["2025-11-02"] }),
          gan("published", { publishedAt: "2025-11-07" }),
          gan("published before", { publishedAt: "2025-11-06" }),
          gan("listed", { publishedAt: "2020-01-01", listedOn: ["2025-11-08"] }),
          ...Array.from({ length: count }, (_, i) => named(`Soil ${i}`, { publishedAt: "2025-11-07" })),
        );
        const { hits } = await store.search.topic("gan", { limit: 10, since: "2025-11-07" });
        const found = await store.papers.many(hits.map(({ id }) => id));
        expect(found.map(({ title }) => title).sort()).toEqual(["GAN listed", "GAN published", "GAN undated"]);
      },
    );

    it("keeps the days of the Daily page", async () => {
      const [a = "", b = ""] = await save(
        named("A paper", { upvotes: 1, listedOn: ["2025-11-06", "2025-11-07"] }),
        named("B paper", { upvotes: 7, listedOn: ["2025-11-07"] }),
      );
      expect(await store.listings.newestDay("2025-12-31")).toBe("2025-11-07");
      expect(await store.listings.newestDay("2025-11-06")).toBe("2025-11-06");
      expect(await store.listings.newestDay("2020-01-01")).toBeNull();
      expect(await store.listings.onDay("2025-11-07")).toEqual([b, a]);
    });

    describe("votes", () => {
      it("are one per member and paper whichever ways were used, gone with the last mark", async () => {
        const paper = await one(sana);
        const posted = await post(here, "1.1", [paper]);
        const mark = (emoji: string, added: boolean) =>
          store.votes.mark(posted.id, { member: "U1", emoji, paper }, added, at);
        expect(await store.votes.toggle(here.id, "U1", paper, at)).toEqual({ voted: true, votes: 1 });
        expect([await mark("+1", true), await mark("+1", true), await mark("fire", true)]).toEqual([true, false, true]);
        expect((await store.votes.tallies(here.id, [paper])).get(paper)).toBe(1);
        expect(await store.votes.toggle(here.id, "U1", paper, at)).toEqual({ voted: true, votes: 1 });
        await mark("+1", false);
        await mark("fire", false);
        expect(await store.votes.tallies(here.id, [paper])).toEqual(new Map());
        expect(await store.votes.votedBy(here.id, "U1", [paper])).toEqual(new Set());
      });

      it("are told by voter, newest first, for what a channel had and for one member", async () => {
        const [first, second] = [await one(sana), await one({ ...sana, arxivId: "2503.09642", title: "Another" })];
        const posted = await post(here, "1.1", [first]);
        const later = new Date(at.getTime() + 1_000);
        await store.votes.toggle(here.id, "U1", first, at);
        await store.votes.mark(posted.id, { member: "U2", emoji: "+1", paper: first }, true, later);
        await store.votes.toggle(here.id, "U1", second, later);
        const channels = [posted.channel];
        expect(await store.votes.cast(here.id, { channels }, 10)).toEqual([
          { paper: first, member: "U2", at: later },
          { paper: first, member: "U1", at },
        ]);
        expect(await store.votes.cast(here.id, { channels }, 1)).toHaveLength(1);
        expect(await store.votes.cast(here.id, { member: "U1" }, 10)).toEqual([
          { paper: second, member: "U1", at: later },
          { paper: first, member: "U1", at },
        ]);
        expect(await store.votes.cast(here.id, { channels: ["elsewhere"] }, 10)).toEqual([]);
        expect(await store.votes.channels(here.id)).toEqual(channels);
      });

      it("tell which papers of a channel nobody votes for, and how often each was posted", async () => {
        const here = await store.workspaces.ensure(slack);
        const [liked, passed] = [await one(sana), await one({ ...sana, arxivId: "2503.09642", title: "Another" })];
        const { channel } = await post(here, "1.1", [liked, passed]);
        await post(here, "1.2", [passed]);
        await store.votes.toggle(here.id, "U1", liked, at);
        expect(await store.votes.unvoted(here.id, channel, 10)).toEqual([{ paper: passed, times: 2 }]);
        expect(await store.votes.unvoted(here.id, "elsewhere", 10)).toEqual([]);
      });

      it("keep what was decided about a taste, by its owner, and forget it with the member", async () => {
        const here = await store.workspaces.ensure(slack);
        const nothing = { off: false, forgottenAt: null, without: [] };
        const chosen = { off: true, forgottenAt: at, without: ["p1"] };
        await store.tastes.choose(here.id, { member: "U1" }, chosen);
        expect(await store.tastes.choices(here.id, { member: "U1" })).toEqual(chosen);
        expect(await store.tastes.choices(here.id, { channel: "U1" })).toEqual(nothing);
        await store.members.erase(here.id, "U1", at);
        expect(await store.tastes.choices(here.id, { member: "U1" })).toEqual(nothing);
      });

      it("follow the platform's own list, and go when reactions are cleared", async () => {
        const paper = await one(sana);
        const posted = await post(here, "1.1", [paper]);
        const marks = ["U1", "U2"].map((member) => ({ member, emoji: "+1", paper }));
        expect(await store.votes.replaceMarks(posted.id, marks, at)).toBe(true);
        expect(await store.votes.replaceMarks(posted.id, marks, at)).toBe(false);
        expect(await store.votes.marksOn(posted.id)).toEqual(marks);
        expect(await store.votes.votedBy(here.id, "U2", [paper])).toEqual(new Set([paper]));
        await store.votes.replaceMarks(posted.id, marks.slice(1), later(1));
        expect((await store.votes.tallies(here.id, [paper])).get(paper)).toBe(1);
        await store.votes.clearMarks(posted.id, "fire", later(2));
        expect((await store.votes.tallies(here.id, [paper])).get(paper)).toBe(1);
        await store.votes.clearMarks(posted.id, null, later(2));
        expect(await store.votes.tallies(here.id, [paper])).toEqual(new Map());
      });

      it("end as the newest event about a reaction says, in whatever order events come and however often", async () => {
        const paper = await one(sana);
        const set = { at: later(0), added: true };
        const taken = { at: later(1), added: false };
        const again = { at: later(2), added: true };
        const orders = [
          [set, taken],
          [taken, set],
          [taken, again, set],
          [again, taken, set],
          [set, again, taken],
          [again, set, taken, set, again, taken],
        ];
        for (const [index, events] of orders.entries()) {
          const posted = await post(here, `${index}.1`, [paper]);
          for (const { at: when, added } of events)
            await store.votes.mark(posted.id, { member: "U1", emoji: "+1", paper }, added, when);
          expect(await store.votes.marksOn(posted.id), String(index)).toHaveLength(events.includes(again) ? 1 : 0);
        }
      });

      it("end the same when two processes handle the events at once", async () => {
        const paper = await one(sana);
        const posted = await post(here, "1.1", [paper]);
        const members = Array.from({ length: 20 }, (_, i) => `U${i}`);
        await Promise.all(
          members.flatMap((member, i) => {
            const mark = { member, emoji: "+1", paper };
            const events = [
              () => store.votes.mark(posted.id, mark, true, later(0)),
              () => store.votes.mark(posted.id, mark, false, later(1)),
            ];
            return (i % 2 ? events : events.reverse()).map((handle) => handle());
          }),
        );
        expect(await store.votes.marksOn(posted.id)).toEqual([]);
      });

      it("keep what changed after the platform was asked for its list", async () => {
        const paper = await one(sana);
        const posted = await post(here, "1.1", [paper]);
        const of = (member: string) => ({ member, emoji: "+1", paper });
        await store.votes.mark(posted.id, of("U1"), true, at);
        await store.votes.mark(posted.id, of("U1"), false, later(2));
        await store.votes.mark(posted.id, of("U2"), true, later(2));
        await store.votes.mark(posted.id, of("U3"), true, at);
        await store.votes.mark(posted.id, of("U4"), true, at);
        await store.votes.clearMarks(posted.id, "+1", at);
        await store.votes.replaceMarks(posted.id, [of("U1"), of("U3")], later(1));
        expect((await store.votes.marksOn(posted.id)).map(({ member }) => member).sort()).toEqual(["U2", "U3"]);
      });

      it("rank papers by members since a moment", async () => {
        const [a = "", b = ""] = await save(named("A paper"), named("B paper"));
        await store.votes.toggle(here.id, "U1", a, at);
        await store.votes.toggle(here.id, "U1", b, later(10));
        await store.votes.toggle(here.id, "U2", b, later(10));
        expect(await store.votes.top(here.id, null, 10)).toEqual([
          { paper: b, votes: 2 },
          { paper: a, votes: 1 },
        ]);
        expect(await store.votes.top(here.id, later(5), 10)).toEqual([{ paper: b, votes: 2 }]);
      });
    });

    it("keeps saved papers for each member, newest first", async () => {
      const [a = "", b = ""] = await save(named("A paper"), named("B paper"));
      expect(await store.saves.add(here.id, "U1", a, at)).toBe(true);
      expect(await store.saves.add(here.id, "U1", a, at)).toBe(false);
      await store.saves.add(here.id, "U1", b, later(1));
      expect(await store.saves.list(here.id, "U1")).toEqual([b, a]);
      expect(await store.saves.list(here.id, "U2")).toEqual([]);
      expect([await store.saves.remove(here.id, "U1", a), await store.saves.remove(here.id, "U1", a)]).toEqual([
        true,
        false,
      ]);
      expect(await store.saves.has(here.id, "U1", b)).toBe(true);
    });

    it("counts most votes first, then upvotes, then the newer paper", async () => {
      const [old = "", liked = "", young = ""] = await save(
        named("Old paper", { publishedAt: "2020-01-01", upvotes: 3 }),
        named("Liked paper", { publishedAt: "2019-01-01", upvotes: 4 }),
        named("Young paper", { publishedAt: "2021-01-01", upvotes: 3 }),
      );
      for (const paper of [old, liked, young]) await store.votes.toggle(here.id, "U1", paper, at);
      expect((await store.votes.top(here.id, null, 10)).map(({ paper }) => paper)).toEqual([liked, young, old]);
    });

    it("knows who brought a paper, once", async () => {
      const [a = "", b = ""] = await save(named("A paper"), named("B paper"));
      expect(await store.submissions.add(here.id, "U1", a, at)).toBe(true);
      expect(await store.submissions.add(here.id, "U2", a, later(1))).toBe(false);
      expect(await store.submissions.of(here.id, [a, b])).toEqual(new Map([[a, { paper: a, member: "U1", at }]]));
      expect([await store.submissions.since(here.id, later(-1)), await store.submissions.since(here.id, at)]).toEqual([
        [a],
        [],
      ]);
    });

    describe("members", () => {
      it("have one e-mail address, once its code is typed", async () => {
        const code = (address: string) => ({ address, code: "123456", until: later(60) });
        const { mailAddresses } = store;
        expect(await mailAddresses.ask(here.id, "U1", code("u1@lab.test"), at)).toBe(true);
        expect(await mailAddresses.of(here.id, "U1")).toBeNull();
        expect(await mailAddresses.confirm(here.id, "U2", "123456", at)).toBe("none");
        expect(await mailAddresses.confirm(here.id, "U1", "654321", at)).toBe("wrong");
        expect(await mailAddresses.confirm(here.id, "U1", "123456", at)).toBe("confirmed");
        const kept = await mailAddresses.of(here.id, "U1");
        expect(kept).toMatchObject({ address: "u1@lab.test", stopped: null });
        expect(await mailAddresses.stop(kept?.id ?? 0, "550", later(1))).toBe(true);
        expect(await mailAddresses.stop(kept?.id ?? 0, "550", later(2))).toBe(false);
        expect(await mailAddresses.of(here.id, "U1")).toMatchObject({ stopped: "550" });
        expect(await mailAddresses.forget(here.id, "U1", "off", later(3))).toBe(true);
        expect(await mailAddresses.of(here.id, "U1")).toBeNull();
      });

      it("lose an address whose code was not typed in time, and what is left of a forgotten one", async () => {
        const { mailAddresses } = store;
        const asked = (member: string, minute: number) => {
          const code = { address: `${member}@lab.test`, code: "123456", until: later(minute + 60) };
          return mailAddresses.ask(here.id, member, code, later(minute));
        };
        for (const member of ["confirmed", "late", "gone"]) await asked(member, 0);
        for (const member of ["confirmed", "gone"]) await mailAddresses.confirm(here.id, member, "123456", later(1));
        await asked("confirmed", 1);
        await mailAddresses.forget(here.id, "gone", "off", later(2));
        await asked("waits", 30);
        expect(await mailAddresses.forgetUnconfirmed(later(59))).toBe(0);
        expect((await store.members.data(here.id, "late")).email).toBe("late@lab.test");
        expect(await mailAddresses.forgetUnconfirmed(later(61))).toBe(3);
        expect((await store.members.data(here.id, "late")).email).toBeNull();
        expect(await mailAddresses.confirm(here.id, "late", "123456", later(61))).toBe("none");
        expect(await mailAddresses.of(here.id, "confirmed")).toMatchObject({ address: "confirmed@lab.test" });
        expect(await mailAddresses.confirm(here.id, "waits", "123456", later(62))).toBe("confirmed");
        expect(await mailAddresses.forgetUnconfirmed(later(200))).toBe(0);
      });

      it("get what is kept about them, and have it erased", async () => {
        const paper = await one(sana);
        const posted = await post(here, "1.1", [paper]);
        await store.votes.mark(posted.id, { member: "U1", emoji: "fire", paper }, true, at);
        await store.votes.toggle(here.id, "U2", paper, at);
        await store.saves.add(here.id, "U1", paper, at);
        await store.submissions.add(here.id, "U1", paper, at);
        await store.searches.remember(here.id, "U1", "gan", at);
        await store.mailAddresses.ask(here.id, "U1", { address: "u1@lab.test", code: "123456", until: later(60) }, at);
        expect(await store.members.data(here.id, "U1")).toEqual({
          votes: [{ paper, at, how: "fire", channel: "C1" }],
          saved: [{ paper, at }],
          submitted: [{ paper, at }],
          searches: [{ query: "gan", at }],
          subscriptions: [],
          installedTheBot: true,
          email: "u1@lab.test",
        });
        expect(await store.members.erase(here.id, "U1", later(5))).toEqual([paper]);
        expect(await store.members.data(here.id, "U1")).toEqual({
          votes: [],
          saved: [],
          submitted: [],
          searches: [],
          subscriptions: [],
          installedTheBot: false,
          email: null,
        });
        expect(await store.votes.tallies(here.id, [paper])).toEqual(new Map([[paper, 1]]));
        expect(await store.submissions.of(here.id, [paper])).toEqual(new Map([[paper, { paper, member: null, at }]]));
      });

      it("are known as erased in their workspace until that is forgotten", async () => {
        await store.members.erase(here.id, "U1", at);
        await store.members.erase(here.id, "U1", later(5));
        const there = await store.workspaces.ensure(discord);
        expect(await store.members.erased(here.id, ["U1", "U2"])).toEqual(new Map([["U1", later(5)]]));
        expect(await store.members.erased(there.id, ["U1"])).toEqual(new Map());
        await store.members.forgetErasures(later(6));
        expect(await store.members.erased(here.id, ["U1"])).toEqual(new Map());
      });
    });

    describe("posts", () => {
      it("are recorded once and found by channel and message", async () => {
        const [a = "", b = ""] = await save(named("A paper"), named("B paper"));
        const posted = await post(here, "1.1", [b, a]);
        expect((await post(here, "1.1", [b, a])).id).toBe(posted.id);
        expect(await store.posts.find(here.id, "C1", "1.1")).toEqual(posted);
        expect(posted).toMatchObject({ ...slack, papers: [b, a], drawn: textMessage("1.1"), staleSince: null });
        expect(await store.posts.find(here.id, "C1", "9.9")).toBeNull();
        expect(await store.posts.hadIn(here.id, "C1", [a, "p999"])).toEqual(new Set([a]));
        expect(await store.posts.hadIn(here.id, "C2", [a])).toEqual(new Set());
      });

      it("go stale when their papers are voted on, and are right again once redrawn", async () => {
        const paper = await one(sana);
        const posted = await post(here, "1.1", [paper]);
        await store.posts.markStale(here.id, paper, later(1));
        await store.posts.markStale(here.id, paper, later(1));
        const [stale] = await store.posts.stale(later(1), 10);
        expect(stale?.staleSince).toEqual(new Date(later(1).getTime() + 1));
        await store.posts.markStale(here.id, paper, later(2));
        await store.posts.refreshed(posted.id, textMessage("redrawn"), stale?.staleSince ?? at, later(12));
        expect(await store.posts.get(posted.id)).toMatchObject({
          drawn: textMessage("redrawn"),
          staleSince: later(2),
          refreshAfter: later(12),
        });
        expect(await store.posts.stale(later(11), 10)).toEqual([]);
        expect(await store.posts.stale(later(12), 10)).toHaveLength(1);
        await store.posts.postpone(posted.id, later(20));
        expect(await store.posts.stale(later(12), 10)).toEqual([]);
        await store.posts.refreshed(posted.id, textMessage("redrawn"), later(2), later(30));
        expect(await store.posts.stale(later(99), 10)).toEqual([]);
      });

      it("that are gone are kept, but neither redrawn nor read", async () => {
        const paper = await one(sana);
        const [gone, there] = [await post(here, "1.1", [paper]), await post(here, "2.2", [paper])];
        await store.posts.gone(gone.id, later(1));
        await store.posts.markStale(here.id, paper, later(2));
        expect((await store.posts.stale(later(3), 10)).map(({ id }) => id)).toEqual([there.id]);
        expect((await store.posts.recent(at, 0, 10)).map(({ id }) => id)).toEqual([there.id]);
        expect(await store.posts.recent(at, there.id, 10)).toEqual([]);
        expect((await store.posts.ofPaper(here.id, paper)).map(({ goneAt }) => goneAt).filter(Boolean)).toEqual([
          later(1),
        ]);
      });

      it("are listed by paper and by age", async () => {
        const paper = await one(sana);
        const old = await post(here, "1.1", [paper]);
        const young = await post(here, "2.2", [paper], later(60));
        expect((await store.posts.ofPaper(here.id, paper)).map(({ id }) => id)).toEqual([young.id, old.id]);
        expect((await store.posts.since(here.id, later(30))).map(({ id }) => id)).toEqual([young.id]);
        await store.posts.remove(young.id);
        expect(await store.posts.get(young.id)).toBeNull();
      });
    });

    describe("workspaces", () => {
      it("are one per platform and id, and keep their installer", async () => {
        expect(await store.workspaces.ensure(slack)).toEqual(here);
        expect((await store.workspaces.ensure(discord)).id).not.toBe(here.id);
        expect((await store.workspaces.ensure(slack, "Renamed")).name).toBe("Renamed");
        expect(await store.workspaces.find(slack)).toMatchObject({ name: "Renamed", installer: "U1" });
        expect(await store.workspaces.find({ platform: "slack", workspace: "T9" })).toBeNull();
      });

      it("that removed a bot while it was away are left, and another bot's are not", async () => {
        const bot = (bot: string) => ({ platform: "discord", bot }) as const;
        const known = async (...ids: string[]) =>
          (await Promise.all(ids.map((workspace) => store.workspaces.find({ platform: "discord", workspace }))))
            .filter((found) => found !== null)
            .map(({ workspace }) => workspace);
        await store.workspaces.present(bot("B1"), ["G1", "G2", "G3"], () => true, at);
        await store.workspaces.present(bot("B2"), ["G4"], () => true, at);
        await store.workspaces.present(bot("B1"), ["G1", "G3"], () => true, at);
        await store.workspaces.present(bot("B1"), ["G1"], () => true, at);
        await store.workspaces.present(bot("B1"), ["G1", "G3"], () => true, at);
        expect(await store.workspaces.eraseLeft(new Date(at.getTime() + 1))).toBe(1);
        expect(await known("G1", "G2", "G3", "G4")).toEqual(["G1", "G3", "G4"]);
        expect(await store.workspaces.find(slack)).toEqual(here);
      });

      it("that another connection of the bot serves are not taken for left", async () => {
        const bot = { platform: "discord", bot: "B1" } as const;
        await store.workspaces.present(bot, ["G1", "G2"], (id) => id !== "G3", at);
        await store.workspaces.present(bot, ["G3"], (id) => id === "G3", at);
        expect(await store.workspaces.eraseLeft(new Date(at.getTime() + 1))).toBe(0);
        await store.workspaces.present(bot, [], (id) => id === "G3", at);
        expect(await store.workspaces.eraseLeft(new Date(at.getTime() + 1))).toBe(1);
        expect(await store.workspaces.find({ platform: "discord", workspace: "G2" })).not.toBeNull();
      });

      it("are told things once", async () => {
        expect([
          await store.workspaces.firstTime(here.id, "welcome"),
          await store.workspaces.firstTime(here.id, "welcome"),
          await store.workspaces.takeBack(here.id, "welcome"),
          await store.workspaces.takeBack(here.id, "welcome"),
          await store.workspaces.firstTime(here.id, "welcome"),
        ]).toEqual([true, false, true, false, true]);
      });

      it("owe a member a notice once, each its own", async () => {
        const other = await store.workspaces.ensure(discord);
        for (let time = 0; time < 2; time++) await store.members.oweNotice(here.id, "U1");
        expect([
          await store.members.takeOwedNotice(here.id, "U2"),
          await store.members.takeOwedNotice(other.id, "U1"),
          await store.members.takeOwedNotice(here.id, "U1"),
          await store.members.takeOwedNotice(here.id, "U1"),
        ]).toEqual([false, false, true, false]);
      });

      it("keep their own: nothing of one is seen from another", async () => {
        const other = await store.workspaces.ensure(discord);
        const paper = await one(sana);
        await store.votes.toggle(here.id, "U1", paper, at);
        await store.saves.add(here.id, "U1", paper, at);
        await store.settings.set(here.id, "timezone", "Europe/Berlin");
        await store.searches.remember(here.id, "U1", "gan", at);
        await post(here, "1.1", [paper]);
        const reply = await store.replies.keep(here.id, "U1", keptList("gan"), at);
        expect(await store.votes.tallies(other.id, [paper])).toEqual(new Map());
        expect(await store.votes.top(other.id, null, 10)).toEqual([]);
        expect(await store.saves.list(other.id, "U1")).toEqual([]);
        expect(await store.settings.all(other.id)).toEqual({});
        expect(await store.searches.of(other.id, "U1", "", 10)).toEqual([]);
        expect(await store.posts.find(other.id, "C1", "1.1")).toBeNull();
        expect(await store.posts.ofPaper(other.id, paper)).toEqual([]);
        expect(await store.replies.get(other.id, reply)).toBeNull();
        expect(await store.replies.get(here.id, reply)).toEqual(keptList("gan"));
      });

      it("are erased whole once left long enough, and no other", async () => {
        const other = await store.workspaces.ensure(discord);
        const paper = await one(sana);
        for (const workspace of [here, other]) {
          await store.saves.add(workspace.id, "U1", paper, at);
          await store.votes.toggle(workspace.id, "U1", paper, at);
          await post(workspace, "1.1", [paper]);
        }
        await store.installations.put(slack, "sealed");
        await store.installations.put(discord, "sealed too");
        await store.workspaces.leave(slack, at);
        expect(await store.workspaces.eraseLeft(at)).toBe(0);
        expect(await store.workspaces.eraseLeft(later(1))).toBe(1);
        expect(await store.workspaces.find(slack)).toBeNull();
        expect(await store.posts.ofPaper(here.id, paper)).toEqual([]);
        expect((await store.votes.tallies(here.id, [paper])).size).toBe(0);
        expect((await store.votes.tallies(other.id, [paper])).get(paper)).toBe(1);
        expect(await store.saves.list(other.id, "U1")).toEqual([paper]);
        expect([await store.installations.get(slack), await store.installations.get(discord)]).toEqual([
          null,
          "sealed too",
        ]);
      });

      it("that come back are not erased", async () => {
        await store.workspaces.leave(slack, at);
        await store.workspaces.ensure(slack, "Team", "U2");
        await store.workspaces.leave(slack, at);
        await store.installations.put(slack, "sealed");
        expect(await store.workspaces.eraseLeft(later(60))).toBe(0);
      });
    });

    it("keeps settings by workspace, the last one counts", async () => {
      await store.settings.set(here.id, "quiet", "line");
      await store.settings.set(here.id, "quiet", "silent");
      expect(await store.settings.all(here.id)).toEqual({ quiet: "silent" });
    });

    it("keeps lists and searches of any length", async () => {
      const first = await store.replies.keep(here.id, "U1", keptList(longText), at);
      expect(await store.replies.get(here.id, first)).toEqual(keptList(longText));
      await store.searches.remember(here.id, "U1", longText, at);
      expect(await store.searches.of(here.id, "U1", longText.slice(0, 5), 10)).toEqual([longText.slice(0, 100)]);
      const titled = await one(named(longText));
      expect((await store.papers.byTitle(longText))?.id).toBe(titled);
    });

    it("keeps each list's page as it was shown, and a member's until they are erased", async () => {
      const first = await store.replies.keep(here.id, "U1", keptList("gan"), at);
      const second = await store.replies.keep(here.id, "U2", keptList("vit"), at);
      await store.members.erase(here.id, "U1", at);
      expect(await store.replies.get(here.id, first)).toBeNull();
      expect(await store.replies.get(here.id, second)).toEqual(keptList("vit"));
      expect(await store.replies.get(here.id, "r999")).toBeNull();
      expect(await store.replies.get(here.id, "' OR 1=1 --")).toBeNull();
    });

    it("sees an event once per platform, until it is forgotten", async () => {
      expect(await store.events.firstSeen("slack", "Ev1", at)).toBe(true);
      expect(await store.events.firstSeen("slack", "Ev1", at)).toBe(false);
      expect(await store.events.firstSeen("discord", "Ev1", at)).toBe(true);
      await store.events.forget(later(1));
      expect(await store.events.firstSeen("slack", "Ev1", at)).toBe(true);
    });

    it("sees an event again after a time", async () => {
      const seen = (seconds: number) => store.events.firstWithin("slack", "E", later(seconds / 60), 60_000);
      expect([await seen(0), await seen(59), await seen(60), await seen(61)]).toEqual([true, false, true, false]);
    });

    it("proposes a member's own searches, newest first", async () => {
      await store.searches.remember(here.id, "U1", "gan", at);
      await store.searches.remember(here.id, "U1", "Gaussian splatting", later(1));
      await store.searches.remember(here.id, "U2", "gazelles", later(2));
      expect(await store.searches.of(here.id, "U1", "ga", 10)).toEqual(["Gaussian splatting", "gan"]);
    });

    it("keeps fetch state and what conditional requests send", async () => {
      expect(await store.sources.get("arxiv")).toMatchObject({ failures: 0, lastSuccessAt: null });
      const state = {
        ...(await store.sources.get("arxiv")),
        failures: 2,
        lastError: "HTTP 503",
        nextAttemptAt: later(5),
      };
      await store.sources.put(state);
      expect(await store.sources.get("arxiv")).toEqual(state);
      expect(await store.sources.all()).toEqual([state]);
      await store.sources.putValidators("https://a", '"1"', null);
      expect(await store.sources.validators("https://a")).toEqual({ etag: '"1"', lastModified: null });
      expect(await store.sources.validators("https://b")).toBeNull();
    });

    it("gives turns that are never closer than the gap", async () => {
      const turns = [
        await store.sources.claimTurn("arxiv", at, 3_000),
        await store.sources.claimTurn("arxiv", at, 3_000),
        await store.sources.claimTurn("arxiv", at, 3_000),
        await store.sources.claimTurn("arxiv", later(1), 3_000),
      ];
      expect(turns.map((turn) => turn.getTime() - at.getTime())).toEqual([0, 3_000, 6_000, 60_000]);
    });

    it("keeps installations by workspace", async () => {
      await store.installations.put(slack, "sealed");
      expect(await store.installations.get(slack)).toBe("sealed");
      expect(await store.installations.get(discord)).toBeNull();
      expect(await store.installations.all("slack")).toEqual([{ workspace: "T1", sealed: "sealed" }]);
      await store.installations.remove(slack);
      expect(await store.installations.get(slack)).toBeNull();
    });
  });
}
