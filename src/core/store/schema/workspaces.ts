import type { Platform } from "../../platform.ts";
import type { StoredCall } from "../../command/button.ts";
import type { ListPage, SettingKey } from "../store.ts";
import { index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { flag, json, moment } from "./columns.ts";

/** Slack teams, Discord servers and the terminal's own; everything of a workspace hangs on its row. */
export const workspaces = sqliteTable(
  "workspaces",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    platform: text().$type<Platform>().notNull(),
    workspace: text().notNull(),
    name: text().notNull(),
    installer: text(),
    /** Whose it is where a platform has many bots: another's are not ours to let go. */
    bot: text(),
    leftAt: moment(),
  },
  (table) => [unique().on(table.platform, table.workspace)],
);

/** The id of the workspace a row belongs to; the row goes with it. */
export const workspaceId = () =>
  integer()
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" });

/** Things said once to a workspace, and who is owed a notice. */
export const firstTimes = sqliteTable(
  "first_times",
  { workspaceId: workspaceId(), what: text().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.what] })],
);

/** What a workspace changed of its settings. */
export const settings = sqliteTable(
  "settings",
  { workspaceId: workspaceId(), key: text().$type<SettingKey>().notNull(), value: text().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.key] })],
);

/** Pages of lists behind buttons, and the calls that find the next ones. */
export const replies = sqliteTable("replies", {
  id: integer().primaryKey(),
  workspaceId: workspaceId(),
  /** Who sees it. */
  member: text().notNull(),
  call: json<StoredCall>().notNull(),
  page: json<ListPage>().notNull(),
  keptAt: moment().notNull(),
});

/** What people decided about a taste: a channel's (its id), or a member's own (`@` and their id). */
export const tastes = sqliteTable(
  "tastes",
  {
    workspaceId: workspaceId(),
    audience: text().notNull(),
    off: flag().notNull(),
    forgottenAt: moment(),
    without: json<string[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.audience] })],
);

/** Members' own searches. */
export const searches = sqliteTable(
  "searches",
  { workspaceId: workspaceId(), member: text().notNull(), query: text().notNull(), at: moment().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.member, table.query] })],
);

/** Platform events already handled. */
export const events = sqliteTable(
  "events",
  { platform: text().$type<Platform>().notNull(), event: text().notNull(), at: moment().notNull() },
  (table) => [primaryKey({ columns: [table.platform, table.event] }), index("events_at").on(table.at)],
);

/** OAuth installations, their contents sealed. */
export const installations = sqliteTable(
  "installations",
  { platform: text().$type<Platform>().notNull(), workspace: text().notNull(), sealed: text().notNull() },
  (table) => [primaryKey({ columns: [table.platform, table.workspace] })],
);
