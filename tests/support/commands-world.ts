import { pino } from "pino";
import { commands } from "../../commands/index.ts";
import type { CommandCall, Member, CommandRequest } from "../../src/core/adapter.ts";
import type { Platform } from "../../src/core/platform.ts";
import type { Reply } from "../../src/core/command/reply.ts";
import { runCommand } from "../../src/core/command/run.ts";
import { plainText } from "../../src/core/messages/plain-text.ts";
import { type DeliveryWorld, deliveryWorld } from "./delivery-world.ts";
import { fakeMember } from "./fake-adapter.ts";
import { noSources } from "./no-sources.ts";
import { pageAddresses } from "../../src/web/secret.ts";

/** Who types, and where. */
export interface Typing {
  workspace?: string;
  channel?: string | null;
  thread?: string;
  direct?: boolean;
  member?: Member | null;
}

/** Commands over a delivery's world: the same store, clock and fake platform. */
export interface CommandsWorld extends DeliveryWorld {
  type(words: string, typing?: Typing): Promise<Reply>;
  press(id: string, typing?: Typing): Promise<Reply>;
}

/** A world in which people type. */
export async function commandsWorld(start: string, platform: Platform = "slack"): Promise<CommandsWorld> {
  const world = await deliveryWorld(start, platform);
  const run = (request: CommandRequest, typing: Typing): Promise<Reply> => {
    const { workspace = "W1", channel = "C1", thread = null, direct = false } = typing;
    const member = typing.member === undefined ? fakeMember("anna", { timezone: "Europe/Berlin" }) : typing.member;
    if (member) world.adapter.members.set(member.id, member);
    const call: CommandCall = {
      platform,
      workspace,
      channel: channel === null ? null : { id: channel, thread, direct },
      caller: { id: member?.id ?? "nobody", profile: async () => member },
      request,
      message: null,
    };
    return runCommand(call, {
      store: world.store,
      sources: noSources({
        ask: async (queries) => {
          world.asked.push(...queries);
          return world.answers;
        },
      }),
      adapters: new Map([[platform, world.adapter]]),
      commands,
      log: pino({ level: "silent" }),
      now: () => world.now(),
      startedAt: new Date(start),
      defaultTimezone: "UTC",
      takeAllowance: () => undefined,
      pages: pageAddresses("https://papers.example", [Buffer.alloc(32, 1)]),
    });
  };
  return Object.assign(world, {
    type: (words: string, typing: Typing = {}) => run({ kind: "words", words }, typing),
    press: (id: string, typing: Typing = {}) => run({ kind: "button", id }, typing),
  });
}

/** What a reply says. */
export const said = (reply: Reply): string => (reply.message ? plainText(reply.message) : "");

/** The public error code of a reply; null when it is none. */
export const codeOf = ({ json }: Reply): string | null =>
  (json as { error?: { code: string } } | null)?.error?.code ?? null;

/** The button of a reply with this label. */
export function button(reply: Reply, label: string): string {
  const blocks = reply.message?.blocks ?? [];
  const actions = blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
  const found = actions.find((action) => action.label === label);
  if (!found) throw new Error(`no button ${label}: ${actions.map((action) => action.label).join(", ")}`);
  return found.call;
}
