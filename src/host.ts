import { resumeOffer } from "../commands/resume.ts";
import { channelWelcome, workspaceWelcome } from "../commands/welcome.ts";
import type { Adapter, CommandCall, Host } from "./core/adapter.ts";
import type { Platform } from "./core/platform.ts";
import type { Reply } from "./core/command/reply.ts";
import { encodeButton } from "./core/command/button.ts";
import { suggest } from "./core/command/suggest.ts";
import { textMessage } from "./core/messages/message.ts";
import type { Store } from "./core/store/store.ts";
import type { Votes } from "./core/votes/votes.ts";

/** What the host is made of. */
export interface HostParts {
  store: Store;
  votes: Votes;
  adapters: ReadonlyMap<Platform, Adapter>;
  run(call: CommandCall): Promise<Reply>;
  now(): Date;
}

/** The half of the seam that platforms call: every event ends in the store or in a reply. */
export function createHost(parts: HostParts): Host {
  const { store, votes, adapters } = parts;
  const now = () => parts.now();
  const run = (call: CommandCall) => parts.run(call);
  return {
    command: run,
    async posted(posted) {
      for (const { post, papers, drawn } of posted) {
        const workspace = await store.workspaces.ensure(post);
        await store.posts.record(workspace.id, post, papers, drawn, now());
      }
    },
    reaction: (event) => votes.reaction(event),
    reactionsCleared: (event) => votes.cleared(event),
    async suggest(request) {
      return suggest(store, await store.workspaces.ensure(request), request);
    },
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
    workspacesPresent: (bot, workspaces) => store.workspaces.present(bot, workspaces, now()),
    installations: store.installations,
    firstSeen: (platform, event) => store.events.firstSeen(platform, event, now()),
  };
}
