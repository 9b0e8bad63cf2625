import { index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import type { Destination, Layout, SubscriptionKind } from "../subscription.ts";
import { flag, json, moment } from "./columns.ts";
import { workspaceId } from "./workspaces.ts";

/** Topics followed in channels; an ended one stays, so that its number is never given again. */
export const subscriptions = sqliteTable(
  "subscriptions",
  {
    id: integer().primaryKey(),
    workspaceId: workspaceId(),
    number: integer().notNull(),
    channel: text().notNull(),
    topics: json<string[]>().notNull(),
    exclude: json<string[]>().notNull(),
    /** Papers given as examples of what it should be like. */
    like: json<string[]>().notNull().default([]),
    of: text().$type<SubscriptionKind>().notNull(),
    at: text().notNull(),
    on: text().notNull(),
    tz: text().notNull(),
    limit: integer().notNull(),
    layout: text().$type<Layout>().notNull(),
    minvotes: integer().notNull(),
    ask: flag().notNull().default(true),
    to: text().$type<Destination>().notNull().default("here"),
    madeBy: text(),
    createdAt: moment().notNull(),
    baselineDay: text(),
    pausedBecause: text(),
    failures: integer().notNull().default(0),
    nextDueAt: moment().notNull(),
    nextDate: text().notNull(),
    endedAt: moment(),
  },
  (table) => [
    unique().on(table.workspaceId, table.number),
    index("subscriptions_due").on(table.nextDueAt),
    index("subscriptions_channel").on(table.workspaceId, table.channel),
  ],
);

/** When the sources were last asked for a subscribed topic, and the names of those that could not answer. */
export const topicQuestions = sqliteTable(
  "topic_questions",
  { topic: text().notNull(), askedAt: moment().notNull(), failures: json<string[]>().notNull() },
  (table) => [primaryKey({ columns: [table.topic] })],
);
