import { App } from "@slack/bolt";
import type { SlackConfig } from "../../config/slack.ts";
import type { Adapter, Host } from "../../core/adapter.ts";
import { splitMessage } from "../../core/messages/split.ts";
import type { Log } from "../../log.ts";
import { createAccessCheck } from "./connection/access.ts";
import { connectSlack, type SlackConnection } from "./connection/connect.ts";
import { listenToSlack } from "./events/listen.ts";
import { createInstallPages } from "./connection/install-pages.ts";
import { createInstalls } from "./connection/installs.ts";
import { postLimits } from "./limits.ts";
import { slackRoom } from "./draw/room.ts";
import { slackLogger } from "./connection/logger.ts";
import { createMembers } from "./members.ts";
import { createPosts } from "./posts.ts";
import { createIncoming } from "./connection/receiver.ts";
import { isRevoked } from "./connection/revoked.ts";
import { createWorkspaces, workspaceRef, type Identity } from "./connection/workspaces.ts";

/** What the adapter needs from the program. */
export interface SlackDeps {
  log: Log;
  now: () => Date;
  settleSeconds: number;
  /** How long a command or dialog waits for its answer, in milliseconds, until its caller is told that it takes longer. */
  patienceMs: number;
  /** How long an answer is waited for, in milliseconds. */
  requestMs?: number;
}

/** Makes the Slack adapter: by socket, by HTTP, or for many workspaces. */
export function createSlack(
  config: SlackConfig,
  { log, now, settleSeconds, patienceMs, requestMs }: SlackDeps,
): Adapter {
  let host: Host | null = null;
  let identity: Identity | null = null;
  let connection: SlackConnection | null = null;
  const stopping = new AbortController();
  let settleCalls = async () => {};
  const requireHost = () => {
    if (!host) throw new Error("Slack spoke before the program was ready");
    return host;
  };
  const joined = async (team: string, name: string, installer: string | null) => {
    const welcome = await requireHost().workspaceJoined({ ...workspaceRef(team), name, installer });
    const target = welcome && installer ? await posts.direct(workspaceRef(team), installer) : null;
    if (welcome && target) await posts.send({ target, message: welcome, marker: "", plain: false });
  };
  const installs = config.mode === "oauth" ? createInstalls(config, requireHost, log) : null;
  const own = config.mode === "oauth" ? null : config.botToken;
  const workspaces = createWorkspaces(
    config,
    log,
    async (team) =>
      installs
        ? installs.access(team)
        : own && (!identity || identity.team === team)
          ? { token: own, botUser: identity?.botUser ?? "", botId: identity?.botId ?? "" }
          : null,
    async () => (installs ? installs.teams() : identity ? [identity.team] : []),
    requestMs,
  );
  const access = createAccessCheck(config, workspaces, log, stopping.signal);
  const members = createMembers(workspaces, now);
  const posts = createPosts(workspaces, members, now, settleSeconds * 1000);
  const pages = config.mode === "oauth" && installs ? createInstallPages(config, installs, joined, log) : null;
  const incoming = createIncoming(config, pages, log);
  const split: Adapter["split"] = (message) => splitMessage(message, slackRoom);

  return {
    platform: "slack",
    postLimits,
    pageSize: 10,
    cards: "apart",
    configurers: "Anyone here but guests",
    ...(incoming.routes ? { routes: incoming.routes } : {}),
    ...posts,
    member: members.member,
    sees: members.sees,
    channel: members.channel,
    missingPermissions: members.missingPermissions,
    reactionsOf: (post) => members.reactionsOf(post),
    split,
    checkAccess: ({ workspace }) => access.check(workspace),
    health() {
      const refused = access.refused();
      if (refused !== null) return { connected: false, detail: refused };
      const health = connection?.health() ?? { connected: false, detail: "not started" };
      return { ...health, partly: installs?.trouble() ?? null };
    },
    async start(given) {
      host = given;
      const app = new App({
        receiver: incoming.receiver,
        logger: slackLogger(log),
        ignoreSelf: false,
        // No token look-up here, because acknowledging must come first; handlers look theirs up later.
        authorize: async ({ teamId }) => ({ ...(teamId ? { teamId } : {}) }),
      });
      settleCalls = listenToSlack(app, {
        config,
        host: given,
        workspaces,
        members,
        posts,
        split,
        log,
        patienceMs,
        // With a token of one workspace, requests of other workspaces are ignored.
        installationOf: async (told) => (installs || told === (await connection?.ready)?.team ? told : null),
        botUser: async (team) => (await workspaces.access(team))?.botUser ?? "",
        joined,
        left: async (team) => {
          // The news may be late, and the bot installed again since.
          if (!(await isRevoked(workspaces, team, stopping.signal))) return;
          await installs?.remove(team);
          await given.workspaceGone(workspaceRef(team));
        },
      });
      await installs?.checkKeys();
      connection = connectSlack(config, incoming, log);
      identity = await connection.ready;
    },
    async stop() {
      stopping.abort();
      await connection?.stop();
      await settleCalls();
    },
  };
}
