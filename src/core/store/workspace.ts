import type { BotRef, Platform, WorkspaceRef } from "../platform.ts";

/** A workspace we know, by our own number and its platform's id. */
export interface Workspace extends WorkspaceRef {
  id: number;
  name: string;
  installer: string | null;
}

/** Workspaces and their settings. */
export interface Workspaces {
  /** Finds or creates. */
  ensure(where: WorkspaceRef, name?: string, installer?: string | null): Promise<Workspace>;
  find(where: WorkspaceRef): Promise<Workspace | null>;
  /** By our own number. */
  get(id: number): Promise<Workspace | null>;
  /** Those that were not left, by id. */
  all(): Promise<Workspace[]>;
  /** Marks something said once (`welcome`, `channel:<id>`); true the first time only. */
  firstTime(workspace: number, what: string): Promise<boolean>;
  /** Removes such a mark; whether it was there. */
  takeBack(workspace: number, what: string): Promise<boolean>;
  /** Marks the workspace as left, to be erased. */
  leave(where: WorkspaceRef, at: Date): Promise<void>;
  /**
   * Tells which workspaces a bot is in. Others of this bot that the caller `serves` are marked as left; those of another bot, or of
   * another connection of this bot, are not touched.
   */
  present(bot: BotRef, workspaces: readonly string[], serves: (workspace: string) => boolean, at: Date): Promise<void>;
  /** Erases all rows of workspaces left before `before`. Returns how many workspaces. */
  eraseLeft(before: Date): Promise<number>;
}

/** The settings a workspace can change. */
export type SettingKey =
  "timezone" | "quiet" | "emoji" | "locked" | "ask" | "names" | "taste" | "updates" | "announce" | "unfurl";

/** Settings by workspace; an unset key is absent. */
export interface Settings {
  all(workspace: number): Promise<Partial<Record<SettingKey, string>>>;
  set(workspace: number, key: SettingKey, value: string): Promise<void>;
}

/** An OAuth installation; the adapter seals `data` first. */
export interface Installations {
  put(where: WorkspaceRef, sealed: string): Promise<void>;
  get(where: WorkspaceRef): Promise<string | null>;
  remove(where: WorkspaceRef): Promise<void>;
  all(platform: Platform): Promise<{ workspace: string; sealed: string }[]>;
}
