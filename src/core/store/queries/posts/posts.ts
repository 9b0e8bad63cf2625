import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, ne, notInArray, notLike, or, sql } from "drizzle-orm";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import { checkingCounts, staleFrom } from "./recording.ts";
import { mailChannel } from "../../../platform.ts";
import { adding, hadStatement } from "./statements.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { postPapers, posts } from "../../schema/votes.ts";
import { workspaces } from "../../schema/workspaces.ts";
import { isNumberIn } from "../lists.ts";
import { parameter } from "../parameter.ts";
import type { Connection } from "../connection.ts";
import { change } from "../steps.ts";
import type { Post, Posts } from "../../store.ts";

const postColumns = {
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
  refreshAfter: posts.refreshAfter,
  goneAt: posts.goneAt,
};

/** Posts kept in a database. */
export function postsIn(connection: Connection): Posts {
  const { db, prepare, together, write } = connection;
  const checkCounts = checkingCounts(connection);
  const add = adding(connection);
  const had = hadStatement(connection);
  const papersOf = prepare(
    db
      .select()
      .from(postPapers)
      .where(isNumberIn(connection, postPapers.postId, "posts"))
      .orderBy(asc(postPapers.position)),
  );
  const select = () => db.select(postColumns).from(posts).innerJoin(workspaces, eq(workspaces.id, posts.workspaceId));
  const withPapers = async (rows: Omit<Post, "papers">[]): Promise<Post[]> => {
    if (rows.length === 0) return [];
    const shown = await papersOf.rows({ posts: JSON.stringify(rows.map(({ id }) => id)) });
    const byPost = Map.groupBy(shown, ({ postId }) => postId);
    return rows.map((row) => ({ ...row, papers: (byPost.get(row.id) ?? []).map(({ paperId }) => publicId(paperId)) }));
  };
  const mayNow = or(isNull(posts.refreshAfter), sql`${posts.refreshAfter} <= ${parameter("now")}`);
  const stale = prepare(
    select()
      .where(and(isNotNull(posts.staleSince), isNull(posts.goneAt), isNull(workspaces.leftAt), mayNow))
      .orderBy(neverRedrawnFirst, asc(posts.id))
      .limit(sql.placeholder("limit")),
  );
  const first = async (rows: Omit<Post, "papers">[]): Promise<Post | null> => (await withPapers(rows))[0] ?? null;
  const at = (workspace: number, channels: string[], message: string) =>
    and(eq(posts.workspaceId, workspace), inArray(posts.channel, channels), eq(posts.message, message));
  const postsWith = (paper: string) =>
    db
      .select({ id: postPapers.postId })
      .from(postPapers)
      .where(eq(postPapers.paperId, rowOf(paper)));

  return {
    async record(workspaceId, { platform, workspace, channel, thread, message }, papers, drawn, postedAt) {
      const row = { workspaceId, channel, thread, message, drawn };
      const id = await together(() => add(row, papers.map(rowOf), postedAt));
      await checkCounts(row, postedAt);
      if (id !== null) return { ...row, ...fresh, postedAt, id, platform, workspace, papers };
      const post = await this.find(workspaceId, channel, message);
      if (!post) throw new Error("a post vanished while it was recorded");
      return post;
    },
    async find(workspace, channel, message, parent = null) {
      const channels = parent === null ? [channel] : [channel, parent];
      return first(await select().where(at(workspace, channels, message)));
    },
    get: async (id) => first(await select().where(eq(posts.id, id))),
    async ofPaper(workspace, paper, here = null) {
      const own = db
        .select({ channel: subscriptions.channel })
        .from(subscriptions)
        .where(and(eq(subscriptions.workspaceId, workspace), ne(subscriptions.to, "here")));
      const others = and(notInArray(posts.channel, own), notLike(posts.channel, mailChannel("%")));
      const open = or(others, here === null ? undefined : eq(posts.channel, here));
      const where = and(eq(posts.workspaceId, workspace), inArray(posts.id, postsWith(paper)), open);
      return withPapers(await select().where(where).orderBy(desc(posts.postedAt)));
    },
    async hadIn(workspace, channel, papers) {
      const rows = await had.rows({ workspace, channel, papers: JSON.stringify(papers.map(rowOf)) });
      return new Set(rows.map(({ paperId }) => publicId(paperId)));
    },
    async since(workspace, from) {
      const where = and(eq(posts.workspaceId, workspace), gte(posts.postedAt, from));
      return withPapers(await select().where(where).orderBy(asc(posts.postedAt)));
    },
    async recent(from, after, limit) {
      const where = and(
        isNull(posts.goneAt),
        isNull(workspaces.leftAt),
        gte(posts.postedAt, from),
        gt(posts.id, after),
      );
      return withPapers(await select().where(where).orderBy(asc(posts.id)).limit(limit));
    },
    allSince: async (from) => withPapers(await select().where(gte(posts.postedAt, from)).orderBy(asc(posts.postedAt))),
    async markStale(workspace, paper, at) {
      const where = and(eq(posts.workspaceId, workspace), isNull(posts.goneAt), inArray(posts.id, postsWith(paper)));
      const stale = db
        .update(posts)
        .set({ staleSince: staleFrom(at) })
        .where(where);
      await together(() => change(stale));
    },
    stale: async (now, limit) => withPapers(await stale.rows({ now: now.getTime(), limit })),
    async refreshed(id, drawn, seen, next) {
      const staleSince = sql`case when ${posts.staleSince} > ${seen.getTime()} then ${posts.staleSince} end`;
      const set = { drawn, refreshAfter: next, staleSince };
      await write(() => change(db.update(posts).set(set).where(eq(posts.id, id))));
    },
    async draw(id, drawn) {
      await write(() => change(db.update(posts).set({ drawn }).where(eq(posts.id, id))));
    },
    async postpone(id, until) {
      await write(() => change(db.update(posts).set({ refreshAfter: until }).where(eq(posts.id, id))));
    },
    async gone(id, at) {
      const set = { goneAt: at, staleSince: null };
      await write(() => change(db.update(posts).set(set).where(eq(posts.id, id))));
    },
    async remove(id) {
      await write(() => change(db.delete(posts).where(eq(posts.id, id))));
    },
  };
}

/** SQLite puts nulls first, PostgreSQL last, unless it is said. */
const neverRedrawnFirst = sql`${posts.refreshAfter} asc nulls first`;

/** What is so of every post that was just recorded. */
const fresh = { staleSince: null, refreshAfter: null, goneAt: null };
