import { and, asc, eq, exists, gte, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import type { HadPaper, TeamReading, TimeSpan } from "../../page.ts";
import { submissions } from "../../schema/members.ts";
import { memberNames, pageChannels, pagePosts } from "../../schema/pages.ts";
import { buttonMarks, postPapers, posts, saves } from "../../schema/votes.ts";
import { workspaces } from "../../schema/workspaces.ts";
import type { Connection, Database } from "../connection.ts";
import { isNumberIn } from "../lists.ts";
import { parameter } from "../parameter.ts";
import { votersStatement } from "../posts/ballots.ts";

/** What teams had, voted for and saved, read from a database. */
export function teamReadingIn(connection: Connection): TeamReading {
  const { db, prepare } = connection;
  const voters = votersStatement(connection);
  const counted = prepare(
    sql<{ paper: number; members: number }>`select paper_id as paper, count(*) as members from ${saves}
      where workspace_id = ${parameter("workspace")} and ${isNumberIn(connection, sql`paper_id`, "papers")}
      group by paper_id`,
  );
  return {
    posted: (workspace, askedAfter, span) => postedPapers(db, workspace, askedAfter, span),
    kept: (workspace, span) => keptPapers(db, workspace, span),
    async drawn(ids) {
      const rows = await db
        .select({ id: posts.id, drawn: posts.drawn })
        .from(posts)
        .where(inArray(posts.id, [...ids]));
      return new Map(rows.map(({ id, drawn }) => [id, drawn]));
    },
    async saves(workspace, papers) {
      const rows = await counted.rows({ workspace, papers: JSON.stringify(papers.map(rowOf)) });
      return new Map(rows.map(({ paper, members }) => [publicId(paper), members]));
    },
    async voters(workspace, papers) {
      const rows = await voters.rows({ workspace, papers: JSON.stringify(papers.map(rowOf)) });
      const byPaper = Map.groupBy(rows, ({ paper }) => publicId(paper));
      return new Map([...byPaper].map(([paper, cast]) => [paper, cast.map(({ member }) => member)]));
    },
    async names(workspace) {
      const rows = await db.select().from(memberNames).where(eq(memberNames.workspaceId, workspace));
      return new Map(rows.map(({ member, name }) => [member, name]));
    },
  };
}

async function postedPapers(
  db: Database,
  workspace: number,
  askedAfter: Date,
  { from, until }: TimeSpan,
): Promise<HadPaper[]> {
  const isOpen = and(isNull(pageChannels.choice), eq(pageChannels.open, true), gte(pageChannels.checkedAt, askedAfter));
  // A thread of Discord may be private in an open channel; the ones under our own messages are not.
  const parent = alias(posts, "parent");
  const isParent = and(
    eq(parent.workspaceId, posts.workspaceId),
    eq(parent.channel, posts.channel),
    sql`${parent.message} = ${posts.thread}`,
  );
  const underOurs = exists(
    db
      .select({ one: sql`1` })
      .from(parent)
      .where(isParent),
  );
  const rows = await db
    .select({
      id: posts.id,
      at: posts.postedAt,
      paper: postPapers.paperId,
      channel: pageChannels.name,
      roundup: pagePosts.roundup,
      link: pagePosts.link,
    })
    .from(posts)
    .innerJoin(
      pageChannels,
      and(eq(pageChannels.workspaceId, posts.workspaceId), eq(pageChannels.channel, posts.channel)),
    )
    .innerJoin(workspaces, eq(workspaces.id, posts.workspaceId))
    .innerJoin(postPapers, eq(postPapers.postId, posts.id))
    .leftJoin(pagePosts, eq(pagePosts.postId, posts.id))
    .where(
      and(
        eq(posts.workspaceId, workspace),
        or(eq(pageChannels.choice, "shown"), isOpen),
        or(isNull(posts.thread), eq(workspaces.platform, "slack"), underOurs),
        from === null ? undefined : gte(posts.postedAt, from),
        until === null ? undefined : lt(posts.postedAt, until),
      ),
    )
    .orderBy(asc(posts.postedAt), asc(posts.id), asc(postPapers.position));
  return rows.map(({ id, at, paper, channel, roundup, link }) => ({
    paper: publicId(paper),
    at,
    post: { id, channel: channel ?? "", roundup, link },
  }));
}

async function keptPapers(db: Database, workspace: number, { from, until }: TimeSpan): Promise<HadPaper[]> {
  const first = new Map<number, Date>();
  for (const table of [buttonMarks, saves, submissions]) {
    const rows = await db
      .select({ paper: table.paperId, at: table.at })
      .from(table)
      .where(eq(table.workspaceId, workspace));
    for (const { paper, at } of rows) if (at < (first.get(paper) ?? new Date(8.64e15))) first.set(paper, at);
  }
  return [...first]
    .filter(([, at]) => (from === null || at >= from) && (until === null || at < until))
    .sort(([, a], [, b]) => a.getTime() - b.getTime())
    .map(([paper, at]) => ({ paper: publicId(paper), at, post: null }));
}
