import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { and, eq, inArray, isNotNull, isNull, lte } from "drizzle-orm";
import { hourMs } from "../../../../durations.ts";
import type { MailAddress, MailAddresses } from "../../mail-address.ts";
import { mailAddresses } from "../../schema/members.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { workspaces } from "../../schema/workspaces.ts";
import type { Connection, Database } from "../connection.ts";
import { cancelOwed } from "../deliveries/cancel.ts";
import { change, first, rows, type Steps } from "../steps.ts";

const mostAsked = 3;
const mostWrongCodes = 5;
const noCode = { pending: null, code: null, codeUntil: null, wrongCodes: 0 };

/** Members' e-mail addresses in a database. */
export function mailAddressesIn({ db, atomically }: Connection): MailAddresses {
  const its = (workspace: number, member: string) =>
    and(eq(mailAddresses.workspaceId, workspace), eq(mailAddresses.member, member));
  const confirmed = async (where: ReturnType<typeof and>): Promise<MailAddress | null> => {
    const [row] = await db
      .select({ ...addressColumns, platform: workspaces.platform, workspace: workspaces.workspace })
      .from(mailAddresses)
      .innerJoin(workspaces, eq(workspaces.id, mailAddresses.workspaceId))
      .where(and(where, isNotNull(mailAddresses.address)));
    return row ? { ...row, address: row.address ?? "" } : null;
  };
  return {
    of: (workspace, member) => confirmed(its(workspace, member)),
    get: (id) => confirmed(eq(mailAddresses.id, id)),
    ask: (workspaceId, member, { address: pending, code, until }, at) =>
      atomically(function* () {
        const row = yield* first(db.select().from(mailAddresses).where(its(workspaceId, member)));
        const theirs = recent(row?.askedAt ?? [], at);
        const others = yield* rows(db.select().from(mailAddresses).where(eq(mailAddresses.pending, pending)));
        const there = others.flatMap(({ askedAt }) => recent(askedAt, at));
        if (Math.max(theirs.length, there.length) >= mostAsked) return false;
        const key = row?.key ?? randomBytes(32).toString("base64url");
        const asked = { pending, code: codeHash(code, key), codeUntil: until, wrongCodes: 0 };
        const set = { ...asked, askedAt: [...theirs, at.getTime()] };
        if (row) yield* change(db.update(mailAddresses).set(set).where(eq(mailAddresses.id, row.id)));
        else yield* change(db.insert(mailAddresses).values({ ...set, key, workspaceId, member }));
        return true;
      }),
    confirm: (workspace, member, typed, at) =>
      atomically(function* () {
        const row = yield* first(db.select().from(mailAddresses).where(its(workspace, member)));
        if (!row?.code || row.pending === null) return "none" as const;
        const { id, key, code, pending: address, codeUntil, wrongCodes } = row;
        const late = codeUntil === null || codeUntil <= at;
        const right = timingSafeEqual(Buffer.from(codeHash(typed, key)), Buffer.from(code));
        const over = late || (!right && wrongCodes + 1 >= mostWrongCodes);
        const set = over ? noCode : right ? { ...noCode, address, stopped: null } : { wrongCodes: wrongCodes + 1 };
        yield* change(db.update(mailAddresses).set(set).where(eq(mailAddresses.id, id)));
        return over ? ("over" as const) : right ? ("confirmed" as const) : ("wrong" as const);
      }),
    stop: (id, because, at) =>
      atomically(function* () {
        const where = and(eq(mailAddresses.id, id), isNull(mailAddresses.stopped));
        const row = yield* first(db.update(mailAddresses).set({ stopped: because }).where(where).returning());
        if (row) yield* pauseRoundups(db, row, because, at);
        return row !== undefined;
      }),
    forget: (workspace, member, because, at) =>
      atomically(function* () {
        const row = yield* first(db.select().from(mailAddresses).where(its(workspace, member)));
        if (!row || (row.address === null && row.pending === null)) return false;
        // When codes were sent stays for its hour, so that forgetting brings no more of them.
        const set = { ...noCode, address: null, stopped: null };
        yield* change(db.update(mailAddresses).set(set).where(eq(mailAddresses.id, row.id)));
        yield* pauseRoundups(db, row, because, at);
        return true;
      }),
    forgetUnconfirmed: (at) =>
      atomically(function* () {
        const late = lte(mailAddresses.codeUntil, at);
        const waited = yield* rows(db.update(mailAddresses).set(noCode).where(late).returning());
        const without = yield* rows(db.select().from(mailAddresses).where(hasNothing));
        const over = without.filter(({ askedAt }) => recent(askedAt, at).length === 0).map(({ id }) => id);
        if (over.length > 0) yield* change(db.delete(mailAddresses).where(inArray(mailAddresses.id, over)));
        return new Set([...waited.map(({ id }) => id), ...over]).size;
      }),
  };
}

const hasNothing = and(isNull(mailAddresses.address), isNull(mailAddresses.pending));

const addressColumns = {
  id: mailAddresses.id,
  workspaceId: mailAddresses.workspaceId,
  member: mailAddresses.member,
  address: mailAddresses.address,
  key: mailAddresses.key,
  stopped: mailAddresses.stopped,
};

const recent = (times: readonly number[], at: Date): number[] => times.filter((time) => time > at.getTime() - hourMs);

const codeHash = (code: string, key: string): string => createHmac("sha256", key).update(code).digest("base64");

function* pauseRoundups(
  db: Database,
  { workspaceId, member }: Pick<MailAddress, "workspaceId" | "member">,
  because: string,
  at: Date,
): Steps<void> {
  const running = and(
    eq(subscriptions.workspaceId, workspaceId),
    eq(subscriptions.madeBy, member),
    eq(subscriptions.to, "email"),
    isNull(subscriptions.endedAt),
    isNull(subscriptions.pausedBecause),
  );
  const paused = db.update(subscriptions).set({ pausedBecause: because }).where(running).returning();
  for (const { id } of yield* rows(paused)) yield* cancelOwed(db, id, at);
}
