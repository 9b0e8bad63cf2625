import type { Log } from "../../log.ts";
import type { Adapter, CommandCall } from "../adapter.ts";
import type { Platform } from "../platform.ts";
import type { Sources } from "../sources/source.ts";
import type { Store, Workspace } from "../store/store.ts";
import type { TakeAllowance } from "./allowance.ts";
import { decodeButton } from "./button.ts";
import type { AnyCommand, Context, PageAddresses } from "./define.ts";
import { sightFor } from "./sight.ts";

/** What running commands needs; made in `app.ts`. */
export interface RunDeps {
  store: Store;
  sources: Sources;
  adapters: ReadonlyMap<Platform, Adapter>;
  commands: readonly AnyCommand[];
  log: Log;
  now: () => Date;
  startedAt: Date;
  defaultTimezone: string;
  takeAllowance: TakeAllowance;
  pages: PageAddresses | null;
}

/** The page size on the shell, which has no More button. */
const wholeList = 100;

/** The part of the context that stays the same when a command reruns another. */
export type SharedContext = Omit<Context, "call" | "seen" | "rerun">;

/** What a command may use while it answers this call. */
export function contextFor(call: CommandCall, workspace: Workspace, deps: RunDeps): SharedContext {
  const { store, sources, now, commands, startedAt, defaultTimezone } = deps;
  const chat = deps.adapters.get(call.platform) ?? null;
  return {
    store,
    sources,
    now,
    commands,
    startedAt,
    workspace,
    platform: call.platform,
    caller: call.caller,
    channel: call.channel,
    message: call.message,
    screen: call.request.kind === "button" ? (decodeButton(call.request.id).values["screen"] ?? null) : null,
    pageSize: chat?.pageSize ?? wholeList,
    chat,
    mail: deps.adapters.get("email") ?? null,
    sight: sightFor(chat, {
      ...call,
      member: call.caller.id,
      here: call.channel?.direct ? null : (call.channel?.id ?? null),
    }),
    defaultTimezone,
    pages: deps.pages,
    timezone: () => timezoneOf(call, workspace, deps),
  };
}

async function timezoneOf({ caller }: CommandCall, workspace: Workspace, deps: RunDeps): Promise<string> {
  const profile = await caller.profile().catch(() => null);
  if (profile?.timezone) return profile.timezone;
  return (await deps.store.settings.all(workspace.id)).timezone ?? deps.defaultTimezone;
}
