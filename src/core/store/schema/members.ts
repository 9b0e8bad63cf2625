import { index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { json, moment } from "./columns.ts";
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

/** Members' e-mail addresses, and the codes that confirm them. */
export const mailAddresses = sqliteTable(
  "mail_addresses",
  {
    id: integer().primaryKey(),
    workspaceId: workspaceId(),
    member: text().notNull(),
    /** Confirmed; null before that and after `email off`. */
    address: text(),
    /** Signs the links in this member's mails, and hashes their code. */
    key: text().notNull(),
    /** Why nothing is sent there any more. */
    stopped: text(),
    /** An address that waits for its code. */
    pending: text(),
    code: text(),
    codeUntil: moment(),
    wrongCodes: integer().notNull().default(0),
    /** When codes were sent in the last hour, in milliseconds since 1970. */
    askedAt: json<number[]>().notNull(),
  },
  (table) => [unique().on(table.workspaceId, table.member)],
);
