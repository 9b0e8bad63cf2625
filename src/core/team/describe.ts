import type { Adapter } from "../adapter.ts";
import { hourMs, minuteMs } from "../../durations.ts";
import type { Log } from "../../log.ts";
import { isMailChannel, type Platform } from "../platform.ts";
import { roundupName } from "../roundups/roundup-message.ts";
import type { PageChannel, Store, Workspace } from "../store/store.ts";

/** What asking the platforms for pages needs. */
export interface Describing {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  log: Log;
  now(): Date;
}

/** A channel that became private leaves the page within this time. */
const channelFreshMs = 10 * minuteMs;
/** Questions to a platform in one round and workspace, which keep far below its limits. */
const mostQuestions = 20;
const nameFreshMs = 7 * 24 * hourMs;

/** Asks the platforms what the pages that are on need to know: open channels, links to posts, and wanted names. */
export async function describeForPages(describing: Describing): Promise<void> {
  const { store, adapters, log } = describing;
  for (const workspace of await store.pages.all()) {
    const adapter = adapters.get(workspace.platform);
    if (!adapter?.health().connected) continue;
    await describeWorkspace(store, adapter, workspace, describing.now()).catch((error: unknown) =>
      log.warn({ err: error, workspace: workspace.workspace }, "a platform did not tell what the page needs"),
    );
  }
}

async function describeWorkspace(store: Store, adapter: Adapter, workspace: Workspace, now: Date): Promise<void> {
  // A mailbox is its reader's own, and no platform knows it.
  const channels = (await store.pages.channels(workspace.id)).filter(({ channel }) => !isMailChannel(channel));
  const asked = new Date(now.getTime() - channelFreshMs);
  const unsure = channels.filter(({ checkedAt }) => checkedAt === null || checkedAt < asked).slice(0, mostQuestions);
  for (const { channel } of unsure) {
    const facts = await adapter.channel(workspace, channel);
    await store.pages.describeChannel(workspace.id, channel, facts ?? { name: null, open: false }, now);
  }
  await describePosts(store, adapter, workspace);
  await nameMembers(store, adapter, workspace, now);
}

async function describePosts({ pages }: Store, adapter: Adapter, workspace: Workspace): Promise<void> {
  const shown = (await pages.channels(workspace.id)).filter(isShown).map(({ channel }) => channel);
  if (shown.length === 0) return;
  for (const { id, roundup, ...post } of await pages.undescribed(workspace.id, shown, mostQuestions)) {
    const link = await adapter.permalink(post);
    await pages.describePost(id, { link, roundup: roundup && roundupName(roundup) });
  }
}

const isShown = ({ choice, open }: PageChannel): boolean => (choice === null ? open : choice === "shown");

async function nameMembers(store: Store, adapter: Adapter, workspace: Workspace, now: Date): Promise<void> {
  if ((await store.settings.all(workspace.id)).names !== "on") return store.pages.forgetNames(workspace.id);
  const members = await store.pages.unnamed(workspace.id, new Date(now.getTime() - nameFreshMs), mostQuestions);
  for (const member of members) {
    const found = await adapter.member(workspace, member, null);
    await store.pages.nameMember(workspace.id, member, found?.name ?? "a former member", now);
  }
}
