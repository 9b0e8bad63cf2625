import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { usualTerms } from "../../commands/parts/subscriptions.ts";
import { textMessage } from "../../src/core/messages/message.ts";
import { paperFacts, type PaperFacts } from "../../src/core/papers/paper.ts";
import type { Delivery, HowToSave, NewSubscription, Store, Workspace } from "../../src/core/store/store.ts";

const at = new Date("2026-11-19T09:00:00Z");
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const day = "2026-11-19";
const gan = paperFacts({ origin: "arxiv", arxivId: "2611.00001", version: 1, title: "A GAN", abstract: "About GANs." });
const withCode = { ...gan, codeUrl: "https://github.com/acme/gan" };
const renamed = { ...gan, version: 2, title: "A better GAN" };
const personal: NewSubscription = {
  ...usualTerms,
  tz: "UTC",
  channel: "D1",
  to: "dm",
  madeBy: "U1",
  createdAt: at,
  baselineDay: null,
  next: { date: day, dueAt: later(600) },
};

/** What every store must do for updates of papers and the notes that tell them. */
export function updateContract(name: string, open: () => Promise<{ store: Store; remove: () => Promise<void> }>): void {
  describe(`updates of papers in the store on ${name}`, () => {
    let store: Store;
    let remove: () => Promise<void>;
    let here: Workspace;
    let paper: string;
    const save = (facts: PaperFacts, how: HowToSave = { news: true }) => store.papers.save([facts], at, how);
    const post = (channel: string, message: string, when = at, workspace = here) =>
      store.posts.record(
        workspace.id,
        { ...workspace, channel, thread: null, message },
        [paper],
        textMessage(message),
        when,
      );
    const untold = async (of = day) => (await store.updates.untold(of)).map(({ updates }) => updates);
    /** Tells all that is untold. */
    const tell = async (of = day, postedSince = new Date(0)) => {
      for (const { paper: told, updates } of await store.updates.untold(of)) {
        const message = textMessage(`About ${told}`);
        await store.updates.tell({ updates: updates.map(({ id }) => id), message, day: of, postedSince }, at);
      }
    };
    const notes = async (workspace = here) =>
      (await store.deliveries.since(workspace.id, new Date(0))).filter(({ subscription }) => subscription.number < 0);
    const where = ({ subscription, parts }: Delivery) => [subscription.channel, subscription.to, parts[0]?.post];

    beforeEach(async () => {
      ({ store, remove } = await open());
      here = await store.workspaces.ensure({ platform: "slack", workspace: "T1" });
      paper = (await store.papers.save([gan], at))[0]?.id ?? "";
    });
    afterEach(() => remove());

    it("are kept of a posted paper and of a saved one, from a source as it is now", async () => {
      await save(withCode);
      expect(await untold()).toEqual([]);
      await post("C1", "1");
      await save(renamed, {});
      expect(await untold()).toEqual([]);
      await save({ ...renamed, version: 3, title: "The best GAN" });
      expect(await untold()).toMatchObject([[{ kind: "version", before: "A better GAN" }]]);
      const saved = { ...gan, arxivId: "2611.00002", title: "Saved" };
      const [other] = await store.papers.save([saved], at);
      await store.saves.add(here.id, "U1", other?.id ?? "", at);
      await save({ ...saved, withdrawn: true });
      expect(await store.updates.untold(day)).toMatchObject([{ paper }, { paper: other?.id }]);
    });

    it("are none where two papers turn out to be one, or a sample is confirmed", async () => {
      await post("C1", "1");
      await store.papers.save(
        [paperFacts({ origin: "json", title: "A working title", codeUrl: withCode.codeUrl })],
        at,
      );
      await save({ ...gan, title: "A working title" });
      expect(await store.papers.get(paper)).toMatchObject({ codeUrl: withCode.codeUrl });
      const sample = { ...gan, arxivId: "2611.00003", title: "A sample" };
      const [kept] = await store.papers.save([sample], at, { sample: true });
      await store.saves.add(here.id, "U1", kept?.id ?? "", at);
      await save({ ...sample, codeUrl: withCode.codeUrl });
      expect(await untold()).toEqual([]);
    });

    it("only change papers that the library has, where that is wanted", async () => {
      const unknown = { ...gan, arxivId: "2611.00009", title: "Unknown" };
      const saved = await store.papers.save([unknown, renamed], at, { news: true, knownOnly: true });
      expect(saved).toEqual([{ id: paper, change: "updated" }]);
      expect(await store.papers.count()).toBe(1);
      expect(await store.papers.get(paper)).toMatchObject({ title: "A better GAN", version: 2 });
    });

    it("are looked for on the days and under the ids of posted and saved papers", async () => {
      const listed = { ...gan, arxivId: "2611.00004", title: "Listed", listedOn: ["2026-11-01", "2026-11-05"] };
      const [other] = await store.papers.save([listed], at);
      const asked = async () => [
        await store.updates.watched(["2611.00001", "2611.00004", "2611.00009"]),
        await store.updates.watchedDays("2026-11-02", "2026-11-30"),
      ];
      expect(await asked()).toEqual([[], []]);
      expect(await store.updates.watchedSince(at)).toEqual([]);
      await post("C1", "1");
      await store.saves.add(here.id, "U1", other?.id ?? "", at);
      expect(await asked()).toEqual([["2611.00001", "2611.00004"], ["2026-11-05"]]);
      await post("C2", "2", later(1));
      const since = [at, later(1), later(2)].map((from) => store.updates.watchedSince(from));
      expect(await Promise.all(since)).toEqual([["2611.00001", "2611.00004"], ["2611.00001"], []]);
    });

    it("begin once for each source", async () => {
      const { updates } = store;
      expect(await updates.begun("arxiv-rss")).toBeNull();
      for (const when of [at, later(1)]) await updates.begin("arxiv-rss", when);
      expect([await updates.begun("arxiv-rss"), await updates.begun("hugging-face")]).toEqual([at, null]);
    });

    it("become one note a day and paper, whoever plans it; what comes later waits for the next day", async () => {
      const { id } = await post("C1", "1");
      await save(withCode);
      const [told] = await store.updates.untold(day);
      await tell();
      const ids = told?.updates.map((update) => update.id) ?? [];
      await store.updates.tell({ updates: ids, message: textMessage("Again"), day, postedSince: new Date(0) }, at);
      const [note, ...more] = await notes();
      expect(more).toEqual([]);
      expect(note).toMatchObject({ slot: `${day} ${paper}`, state: "pending", wanted: true, dueAt: at });
      expect(note?.parts).toMatchObject([{ place: "under", post: id, message: textMessage(`About ${paper}`) }]);
      expect((await store.deliveries.waiting(at)).map((waiting) => waiting.composed)).toEqual([true]);
      await save({ ...renamed, withdrawn: true });
      expect(await untold()).toEqual([]);
      expect(await untold("2026-11-20")).toMatchObject([[{ kind: "version" }, { kind: "withdrawn" }]]);
    });

    it("go under the newest post of each workspace and to each reader of their own, once", async () => {
      const there = await store.workspaces.ensure({ platform: "discord", workspace: "G1" });
      await store.subscriptions.add(here.id, personal);
      const own = await post("D1", "2");
      await post("C1", "3", later(1));
      const newest = await post("C2", "4", later(2));
      const gone = await post("C3", "5", later(3));
      await store.posts.gone(gone.id, later(4));
      const elsewhere = await post("C9", "6", at, there);
      for (const member of ["U1", "U2"]) await store.saves.add(here.id, member, paper, at);
      await save(withCode);
      await tell();
      expect((await notes()).map(where).sort()).toEqual([
        ["@U2", "dm", null],
        ["C2", "here", newest.id],
        ["D1", "dm", own.id],
      ]);
      expect((await notes(there)).map(where)).toEqual([["C9", "here", elsewhere.id]]);
    });

    it("go nowhere for old posts, mails, workspaces that left or want none, and a terminal", async () => {
      const left = await store.workspaces.ensure({ platform: "slack", workspace: "T2" });
      const silent = await store.workspaces.ensure({ platform: "slack", workspace: "T3" });
      const local = await store.workspaces.ensure({ platform: "terminal", workspace: "local" });
      await post("C1", "1");
      await post("email:U1", "2", later(2));
      for (const [i, workspace] of [left, silent, local].entries()) {
        await post("C1", `${i + 3}`, later(2), workspace);
        await store.saves.add(workspace.id, "U1", paper, at);
      }
      await store.workspaces.leave(left, at);
      await store.settings.set(silent.id, "updates", "off");
      await save(withCode);
      await tell(day, later(1));
      for (const workspace of [here, left, silent, local]) expect(await notes(workspace)).toEqual([]);
      await store.settings.set(silent.id, "updates", "on");
      expect(await untold("2026-11-20")).toEqual([]);
    });

    it("let the posts of a withdrawn paper be redrawn", async () => {
      await post("C1", "1");
      await post("C2", "2");
      await save(withCode);
      await tell();
      expect(await store.posts.stale(later(1), 9)).toEqual([]);
      await save({ ...gan, withdrawn: true });
      await tell("2026-11-20");
      expect((await store.posts.stale(later(1), 9)).map(({ channel }) => channel)).toEqual(["C1", "C2"]);
    });

    it("are carried by rows that nobody sees", async () => {
      const roundup = await store.subscriptions.add(here.id, personal);
      await post("C1", "1");
      await store.saves.add(here.id, "U2", paper, at);
      await save(withCode);
      await tell();
      expect(await notes()).toHaveLength(2);
      for (const { subscription } of await notes()) {
        expect(await store.subscriptions.get(here.id, subscription.number)).toBeNull();
        expect(subscription.of).toBe("updates");
      }
      expect((await store.subscriptions.list(here.id)).map(({ number }) => number)).toEqual([1]);
      expect((await store.subscriptions.add(here.id, personal)).number).toBe(2);
      expect(await store.subscriptions.due(new Date(8.64e15))).toHaveLength(1);
      expect((await store.members.data(here.id, "U2")).subscriptions).toEqual([]);
      expect(await store.deliveries.siblings({ ...roundup, channel: "C1", to: "here" }, day)).toEqual([]);
      expect(await store.deliveries.sentIn(here.id, "C1")).toBe(0);
    });

    it("leave nothing of a member who is erased", async () => {
      await store.saves.add(here.id, "U2", paper, at);
      await save(withCode);
      await tell();
      expect(await notes()).toHaveLength(1);
      await store.members.erase(here.id, "U2", at);
      expect(await notes()).toEqual([]);
    });

    it("are forgotten after a month", async () => {
      await post("C1", "1");
      await save(withCode);
      await store.retention.prune(later(29 * 24 * 60));
      expect(await untold()).toHaveLength(1);
      await store.retention.prune(later(31 * 24 * 60));
      expect(await untold()).toEqual([]);
    });
  });
}
