import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ChannelChoice } from "../page.ts";
import { flag, moment } from "./columns.ts";
import { posts } from "./votes.ts";
import { workspaceId } from "./workspaces.ts";

/** Workspaces whose page is on: the secret in its address as a hash, and sealed so that it can be told again. */
export const pages = sqliteTable(
  "pages",
  { workspaceId: workspaceId(), hash: text().notNull().unique(), sealed: text().notNull(), madeAt: moment().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId] })],
);

/** Channels with posts of ours: what the platform said of them last, and what a configurer chose for the page. */
export const pageChannels = sqliteTable(
  "page_channels",
  {
    workspaceId: workspaceId(),
    channel: text().notNull(),
    name: text(),
    /** Whether every member of the workspace could see it then. */
    open: flag().notNull().default(false),
    checkedAt: moment(),
    choice: text().$type<ChannelChoice>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.channel] })],
);

/** What the page says of a post beside its papers; a delivery, which knows the roundup, is kept for a shorter time. */
export const pagePosts = sqliteTable(
  "page_posts",
  {
    postId: integer()
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    link: text(),
    roundup: text(),
  },
  (table) => [primaryKey({ columns: [table.postId] })],
);

/** Names of members, kept only where a workspace wants them on its page. */
export const memberNames = sqliteTable(
  "member_names",
  { workspaceId: workspaceId(), member: text().notNull(), name: text().notNull(), checkedAt: moment().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.member] })],
);
