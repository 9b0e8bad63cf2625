import { randomBytes } from "node:crypto";
import { owedNotice } from "../commands/parts/owed-notice.ts";
import { resumeOffer } from "../commands/resume.ts";
import { commands } from "../commands/index.ts";
import { channelWelcome, workspaceWelcome } from "../commands/welcome.ts";
import type { Adapter, CommandCall, Host } from "./core/adapter.ts";
import { newestRoundup } from "./core/delivery/newest-roundup.ts";
import type { Platform } from "./core/platform.ts";
import type { Reply } from "./core/command/reply.ts";
import { encodeButton } from "./core/command/button.ts";
import { createAllowance } from "./core/command/allowance.ts";
import { suggest } from "./core/command/suggest.ts";
import { type Message, textMessage } from "./core/messages/message.ts";
import type { Log } from "./log.ts";
import { createMailPages } from "./mail-pages.ts";
import type { Store } from "./core/store/store.ts";
import type { Voting } from "./core/votes/votes.ts";

/** What the host needs. */
export interface HostParts {
  store: Store;
  votes: Voting;
  adapters: ReadonlyMap<Platform, Adapter>;
  run(call: CommandCall): Promise<Reply>;
  log: Log;
  now(): Date;
}

/** Makes the half of the seam that platforms call: an event becomes a reply or a change in the store. */
export function createHost(parts: HostParts): Host {
  const { store, votes, adapters } = parts;
  const now = () => parts.now();
  const run = async (call: CommandCall) => withOwedNotice(parts, call, await parts.run(call));
  // Each keystroke asks for proposals; a member who used up the allowance gets none for a moment.
  const takeSuggestion = createAllowance(now);
  return {
    async command(call) {
      const { announceIn, announce, ...reply } = await run(call);
      if (announce === undefined || announceIn === undefined) return announce ? { ...reply, announce } : reply;
      await announceElsewhere(parts, call, announceIn, announce);
      return reply;
    },
    async recordPosts(posted) {
      for (const { post, papers, drawn } of posted) {
        const workspace = await store.workspaces.ensure(post);
        await store.posts.record(workspace.id, post, papers, drawn, now());
      }
    },
    reaction: (event) => votes.recordReaction(event),
    reactionsCleared: (event) => votes.clearReactions(event),
    async suggest(request) {
      const { platform, workspace: server, member } = request;
      try {
        takeSuggestion({ platform, workspace: server, caller: { id: member } });
      } catch {
        return [];
      }
      const workspace = await store.workspaces.ensure(request);
      return suggest({ store, workspace, commands, chat: adapters.get(request.platform) ?? null }, request);
    },
    usedLast: (platform, member, among) => store.members.usedLast(platform, member, among),
    async home(where, member) {
      const profile = () => adapters.get(where.platform)?.member(where, member, null) ?? Promise.resolve(null);
      const reply = await run({
        ...where,
        channel: null,
        caller: { id: member, profile },
        request: { kind: "button", id: encodeButton("home") },
        message: null,
      });
      return reply.message ?? textMessage("Nothing here yet.");
    },
    async workspaceJoined(profile) {
      const workspace = await store.workspaces.ensure(profile, profile.name, profile.installer);
      if (!(await store.workspaces.firstTime(workspace.id, "welcome"))) return null;
      return workspaceWelcome();
    },
    async channelJoined(target) {
      const workspace = await store.workspaces.ensure(target);
      const offer = await resumeOffer(store, workspace.id, target.channel);
      if (offer) return offer;
      if (!(await store.workspaces.firstTime(workspace.id, `channel:${target.channel}`))) return null;
      return channelWelcome();
    },
    workspaceGone: (where) => store.workspaces.leave(where, now()),
    workspacesPresent: (bot, workspaces, serves) => store.workspaces.present(bot, workspaces, serves, now()),
    installations: store.installations,
    ...createMailPages({ store, adapters, run: (call) => parts.run(call), now }),
    // An event that cannot be stored also cannot change anything, so it may be handled twice: with a full disk reading still works.
    firstSeen: (platform, event) => store.events.firstSeen(platform, event, now()).catch(() => true),
  };
}

/** The reply with what its caller is owed to hear before it, where they alone see it. */
async function withOwedNotice(parts: HostParts, call: CommandCall, reply: Reply): Promise<Reply> {
  const { visibility, message, form, wrong } = reply;
  if (visibility !== "caller" || !message || form || wrong) return reply;
  const owed = await owedNotice(parts.store, call, call.caller.id, parts.now()).catch(() => []);
  return owed.length === 0 ? reply : { ...reply, message: { ...message, blocks: [...owed, ...message.blocks] } };
}

/** A random marker that belongs to no delivery; a repeated one would be taken for the same message. */
const ownMarker = (): string => `a${randomBytes(8).toString("hex")}`;

/**
 * Announces in a channel a change that was made from another one: in a forum under its newest roundup, before which nobody
 * reads it there. A failed announcement does not undo the change.
 */
async function announceElsewhere(
  parts: HostParts,
  { platform, workspace }: CommandCall,
  channel: string,
  message: Message,
): Promise<void> {
  const { store, adapters, log } = parts;
  const adapter = adapters.get(platform);
  let thread: string | null = null;
  if (adapter?.isForum?.(channel)) {
    const { id } = await store.workspaces.ensure({ platform, workspace });
    const post = await newestRoundup(store, id, channel, parts.now());
    if (!post) return;
    ({ thread } = post);
  }
  const target = { platform, workspace, channel, thread };
  const outcome = await adapter?.send({ target, message, marker: ownMarker(), plain: false });
  if (outcome && outcome.status !== "sent") log.warn({ outcome }, "a change could not be announced in its channel");
}
