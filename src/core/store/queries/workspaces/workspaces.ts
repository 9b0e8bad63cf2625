import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { isInstallation } from "./installations.ts";
import { parameter } from "../parameter.ts";
import { firstTimes, installations, settings, workspaces } from "../../schema/workspaces.ts";
import type { Connection } from "../connection.ts";
import { forgetUnusedTopics } from "../retention.ts";
import { change, first, rows } from "../steps.ts";
import type { Settings, Workspace, Workspaces } from "../../store.ts";

const workspaceColumns = {
  id: workspaces.id,
  platform: workspaces.platform,
  workspace: workspaces.workspace,
  name: workspaces.name,
  installer: workspaces.installer,
};

/** Workspaces kept in a database. */
export function workspacesIn({ db, prepare, atomically, write, each, scrub }: Connection): Workspaces {
  const is = ({ platform, workspace }: Parameters<Workspaces["find"]>[0]) =>
    and(eq(workspaces.platform, platform), eq(workspaces.workspace, workspace));
  const find = async (where: Parameters<Workspaces["find"]>[0]): Promise<Workspace | null> => {
    const [row] = await db.select(workspaceColumns).from(workspaces).where(is(where));
    return row ?? null;
  };
  const noted = prepare(
    db
      .select({ what: firstTimes.what })
      .from(firstTimes)
      .where(and(eq(firstTimes.workspaceId, parameter("workspaceId")), eq(firstTimes.what, parameter("what")))),
  );
  return {
    find,
    async get(id) {
      const [row] = await db.select(workspaceColumns).from(workspaces).where(eq(workspaces.id, id));
      return row ?? null;
    },
    all: async () =>
      db.select(workspaceColumns).from(workspaces).where(isNull(workspaces.leftAt)).orderBy(workspaces.id),
    async ensure(where, name, installer) {
      const known = await find(where);
      const told = { ...(name ? { name } : {}), ...(installer ? { installer } : {}) };
      if (known && Object.keys(told).length === 0) return known;
      const { platform, workspace } = where;
      // A call with a name means that the bot has just joined, perhaps again before the data was erased.
      const joined = db
        .insert(workspaces)
        .values({ platform, workspace, name: name ?? "", installer: installer ?? null })
        .onConflictDoUpdate({ target: [workspaces.platform, workspaces.workspace], set: { leftAt: null, ...told } })
        .returning(workspaceColumns);
      const row = await write(() => first(joined));
      if (!row) throw new Error("a workspace could not be kept");
      return row;
    },
    async firstTime(workspaceId, what) {
      const added = db.insert(firstTimes).values({ workspaceId, what }).onConflictDoNothing();
      return (await write(() => change(added))) > 0;
    },
    async takeBack(workspaceId, what) {
      // Every post asks, and hardly ever is there anything.
      if ((await noted.rows({ workspaceId, what })).length === 0) return false;
      const its = and(eq(firstTimes.workspaceId, workspaceId), eq(firstTimes.what, what));
      return (await write(() => change(db.delete(firstTimes).where(its)))) > 0;
    },
    async leave(where, at) {
      await write(() => change(db.update(workspaces).set({ leftAt: at }).where(is(where))));
    },
    present: ({ platform, bot }, ids, serves, at) =>
      atomically(function* () {
        const listed = each(sql`${JSON.stringify(ids)}`, "listed");
        yield* change(sql`insert into ${workspaces} (platform, workspace, name, bot)
          select ${platform}, value, '', ${bot} from ${listed} where true
          on conflict (platform, workspace) do update set bot = excluded.bot, left_at = null`);
        const its = and(eq(workspaces.platform, platform), eq(workspaces.bot, bot), isNull(workspaces.leftAt));
        const absent = and(its, sql`${workspaces.workspace} not in (select value from ${listed})`);
        for (const { id, workspace } of yield* rows(db.select(workspaceColumns).from(workspaces).where(absent)))
          if (serves(workspace)) yield* change(db.update(workspaces).set({ leftAt: at }).where(eq(workspaces.id, id)));
      }),
    async eraseLeft(before) {
      const erased = await atomically(function* () {
        const gone = and(isNotNull(workspaces.leftAt), lt(workspaces.leftAt, before));
        // All rows of a workspace are deleted with it by their foreign keys, except the installation, which is stored before the workspace.
        const left = yield* rows(db.delete(workspaces).where(gone).returning());
        for (const where of left) yield* change(db.delete(installations).where(isInstallation(where)));
        if (left.length > 0) yield* forgetUnusedTopics(db, { each });
        return left.length;
      });
      if (erased > 0) await scrub();
      return erased;
    },
  };
}

/** Workspaces' settings kept in a database. */
export function settingsIn({ db, prepare, write }: Connection): Settings {
  const ofWorkspace = prepare(
    db
      .select()
      .from(settings)
      .where(eq(settings.workspaceId, parameter("workspace"))),
  );
  return {
    async all(workspace) {
      const changed = await ofWorkspace.rows({ workspace });
      return Object.fromEntries(changed.map(({ key, value }) => [key, value]));
    },
    async set(workspaceId, key, value) {
      const target = [settings.workspaceId, settings.key];
      const set = db
        .insert(settings)
        .values({ workspaceId, key, value })
        .onConflictDoUpdate({ target, set: { value } });
      await write(() => change(set));
    },
  };
}
