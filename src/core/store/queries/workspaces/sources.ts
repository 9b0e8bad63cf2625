import { eq, sql } from "drizzle-orm";
import { sources, validators } from "../../schema/sources.ts";
import { parameter } from "../parameter.ts";
import type { Connection } from "../connection.ts";
import { change, first } from "../steps.ts";
import type { SourceState, SourceStates } from "../../store.ts";

/** Fetch state kept in a database. */
export function sourcesIn({ db, prepare, write }: Connection): SourceStates {
  const all = prepare(db.select(stateColumns).from(sources).orderBy(sources.source));
  const one = prepare(
    db
      .select(stateColumns)
      .from(sources)
      .where(eq(sources.source, parameter("source"))),
  );
  const { source: _, ...rest } = stateColumns;
  const state = Object.fromEntries(Object.keys(rest).map((name) => [name, parameter(name)]));
  const put = prepare(
    db
      .insert(sources)
      .values({ source: parameter("source"), ...state })
      .onConflictDoUpdate({ target: sources.source, set: state }),
  );
  return {
    all: () => all.rows(),
    async get(source) {
      const [row] = await one.rows({ source });
      return row ?? { ...neverAsked, source };
    },
    async put({ source, lastSuccessAt, lastAttemptAt, nextAttemptAt, ...state }) {
      const times = { lastSuccessAt, lastAttemptAt, nextAttemptAt };
      const inMs = Object.fromEntries(Object.entries(times).map(([name, at]) => [name, at?.getTime() ?? null]));
      await write(() => change(put, { source, ...state, ...inMs }));
    },
    async validators(url) {
      const { etag, lastModified } = validators;
      const [row] = await db.select({ etag, lastModified }).from(validators).where(eq(validators.url, url));
      return row ?? null;
    },
    async putValidators(url, etag, lastModified) {
      const set = { etag, lastModified };
      const put = db
        .insert(validators)
        .values({ url, ...set })
        .onConflictDoUpdate({ target: validators.url, set });
      await write(() => change(put));
    },
    async claimTurn(source, now, gapMs) {
      // One statement, so that two processes never get the same turn.
      const [at, free] = [now.getTime(), sql`coalesce(${sources.turnAt} + ${gapMs}, 0)`];
      const next = sql`case when ${free} > ${at} then ${free} else ${at} end`;
      const turn = db
        .insert(sources)
        .values({ source, turnAt: now })
        .onConflictDoUpdate({ target: sources.source, set: { turnAt: next } })
        .returning({ turnAt: sources.turnAt });
      const row = await write(() => first(turn));
      return row?.turnAt ?? now;
    },
  };
}

const neverAsked: Omit<SourceState, "source"> = {
  lastSuccessAt: null,
  lastAttemptAt: null,
  failures: 0,
  lastError: null,
  nextAttemptAt: null,
  lastCount: 0,
};

const stateColumns = {
  source: sources.source,
  lastSuccessAt: sources.lastSuccessAt,
  lastAttemptAt: sources.lastAttemptAt,
  failures: sources.failures,
  lastError: sources.lastError,
  nextAttemptAt: sources.nextAttemptAt,
  lastCount: sources.lastCount,
};
