import { and, asc, eq, inArray, isNull, ne, notInArray, or, sql } from "drizzle-orm";
import { cancelOwed, unplan } from "./cancel.ts";
import { isOpen } from "./conditions.ts";
import { isTextIn } from "../lists.ts";
import { parameter } from "../parameter.ts";
import { deliveries } from "../../schema/deliveries.ts";
import { subscriptions, topicQuestions } from "../../schema/subscriptions.ts";
import { settings } from "../../schema/workspaces.ts";
import type { Connection } from "../connection.ts";
import { change, first } from "../steps.ts";
import { isRoundup, isRunning } from "./subscription-conditions.ts";
import type { NextSlot, Subscription, Subscriptions } from "../../subscription.ts";

type Row = typeof subscriptions.$inferSelect;

/** A subscription from its row. */
export function subscriptionOf({ nextDueAt, nextDate, failures: _, endedAt: __, ...row }: Row): Subscription {
  return { ...row, next: { date: nextDate, dueAt: nextDueAt } };
}

/** The columns that hold when it is due next. */
export const nextColumns = ({ date, dueAt }: NextSlot) => ({ nextDate: date, nextDueAt: dueAt });

/** Subscriptions kept in a database. */
export function subscriptionsIn(connection: Connection): Subscriptions {
  const { db, prepare, atomically, together, write } = connection;
  const standing = (workspace: number) =>
    and(eq(subscriptions.workspaceId, workspace), isNull(subscriptions.endedAt), isRoundup);
  const isId = (id: number) => eq(subscriptions.id, id);
  const { topic, failures } = topicQuestions;
  const answers = prepare(
    db
      .select({ failures })
      .from(topicQuestions)
      .where(isTextIn(connection, topic, "topics")),
  );
  const { at, on, tz, nextDate: date, nextDueAt: dueAt } = subscriptions;
  const due = prepare(
    db
      .select({ at, on, tz, date, dueAt, count: sql<number>`count(*)` })
      .from(subscriptions)
      .where(and(isRunning, sql`${dueAt} <= ${parameter("until")}`))
      .groupBy(at, on, tz, date, dueAt)
      .orderBy(asc(dueAt)),
  );
  const unasked = unaskedStatement(connection);
  return {
    async add(workspaceId, { next, ...terms }) {
      const number = sql`(select coalesce(max(number), 0) + 1 from subscriptions
        where workspace_id = ${workspaceId} and number > 0)`;
      const values = { ...terms, ...nextColumns(next), workspaceId, number: sql<number>`${number}` };
      return together(function* () {
        const row = yield* first(db.insert(subscriptions).values(values).returning());
        if (!row) throw new Error("a subscription could not be kept");
        return subscriptionOf(row);
      });
    },
    async get(workspace, number) {
      const [row] = await db
        .select()
        .from(subscriptions)
        .where(and(standing(workspace), eq(subscriptions.number, number)));
      return row ? subscriptionOf(row) : null;
    },
    async list(workspace) {
      const rows = await db.select().from(subscriptions).where(standing(workspace)).orderBy(subscriptions.number);
      return rows.map(subscriptionOf);
    },
    change: (id, terms, next, at) =>
      atomically(function* () {
        const set = { ...terms, ...nextColumns(next) };
        yield* change(db.update(subscriptions).set(set).where(isId(id)));
        yield* unplan(db, id, at);
      }),
    pause: (id, because, at) =>
      atomically(function* () {
        yield* change(db.update(subscriptions).set({ pausedBecause: because }).where(isId(id)));
        yield* cancelOwed(db, id, at);
      }),
    async resume(id, next) {
      const set = { pausedBecause: null, failures: 0, ...nextColumns(next) };
      await write(() => change(db.update(subscriptions).set(set).where(isId(id))));
    },
    end: (id, at) =>
      atomically(function* () {
        yield* change(db.update(subscriptions).set({ endedAt: at }).where(isId(id)));
        yield* cancelOwed(db, id, at);
      }),
    async failed(id) {
      const counted = db
        .update(subscriptions)
        .set({ failures: sql`${subscriptions.failures} + 1` })
        .where(isId(id))
        .returning({ failures: subscriptions.failures });
      const row = await write(() => first(counted));
      return row?.failures ?? 0;
    },
    async due(until) {
      const rows = await due.rows({ until: until.getTime() });
      return rows.map(({ date, dueAt, ...schedule }) => ({ ...schedule, next: { date, dueAt } }));
    },
    async unasked(dueBefore, { answered, failed, down }, limit) {
      const since = { answered: answered.getTime(), failed: failed.getTime() };
      const values = { ...since, dueBefore: dueBefore.getTime(), down: JSON.stringify(down), limit };
      return (await unasked.rows(values)).map(({ topic }) => topic);
    },
    async asked(topic, askedAt, failures) {
      const set = { askedAt, failures };
      const noted = db
        .insert(topicQuestions)
        .values({ topic, ...set })
        .onConflictDoUpdate({ target: topicQuestions.topic, set });
      await write(() => change(noted));
    },
    async unanswered(topics) {
      return (await answers.rows({ topics: JSON.stringify(topics) })).flatMap(({ failures }) => failures);
    },
  };
}

/** Topics of coming roundups that the sources were not asked for lately. */
function unaskedStatement({ db, prepare, each }: Connection) {
  const answeredSince = and(sql`${topicQuestions.askedAt} > ${parameter("answered")}`, eq(topicQuestions.failures, []));
  const isDown = sql`failure.value in (select value from ${each(parameter("down"), "source")})`;
  const mayAnswer = sql`exists (select 1 from ${each(sql`${topicQuestions.failures}`, "failure")} where not ${isDown})`;
  const inVain = and(ne(topicQuestions.failures, []), sql`not ${mayAnswer}`);
  const recent = or(answeredSince, inVain, sql`${topicQuestions.askedAt} > ${parameter("failed")}`);
  const owed = db
    .select({ id: deliveries.subscriptionId })
    .from(deliveries)
    .where(and(isOpen, isNull(deliveries.composedAt)));
  const isComing = or(sql`${subscriptions.nextDueAt} <= ${parameter("dueBefore")}`, inArray(subscriptions.id, owed));
  const silenced = db
    .select({ id: settings.workspaceId })
    .from(settings)
    .where(and(eq(settings.key, "ask"), eq(settings.value, "off")));
  // The first topic of each workspace, then the second of each: many topics of one keep nobody else waiting.
  const turn = sql<number>`row_number() over (partition by ${subscriptions.workspaceId} order by ${subscriptions.nextDueAt}, topic.value)`;
  const waiting = db
    .select({
      topic: sql<string>`topic.value`.as("waiting_topic"),
      turn: turn.as("turn"),
      dueAt: subscriptions.nextDueAt,
    })
    .from(subscriptions)
    .innerJoin(each(sql`${subscriptions.topics}`, "topic"), sql`true`)
    .leftJoin(topicQuestions, and(eq(topicQuestions.topic, sql`topic.value`), recent))
    .where(
      and(
        isRunning,
        eq(subscriptions.ask, true),
        notInArray(subscriptions.workspaceId, silenced),
        isComing,
        isNull(topicQuestions.topic),
      ),
    )
    .as("waiting");
  return prepare(
    db
      .select({ topic: waiting.topic })
      .from(waiting)
      .groupBy(sql`${waiting.topic}`)
      .orderBy(sql`min(${waiting.turn})`, sql`min(${waiting.dueAt})`)
      .limit(sql.placeholder("limit")),
  );
}
