import type { Message } from "../../messages/message.ts";
import { index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { json, moment } from "./columns.ts";
import { papers } from "./papers.ts";
import { workspaceId } from "./workspaces.ts";

const paperId = () =>
  integer()
    .notNull()
    .references(() => papers.id, { onDelete: "cascade" });

const postId = () =>
  integer()
    .notNull()
    .references(() => posts.id, { onDelete: "cascade" });

/** Messages of ours on a platform. */
export const posts = sqliteTable(
  "posts",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    workspaceId: workspaceId(),
    channel: text().notNull(),
    thread: text(),
    message: text().notNull(),
    drawn: json<Message>().notNull(),
    postedAt: moment().notNull(),
    staleSince: moment(),
    refreshAfter: moment(),
    goneAt: moment(),
  },
  (table) => [
    unique().on(table.workspaceId, table.channel, table.message),
    index("posts_stale").on(table.staleSince),
    index("posts_posted").on(table.postedAt),
  ],
);

/** The papers of a post, in order. */
export const postPapers = sqliteTable(
  "post_papers",
  { postId: postId(), position: integer().notNull(), paperId: paperId() },
  (table) => [primaryKey({ columns: [table.postId, table.position] }), index("post_papers_paper").on(table.paperId)],
);

/** Reactions that count: one row per post, member and emoji, with the time that the platform says it was set at. */
export const marks = sqliteTable(
  "marks",
  {
    postId: postId(),
    /** The post's, so that a workspace's votes are found without going through its posts. */
    workspaceId: workspaceId(),
    member: text().notNull(),
    emoji: text().notNull(),
    paperId: paperId(),
    at: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.postId, table.member, table.emoji] }),
    index("marks_workspace").on(table.workspaceId, table.paperId),
    index("marks_paper").on(table.paperId),
  ],
);

/** Reactions taken back lately, so that an older event that comes late does not set them again. */
export const takenBack = sqliteTable(
  "taken_back",
  { postId: postId(), member: text().notNull(), emoji: text().notNull(), at: moment().notNull() },
  (table) => [primaryKey({ columns: [table.postId, table.member, table.emoji] }), index("taken_back_at").on(table.at)],
);

/** Pressed vote buttons: one row per paper and member. */
export const buttonMarks = sqliteTable(
  "button_marks",
  { workspaceId: workspaceId(), paperId: paperId(), member: text().notNull(), at: moment().notNull() },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.paperId, table.member] }),
    index("button_marks_paper").on(table.paperId),
  ],
);

/** Papers members keep for themselves. */
export const saves = sqliteTable(
  "saves",
  { workspaceId: workspaceId(), member: text().notNull(), paperId: paperId(), at: moment().notNull() },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.member, table.paperId] }),
    index("saves_paper").on(table.paperId),
  ],
);
