import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { moment } from "./columns.ts";
import { papers } from "./papers.ts";
import { workspaceId } from "./workspaces.ts";

/** Papers members brought to their team; nobody is named once a member had themselves erased. */
export const submissions = sqliteTable(
  "submissions",
  {
    workspaceId: workspaceId(),
    paperId: integer()
      .notNull()
      .references(() => papers.id, { onDelete: "cascade" }),
    member: text(),
    at: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.paperId] }),
    index("submissions_paper").on(table.paperId),
  ],
);

/** Members who had themselves erased, unreadable: a hash under a key that goes with the row. */
export const erasures = sqliteTable("erasures", {
  id: integer().primaryKey(),
  workspaceId: workspaceId(),
  key: text().notNull(),
  hash: text().notNull(),
  at: moment().notNull(),
});
