import { and, asc, desc, eq, gte, inArray, isNotNull, isNull } from "./drizzle.ts";
import { publicId, rowOf } from "./ids.ts";
import { postPapers, posts } from "./schema/votes.ts";
import { workspaces } from "./schema/workspaces.ts";
import type { Connection } from "./sqlite.ts";
import type { Post, Posts } from "./store.ts";

const columns = {
  id: posts.id,
  workspaceId: posts.workspaceId,
  platform: workspaces.platform,
  workspace: workspaces.workspace,
  channel: posts.channel,
  thread: posts.thread,
  message: posts.message,
  drawn: posts.drawn,
  postedAt: posts.postedAt,
  staleSince: posts.staleSince,
  refreshedAt: posts.refreshedAt,
};

/** Posts kept in a database. */
export function postsIn({ db, atomically }: Connection): Posts {
  const select = () => db.select(columns).from(posts).innerJoin(workspaces, eq(workspaces.id, posts.workspaceId));
  const withPapers = async (rows: Omit<Post, "papers">[]): Promise<Post[]> => {
    const ids = rows.map(({ id }) => id);
    const order = asc(postPapers.position);
    const shown = await db.select().from(postPapers).where(inArray(postPapers.postId, ids)).orderBy(order);
    return rows.map((row) => ({
      ...row,
      papers: shown.filter(({ postId }) => postId === row.id).map(({ paperId }) => publicId(paperId)),
    }));
  };
  const first = async (rows: Omit<Post, "papers">[]): Promise<Post | null> => (await withPapers(rows))[0] ?? null;
  const at = (workspace: number, channel: string, message: string) =>
    and(eq(posts.workspaceId, workspace), eq(posts.channel, channel), eq(posts.message, message));
  const postsWith = (paper: string) =>
    db
      .select({ id: postPapers.postId })
      .from(postPapers)
      .where(eq(postPapers.paperId, rowOf(paper)));

  return {
    async record(workspaceId, { channel, thread, message }, papers, drawn, postedAt) {
      const row = { workspaceId, channel, thread, message, drawn, postedAt };
      const id = atomically(() => {
        const here = at(workspaceId, channel, message);
        const added = db.insert(posts).values(row).onConflictDoNothing().returning({ id: posts.id }).get();
        if (!added) return db.select({ id: posts.id }).from(posts).where(here).get()?.id;
        const shown = papers.map((paper, position) => ({ postId: added.id, position, paperId: rowOf(paper) }));
        if (shown.length > 0) db.insert(postPapers).values(shown).run();
        return added.id;
      });
      const post = await first(await select().where(eq(posts.id, id ?? 0)));
      if (!post) throw new Error("a post vanished while it was recorded");
      return post;
    },
    find: async (workspace, channel, message) => first(await select().where(at(workspace, channel, message))),
    get: async (id) => first(await select().where(eq(posts.id, id))),
    async ofPaper(workspace, paper) {
      const where = and(eq(posts.workspaceId, workspace), inArray(posts.id, postsWith(paper)));
      return withPapers(await select().where(where).orderBy(desc(posts.postedAt)));
    },
    async hadIn(workspace, channel, papers) {
      const rows = await db
        .selectDistinct({ paperId: postPapers.paperId })
        .from(postPapers)
        .innerJoin(posts, eq(posts.id, postPapers.postId))
        .where(
          and(
            eq(posts.workspaceId, workspace),
            eq(posts.channel, channel),
            inArray(postPapers.paperId, papers.map(rowOf)),
          ),
        );
      return new Set(rows.map(({ paperId }) => publicId(paperId)));
    },
    async since(workspace, from) {
      const where = and(eq(posts.workspaceId, workspace), gte(posts.postedAt, from));
      return withPapers(await select().where(where).orderBy(asc(posts.postedAt)));
    },
    async markStale(workspace, paper, at) {
      const where = and(
        eq(posts.workspaceId, workspace),
        isNull(posts.staleSince),
        inArray(posts.id, postsWith(paper)),
      );
      await db.update(posts).set({ staleSince: at }).where(where);
    },
    stale: async (limit) =>
      withPapers(await select().where(isNotNull(posts.staleSince)).orderBy(asc(posts.staleSince)).limit(limit)),
    async refreshed(id, drawn, at) {
      await db.update(posts).set({ drawn, refreshedAt: at, staleSince: null }).where(eq(posts.id, id));
    },
    async remove(id) {
      await db.delete(posts).where(eq(posts.id, id));
    },
  };
}
