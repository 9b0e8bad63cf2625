import type { z } from "zod";
import type { Caller, CommandCall, Platform } from "../adapter.ts";
import type { Sources } from "../sources/source.ts";
import type { Store, Workspace } from "../store/store.ts";
import type { Reply } from "./reply.ts";
import type { StoredCall } from "./button.ts";

/** What a command may use while it runs. */
export interface Context {
  store: Store;
  sources: Sources;
  now: () => Date;
  workspace: Workspace;
  platform: Platform;
  caller: Caller;
  channel: CommandCall["channel"];
  /** The message whose button was pressed. */
  message: string | null;
  /** How many papers are shown at once before More. */
  pageSize: number;
  /** How many papers of the list were shown already (More). */
  offset: number;
  /** Every command, for help and suggestions. */
  commands: readonly AnyCommand[];
  /** Runs another call for the same caller: what More, Share and redrawing after a vote do. */
  rerun(call: StoredCall, offset: number): Promise<Reply>;
  /** When the program started. */
  startedAt: Date;
}

/** A subcommand as one plain object; usage, help, parsing, buttons and registration are derived from it. */
export interface Command<Options extends z.ZodRawShape = z.ZodRawShape> {
  name: string;
  /** One line for help, at most 100 characters, lower-case start, no full stop. */
  summary: string;
  /** In order: bare words fill the first, `key:value` the others. */
  options: Options;
  /** What to type, for help and error texts. */
  example: string;
  /** `configurer`: only who may change this workspace's subscriptions. */
  access: "anyone" | "configurer";
  /** Where it makes sense: anywhere, or only in a channel of a chat. */
  place: "anywhere" | "channel";
  /** `button`: not typed by people and not registered; reached by pressing something. */
  reach: "typed" | "button";
  run(input: z.output<z.ZodObject<Options>>, context: Context): Promise<Reply>;
}

/** A command of any options, as lists hold them. */
export type AnyCommand = Command<z.ZodRawShape>;

type Defaults = "access" | "place" | "reach";

/** A command with the usual answers for what it leaves out: anyone, anywhere, typed. */
export function defineCommand<Options extends z.ZodRawShape>(
  command: Omit<Command<Options>, Defaults> & Partial<Pick<Command<Options>, Defaults>>,
): AnyCommand {
  // The options' own type is only needed inside `run`, which receives what the schema produced.
  return { access: "anyone", place: "anywhere", reach: "typed", ...command } as unknown as AnyCommand;
}
