import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { isInstallation } from "./installations.ts";
import { parameter } from "../parameter.ts";
import { firstTimes, installations, settings, workspaces } from "../../schema/workspaces.ts";
import type { Connection, Database } from "../connection.ts";
import type { Settings, Workspace, Workspaces } from "../../store.ts";

const columns = {
  id: workspaces.id,
  platform: workspaces.platform,
  workspace: workspaces.workspace,
  name: workspaces.name,
  installer: workspaces.installer,
};

/** Workspaces kept in a database. */
export function workspacesIn({ db, atomically }: Connection): Workspaces {
  const is = ({ platform, workspace }: Parameters<Workspaces["find"]>[0]) =>
    and(eq(workspaces.platform, platform), eq(workspaces.workspace, workspace));
  const find = async (where: Parameters<Workspaces["find"]>[0]): Promise<Workspace | null> => {
    const [row] = await db.select(columns).from(workspaces).where(is(where));
    return row ?? null;
  };
  return {
    find,
    async ensure(where, name, installer) {
      const known = await find(where);
      const told = { ...(name ? { name } : {}), ...(installer ? { installer } : {}) };
      if (known && Object.keys(told).length === 0) return known;
      const { platform, workspace } = where;
      // Whoever tells the name has just joined, or joined again before anything was erased.
      const [row] = await db
        .insert(workspaces)
        .values({ platform, workspace, name: name ?? "", installer: installer ?? null })
        .onConflictDoUpdate({ target: [workspaces.platform, workspaces.workspace], set: { leftAt: null, ...told } })
        .returning(columns);
      if (!row) throw new Error("a workspace could not be kept");
      return row;
    },
    async firstTime(workspaceId, what) {
      const added = await db.insert(firstTimes).values({ workspaceId, what }).onConflictDoNothing().returning();
      return added.length > 0;
    },
    async leave(where, at) {
      await db.update(workspaces).set({ leftAt: at }).where(is(where));
    },
    present: async ({ platform, bot }, ids, at) =>
      atomically(() => {
        const listed = sql`select value from json_each(${JSON.stringify(ids)})`;
        db.run(sql`insert into ${workspaces} (platform, workspace, name, bot)
          select ${platform}, value, '', ${bot} from (${listed}) where true
          on conflict (platform, workspace) do update set bot = excluded.bot, left_at = null`);
        const its = and(eq(workspaces.platform, platform), eq(workspaces.bot, bot), isNull(workspaces.leftAt));
        db.update(workspaces)
          .set({ leftAt: at })
          .where(and(its, sql`${workspaces.workspace} not in (${listed})`))
          .run();
      }),
    eraseLeft: async (before) =>
      atomically(() => {
        const gone = and(isNotNull(workspaces.leftAt), lt(workspaces.leftAt, before));
        // Everything of a workspace hangs on its row and goes with it; an installation is there before the workspace is.
        const erased = db.delete(workspaces).where(gone).returning().all();
        for (const where of erased) db.delete(installations).where(isInstallation(where)).run();
        return erased.length;
      }),
  };
}

/** Workspaces' settings kept in a database. */
export function settingsIn(db: Database): Settings {
  const ofWorkspace = db
    .select()
    .from(settings)
    .where(eq(settings.workspaceId, parameter("workspace")))
    .prepare();
  return {
    all: async (workspace) => Object.fromEntries(ofWorkspace.all({ workspace }).map(({ key, value }) => [key, value])),
    async set(workspaceId, key, value) {
      const target = [settings.workspaceId, settings.key];
      await db.insert(settings).values({ workspaceId, key, value }).onConflictDoUpdate({ target, set: { value } });
    },
  };
}
