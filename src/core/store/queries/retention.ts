import { and, eq, inArray, isNotNull, lt, ne, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { dayMs } from "../../../durations.ts";
import type { Message } from "../../messages/message.ts";
import type { Retention } from "../retention.ts";
import { deliveries, deliveryParts } from "../schema/deliveries.ts";
import { paperUpdates } from "../schema/papers.ts";
import { subscriptions, topicQuestions } from "../schema/subscriptions.ts";
import { posts, takenBack } from "../schema/votes.ts";
import { replies, searches } from "../schema/workspaces.ts";
import type { Connection, Database } from "./connection.ts";
import { isOpen } from "./deliveries/conditions.ts";
import { isRunning } from "./deliveries/subscription-conditions.ts";
import { change, type Steps } from "./steps.ts";

/** How many days each thing is kept; docs/running.md says the same to people. */
const keptDays = {
  /** A sent message's copy beside its post. */
  sentMessage: 7,
  /** Deliveries that are over, but for each subscription's newest. */
  delivery: 90,
  /** How a post was drawn, which redrawing and reactions need. */
  drawnPost: 180,
  /** Pages of lists behind their buttons. */
  reply: 30,
  /** Members' own searches. */
  search: 180,
  /** Ended subscriptions, but for each workspace's newest, whose number is not given again. */
  endedSubscription: 90,
  /** What happened to a paper: it is told within minutes, or not at all. */
  paperUpdate: 30,
  /** That a reaction was taken back: platforms tell of an event again for hours at most. */
  takenBack: 8,
} as const;

/** Rows changed in one transaction: others wait for milliseconds only. */
const rowsAtOnce = 500;

const emptied: Message = { title: "", blocks: [], footer: [] };

/** Forgetting what is no longer needed, in a database. */
export function retentionIn(connection: Connection): Retention {
  const { db, atomically } = connection;
  return {
    async prune(now) {
      const removed = { rows: 0 };
      const before = (days: number) => new Date(now.getTime() - days * dayMs);
      for (const rule of rules(connection, before)) {
        let changed: number;
        do {
          changed = await atomically(rule);
          removed.rows += changed;
        } while (changed === rowsAtOnce);
      }
      return removed.rows;
    },
    forgetTopics: () => atomically(() => forgetUnusedTopics(db, connection)),
  };
}

/** Each rule changes at most `rowsAtOnce` rows a run, and says how many. */
function rules({ db, ...connection }: Connection, before: (days: number) => Date): (() => Steps<number>)[] {
  const later = alias(deliveries, "later");
  const isNewest = notExists(
    db
      .select({ one: sql`1` })
      .from(later)
      .where(and(eq(later.subscriptionId, deliveries.subscriptionId), sql`${later.slot} > ${deliveries.slot}`)),
  );
  const next = alias(subscriptions, "next_made");
  const isLastNumber = notExists(
    db
      .select({ one: sql`1` })
      .from(next)
      .where(and(eq(next.workspaceId, subscriptions.workspaceId), sql`${next.number} > ${subscriptions.number}`)),
  );
  const over = sql`not (${isOpen})`;
  const oldDeliveries = and(over, lt(deliveries.dueAt, before(keptDays.delivery)), sql`not (${isNewest})`);
  const shownLongAgo = and(over, lt(deliveries.dueAt, before(keptDays.sentMessage)));
  const ended = and(
    isNotNull(subscriptions.endedAt),
    lt(subscriptions.endedAt, before(keptDays.endedSubscription)),
    sql`not (${isLastNumber})`,
  );
  const sentLongAgo = db.select({ id: deliveries.id }).from(deliveries).where(shownLongAgo);
  const messages = and(inArray(deliveryParts.deliveryId, sentLongAgo), ne(deliveryParts.message, emptied));
  const drawn = and(lt(posts.postedAt, before(keptDays.drawnPost)), ne(posts.drawn, emptied));
  const some = {
    messages: db.select({ id: deliveryParts.id }).from(deliveryParts).where(messages).limit(rowsAtOnce),
    deliveries: db.select({ id: deliveries.id }).from(deliveries).where(oldDeliveries).limit(rowsAtOnce),
    posts: db.select({ id: posts.id }).from(posts).where(drawn).limit(rowsAtOnce),
    replies: db
      .select({ id: replies.id })
      .from(replies)
      .where(lt(replies.keptAt, before(keptDays.reply)))
      .limit(rowsAtOnce),
    subscriptions: db.select({ id: subscriptions.id }).from(subscriptions).where(ended).limit(rowsAtOnce),
  };
  // A post without its drawing is as good as gone: it is neither redrawn nor read for reactions, and stays "seen".
  const goneSince = sql`coalesce(${posts.goneAt}, ${before(0).getTime()})`;
  return [
    () => change(db.update(deliveryParts).set({ message: emptied }).where(inArray(deliveryParts.id, some.messages))),
    () => change(db.delete(deliveries).where(inArray(deliveries.id, some.deliveries))),
    () =>
      change(
        db
          .update(posts)
          .set({ drawn: emptied, goneAt: goneSince, staleSince: null })
          .where(inArray(posts.id, some.posts)),
      ),
    () => change(db.delete(replies).where(inArray(replies.id, some.replies))),
    () => change(db.delete(subscriptions).where(inArray(subscriptions.id, some.subscriptions))),
    function* () {
      yield* change(db.delete(searches).where(lt(searches.at, before(keptDays.search))));
      yield* change(db.delete(paperUpdates).where(lt(paperUpdates.at, before(keptDays.paperUpdate))));
      yield* change(db.delete(takenBack).where(lt(takenBack.at, before(keptDays.takenBack))));
      yield* forgetUnusedTopics(db, connection);
      return 0;
    },
  ];
}

/** Forgets that the sources were asked for topics which no running subscription has; how many. */
export function* forgetUnusedTopics(db: Database, { each }: Pick<Connection, "each">): Steps<number> {
  const used = db
    .select({ topic: sql<string>`topic.value` })
    .from(subscriptions)
    .innerJoin(each(sql`${subscriptions.topics}`, "topic"), sql`true`)
    .where(isRunning);
  return yield* change(db.delete(topicQuestions).where(sql`${topicQuestions.topic} not in ${used}`));
}
