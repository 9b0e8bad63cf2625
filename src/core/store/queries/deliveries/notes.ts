import { and, asc, between, eq, gte, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { publicId } from "../../../papers/public-id.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { listings, papers, paperUpdates } from "../../schema/papers.ts";
import { beginnings } from "../../schema/sources.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { postPapers, posts, saves } from "../../schema/votes.ts";
import type { Note, Updates } from "../../update.ts";
import type { Connection, Database } from "../connection.ts";
import { isTextIn } from "../lists.ts";
import { isWatched } from "../papers/statements.ts";
import { staleFrom } from "../posts/recording.ts";
import { change, first, rows, type Steps } from "../steps.ts";
import { type NotePlace, placesOf } from "./note-places.ts";

/** Updates of papers, and the deliveries that tell them, kept in a database. */
export function updatesIn(connection: Connection): Updates {
  const { db, prepare, atomically, write } = connection;
  const watched = prepare(
    db
      .select({ arxivId: papers.arxivId })
      .from(papers)
      .where(and(isTextIn(connection, papers.arxivId, "arxivIds"), isWatched))
      .orderBy(papers.arxivId),
  );
  const { id, paperId, kind, before, toldOn } = paperUpdates;
  const untold = prepare(
    db
      .select({ id, paper: paperId, kind, before })
      .from(paperUpdates)
      .where(
        and(
          isNull(toldOn),
          sql`${paperId} not in (select paper_id from ${paperUpdates} where told_on = ${sql.placeholder("day")})`,
        ),
      )
      .orderBy(asc(id)),
  );
  return {
    async begin(source, at) {
      const begun = db.insert(beginnings).values({ what: source, at }).onConflictDoNothing();
      await write(() => change(begun));
    },
    async begun(source) {
      const [row] = await db.select({ at: beginnings.at }).from(beginnings).where(eq(beginnings.what, source));
      return row?.at ?? null;
    },
    async watched(arxivIds) {
      const found = await watched.rows({ arxivIds: JSON.stringify(arxivIds) });
      return found.flatMap(({ arxivId }) => arxivId ?? []);
    },
    async watchedSince(from) {
      const posted = db
        .select({ id: postPapers.paperId })
        .from(postPapers)
        .innerJoin(posts, eq(posts.id, postPapers.postId))
        .where(gte(posts.postedAt, from));
      const saved = db.select({ id: saves.paperId }).from(saves).where(gte(saves.at, from));
      const found = await db
        .select({ arxivId: papers.arxivId })
        .from(papers)
        .where(and(isNotNull(papers.arxivId), inArray(papers.id, posted.union(saved))))
        .orderBy(papers.arxivId);
      return found.flatMap(({ arxivId }) => arxivId ?? []);
    },
    async watchedDays(from, until) {
      const found = await db
        .selectDistinct({ day: listings.day })
        .from(listings)
        .innerJoin(papers, eq(papers.id, listings.paperId))
        .where(and(between(listings.day, from, until), isWatched))
        .orderBy(listings.day);
      return found.map(({ day }) => day);
    },
    async untold(day) {
      const byPaper = Map.groupBy(await untold.rows({ day }), ({ paper }) => paper);
      return [...byPaper].map(([row, updates]) => ({
        paper: publicId(row),
        updates: updates.map(({ paper: _, ...update }) => update),
      }));
    },
    tell: (note, at) => atomically(() => planNote(db, note, at)),
  };
}

function* planNote(db: Database, note: Note, at: Date): Steps<void> {
  const its = and(inArray(paperUpdates.id, note.updates), isNull(paperUpdates.toldOn));
  const told = yield* rows(
    db
      .update(paperUpdates)
      .set({ toldOn: note.day })
      .where(its)
      .returning({ paper: paperUpdates.paperId, kind: paperUpdates.kind }),
  );
  const [update] = told;
  // Another process planned it.
  if (!update) return;
  const { paper } = update;
  if (told.some(({ kind }) => kind === "withdrawn")) yield* markPosts(db, paper, at);
  for (const place of yield* placesOf(db, paper, note.postedSince)) {
    const subscriptionId = yield* hiddenSubscription(db, place, at);
    const delivery = yield* first(
      db
        .insert(deliveries)
        .values({
          subscriptionId,
          slot: `${note.day} ${publicId(paper)}`,
          dueAt: at,
          nextAttemptAt: at,
          composedAt: at,
          state: "pending",
          rest: [],
        })
        .onConflictDoNothing()
        .returning({ id: deliveries.id }),
    );
    if (!delivery) continue;
    const part = { deliveryId: delivery.id, position: 0, state: "pending" as const, message: note.message };
    const under = place.post === null ? { place: "channel" as const } : { place: "under" as const, post: place.post };
    yield* change(db.insert(deliveryParts).values({ ...part, ...under }));
  }
}

/** Posts are redrawn with the mark of a withdrawn paper. */
function* markPosts(db: Database, paper: number, at: Date): Steps<void> {
  const showing = db.select({ id: postPapers.postId }).from(postPapers).where(eq(postPapers.paperId, paper));
  const shown = and(inArray(posts.id, showing), isNull(posts.goneAt));
  yield* change(
    db
      .update(posts)
      .set({ staleSince: staleFrom(at) })
      .where(shown),
  );
}

/** The row that carries the notes of a channel; nobody sees it, and it has no schedule. */
function* hiddenSubscription(db: Database, { workspaceId, channel, member }: NotePlace, at: Date): Steps<number> {
  const its = and(
    eq(subscriptions.workspaceId, workspaceId),
    eq(subscriptions.channel, channel),
    eq(subscriptions.of, "updates"),
    isNull(subscriptions.endedAt),
  );
  const kept = yield* first(db.select({ id: subscriptions.id }).from(subscriptions).where(its));
  if (kept) return kept.id;
  const number = sql<number>`(select coalesce(min(number), 0) - 1 from subscriptions
    where workspace_id = ${workspaceId} and number < 0)`;
  const lists = { topics: [], exclude: [], like: [] };
  const schedule = { at: "00:00", on: "daily", tz: "UTC", nextDate: "", nextDueAt: at };
  const terms = { of: "updates", limit: 1, layout: "list", minvotes: 0, ask: false } as const;
  const owner = { to: member === null ? ("here" as const) : ("dm" as const), madeBy: member };
  const added = yield* first(
    db
      .insert(subscriptions)
      .values({ ...lists, ...schedule, ...terms, ...owner, workspaceId, channel, number, createdAt: at })
      .returning({ id: subscriptions.id }),
  );
  if (!added) throw new Error("the row for notes could not be kept");
  return added.id;
}
