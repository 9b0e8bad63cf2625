import type { Message } from "../../messages/message.ts";
import type { DeliveryState, PartPlace, PartState } from "../delivery.ts";
import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { flag, json, moment } from "./columns.ts";
import { subscriptions } from "./subscriptions.ts";

/** One roundup owed to one channel; the row of a slot is the lock on it. */
export const deliveries = sqliteTable(
  "deliveries",
  {
    id: integer().primaryKey(),
    subscriptionId: integer()
      .notNull()
      .references(() => subscriptions.id, { onDelete: "cascade" }),
    slot: text().notNull(),
    dueAt: moment().notNull(),
    state: text().$type<DeliveryState>().notNull(),
    reason: text(),
    waitingSince: moment(),
    nextAttemptAt: moment().notNull(),
    leaseOwner: text(),
    leaseUntil: moment(),
    composedAt: moment(),
    windowTo: moment(),
    rest: json<string[]>().notNull(),
    finishedAt: moment(),
  },
  (table) => [
    unique().on(table.subscriptionId, table.slot),
    index("deliveries_open").on(table.state, table.nextAttemptAt),
  ],
);

/** The messages of a delivery, in order. */
export const deliveryParts = sqliteTable(
  "delivery_parts",
  {
    id: integer().primaryKey(),
    deliveryId: integer()
      .notNull()
      .references(() => deliveries.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    place: text().$type<PartPlace>().notNull(),
    /** The id of the post that a note or a forum's line goes under; not a reference, because the post may go first. */
    post: integer(),
    state: text().$type<PartState>().notNull(),
    message: json<Message>().notNull(),
    plain: flag().notNull().default(false),
    attempts: integer().notNull().default(0),
    channel: text(),
    thread: text(),
    claimedAt: moment(),
    firstClaimedAt: moment(),
    sentMessage: text(),
    reason: text(),
  },
  (table) => [
    unique().on(table.deliveryId, table.position),
    // Few parts: what was attempted lately and has no post of its own to be counted by.
    index("delivery_parts_retried")
      .on(table.claimedAt)
      .where(sql`attempts > 1`),
  ],
);
