import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { usualTerms } from "../../../../commands/parts/subscriptions.ts";
import { nextSlot } from "../../../../src/core/delivery/schedule.ts";
import { textMessage } from "../../../../src/core/messages/message.ts";
import { openStore } from "../../../../src/core/store/sqlite/open.ts";
import type { Store } from "../../../../src/core/store/store.ts";
import { knownPapers } from "../../../support/known-papers.ts";
import { keptList } from "../../../support/kept-list.ts";

const member = "U0PRIVATEPERSON";
const typed = "unspoken pyramid theory";
const followed = "secret lattice topic";
const at = new Date("2025-11-07T09:00:00Z");

let folder: string;
let store: Store;
let workspace: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "erased-"));
  store = await openStore(`file:${join(folder, "papers.db")}`);
  workspace = (await store.workspaces.ensure({ platform: "slack", workspace: "T0TEAM" }, "Lab", member)).id;
  const [saved] = await store.papers.save(knownPapers, at);
  const paper = saved?.id ?? "";
  const post = { platform: "slack" as const, workspace: "T0TEAM", channel: "C1", thread: null, message: "1.1" };
  const drawn = textMessage("Shared by ", { member });
  const { id } = await store.posts.record(workspace, post, [paper], drawn, at);
  await store.votes.mark(id, { member, emoji: "+1", paper }, true, at);
  await store.votes.toggle(workspace, member, paper, at);
  await store.saves.add(workspace, member, paper, at);
  await store.submissions.add(workspace, member, paper, at);
  await store.searches.remember(workspace, member, typed, at);
  await store.replies.keep(workspace, member, keptList(typed), at);
  const terms = { ...usualTerms, topics: [followed], tz: "UTC" };
  const made = {
    channel: "D1",
    to: "dm" as const,
    madeBy: member,
    createdAt: at,
    baselineDay: null,
    next: nextSlot(terms, at),
  };
  await store.subscriptions.add(workspace, { ...terms, ...made });
  await store.subscriptions.asked(followed, at, []);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Which of the words stand in the bytes of the database's files. */
function found(): string[] {
  const bytes = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
  return [member, typed, followed].filter((word) => bytes.some((each) => each.includes(word)));
}

it("leaves neither the id nor the words of an erased member in the bytes of the files", async () => {
  expect(found()).toEqual([member, typed, followed]);
  await store.members.erase(workspace, member, at);
  expect(found()).toEqual([]);
});

it("leaves nothing of an erased workspace in the bytes of the files", async () => {
  await store.workspaces.leave({ platform: "slack", workspace: "T0TEAM" }, at);
  expect(await store.workspaces.eraseLeft(new Date(at.getTime() + 1))).toBe(1);
  expect(found()).toEqual([]);
});
