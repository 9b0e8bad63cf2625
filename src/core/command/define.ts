import type * as z from "zod";
import type { Adapter, Caller, CommandCall, Suggestion } from "../adapter.ts";
import type { Platform } from "../platform.ts";
import type { Sources } from "../sources/source.ts";
import type { Store, Workspace } from "../store/store.ts";
import type { Reply } from "./reply.ts";
import type { StoredCall } from "./button.ts";
import type { SightOf } from "./sight.ts";

/** Addresses of teams' pages, each with a secret in it. */
export interface PageAddresses {
  /** A new address, with the hash it is found by and its secret sealed. */
  make(workspace: Workspace): { address: string; hash: string; sealed: string };
  /** The address of a sealed secret; null where the key that sealed it is gone. */
  open(workspace: Workspace, sealed: string): string | null;
}

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
  /** The private screen whose button was pressed: a kept list's id, or the command that draws it; null elsewhere. */
  screen: string | null;
  /** How many papers are shown at once before More. */
  pageSize: number;
  /** The papers of a list that earlier pages have shown (More), by id. */
  seen: readonly string[];
  /** Every command, for help and suggestions. */
  commands: readonly AnyCommand[];
  /** This call, as buttons store it. */
  call: StoredCall;
  /** Runs another call for the same caller: the next page of a list (More), or the screen a button stands on. */
  rerun: (call: StoredCall, seen?: readonly string[]) => Promise<Reply>;
  /** What a command may ask the platform it was called from; null on the shell. */
  chat: Pick<
    Adapter,
    "missingPermissions" | "permalink" | "member" | "direct" | "channel" | "isForum" | "configurers" | "dialogFields"
  > | null;
  /** Sends mails; null where no mail server is set up. */
  mail: Pick<Adapter, "send"> | null;
  /** Which channels the caller can see. */
  sight: SightOf;
  /** IANA zone for when neither the member's nor the workspace's is known. */
  defaultTimezone: string;
  /** The team's page outside the chat; null where nobody could reach it. */
  pages: PageAddresses | null;
  /** When the program started. */
  startedAt: Date;
  /** The caller's IANA zone: their own, else the workspace's, else the program's. */
  timezone: () => Promise<string>;
}

/**
 * Who may run a command; `configurer`: only who may change the roundups of the channel it is typed in;
 * `workspaceConfigurer`: only who may do so in the whole workspace.
 */
export type Access = "anyone" | "configurer" | "workspaceConfigurer";

/** Where a command can be used. */
export type Place = "anywhere" | "channel";

/** Options by name, each a zod schema with a description. */
export type OptionShape = Record<string, z.ZodType>;

/** A subcommand as one plain object. Usage, help, parsing, buttons and Discord's registration are derived from it. */
export interface Command<Options extends OptionShape = OptionShape> {
  name: string;
  /** One line for help, at most 100 characters, lower-case start, no full stop. */
  summary: string;
  /** In order: bare words fill the first, `key:value` the others. */
  options: Options;
  /** What to type, for help and error texts. */
  example: string;
  /** What to propose for options that take one of some texts, by option. */
  proposals?: Readonly<Record<string, readonly Suggestion[]>>;
  access: Access | ((values: Record<string, unknown>, where: Pick<Context, "channel">) => Access);
  place: Place | ((values: Record<string, unknown>) => Place);
  /** `button`: reached only by a button or menu; not listed in help and not registered. */
  reach: "typed" | "button";
  /** Offered to assistants as a tool: `read` changes nothing; `write` changes the caller's own votes, saves or submissions. */
  tool?: "read" | "write";
  /**
   * Its answer to a press is the acknowledgement itself: a dialog, or the pressed message as it is now. On Discord such a
   * command runs first, for two seconds at most.
   */
  answersPress?: true;
  /** Whether a call that was typed with these options alone is answered by a dialog; it then runs first, like a press. */
  asksInDialog?: (options: readonly string[]) => boolean;
  run(input: z.output<z.ZodObject<Options>>, context: Context): Promise<Reply>;
}

/** A command of any options, as lists hold them. */
export type AnyCommand = Command;

type Defaults = "access" | "place" | "reach";

/** Makes a command; defaults: access `anyone`, place `anywhere`, reach `typed`. */
export function defineCommand<Options extends OptionShape>(
  command: Omit<Command<Options>, Defaults> & Partial<Pick<Command<Options>, Defaults>>,
): AnyCommand {
  // The options' own type is only needed inside `run`, which receives what the schema produced.
  return { access: "anyone", place: "anywhere", reach: "typed", ...command } as unknown as AnyCommand;
}
