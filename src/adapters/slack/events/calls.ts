import type { CommandCall, CommandRequest } from "../../../core/adapter.ts";
import type { Reply } from "../../../core/command/reply.ts";
import { textMessage } from "../../../core/messages/message.ts";
import { showReply, answerPrivately, type AnswerParts, type Surface } from "./answer.ts";
import { workspaceRef } from "../connection/workspaces.ts";

/** Turns Slack's events into calls of the host; each event takes effect once. */
export interface Calls {
  /** Runs `work` the first time an event id is seen; logs an error and does not throw. */
  once(id: string, work: () => Promise<void>): Promise<void>;
  /** Runs a call and shows its answer. */
  run(call: CommandCall, surface: Surface): Promise<void>;
  /** Runs a call without showing its answer. */
  ask(call: CommandCall): Promise<Reply>;
  show(call: CommandCall, reply: Reply, surface: Surface): Promise<void>;
  /** A call of a member of a workspace. */
  callFrom(from: { team: string; user: string }, channel: CommandCall["channel"], request: CommandRequest): CommandCall;
  /** Waits for running calls. */
  settle(): Promise<void>;
}

/** Calls of the host, answered on Slack. */
export function createCalls(parts: AnswerParts): Calls {
  const { host, log, members, patienceMs } = parts;
  const underWay = new Set<Promise<void>>();
  const handle = async (id: string, work: () => Promise<void>): Promise<void> => {
    try {
      if (await host.firstSeen("slack", id)) await work();
    } catch (error) {
      log.error({ err: error, event: id.slice(0, 60) }, "a Slack event could not be handled");
    }
  };
  /** Runs a call; its caller sees "Looking…" when the answer takes long. */
  const runWithNotice = async (call: CommandCall, surface: Surface) => {
    const notices: Promise<void>[] = [];
    const timer = setTimeout(() => {
      if (surface.responseUrl && !surface.pressed)
        notices.push(answerPrivately(parts, call, textMessage("Looking…"), surface, false));
    }, patienceMs);
    try {
      const reply = await host.command(call);
      // The answer replaces the notice, so it must not overtake it.
      await Promise.allSettled(notices);
      return { reply, waited: notices.length > 0 };
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    async once(id, work) {
      const done = handle(id, work);
      underWay.add(done);
      await done.finally(() => underWay.delete(done));
    },
    ask: (call) => host.command(call),
    show: (call, reply, surface) => showReply(parts, call, reply, surface),
    async run(call, surface) {
      const { reply, waited } = await runWithNotice(call, surface);
      await showReply(parts, call, reply, surface, waited);
    },
    callFrom: ({ team, user }, channel, request) => ({
      ...workspaceRef(team),
      channel,
      caller: { id: user, profile: () => members.member(workspaceRef(team), user, channel?.id ?? null) },
      request,
      message: null,
    }),
    settle: async () => void (await Promise.allSettled(underWay)),
  };
}

/** The channel of a call; an id that starts with D is a direct message. */
export const channelOf = (id: string, thread: string | null): NonNullable<CommandCall["channel"]> => ({
  id,
  thread,
  direct: id.startsWith("D"),
});

/** Decodes the three characters that Slack escapes in text. */
export const unescape = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
