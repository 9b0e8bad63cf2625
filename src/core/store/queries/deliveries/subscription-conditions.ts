import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { subscriptions } from "../../schema/subscriptions.ts";
import { workspaces } from "../../schema/workspaces.ts";
import type { DueSchedule } from "../../subscription.ts";

/** Subscriptions that people made; the others carry notes. */
export const isRoundup = ne(subscriptions.of, "updates");

/** Subscriptions to roundups that are neither paused nor ended, of workspaces that have the bot. */
export const isRunning = and(
  isRoundup,
  isNull(subscriptions.endedAt),
  isNull(subscriptions.pausedBecause),
  inArray(subscriptions.workspaceId, sql`(select id from ${workspaces} where left_at is null)`),
);

/** Running ones of that schedule which are due next at that time. */
export const waitsFor = ({ at, on, tz, next }: DueSchedule) =>
  and(
    isRunning,
    eq(subscriptions.nextDueAt, next.dueAt),
    eq(subscriptions.nextDate, next.date),
    eq(subscriptions.at, at),
    eq(subscriptions.on, on),
    eq(subscriptions.tz, tz),
  );
