import { type SQL as Sql, sql } from "drizzle-orm";
import { publicId } from "../../../papers/public-id.ts";
import { papers } from "../../schema/papers.ts";
import { buttonMarks, marks, postPapers, posts } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import { isNumberIn, isTextIn } from "../lists.ts";
import { parameter } from "../parameter.ts";
import type { Statement } from "../steps.ts";

/** How many members vote for a paper, by its row. */
export interface Count {
  paper: number;
  votes: number;
}

/** Counts the members of a workspace who vote for each of some papers. */
export function tallyStatement(connection: Connection): Statement<Count> {
  const ballots = ballotsFor(isNumberIn(connection, sql`paper_id`, "papers"));
  return connection.prepare(sql<Count>`select paper_id as paper, count(*) as votes from ${ballots} group by paper_id`);
}

/** Counts by the papers' public ids. */
export const tallyOf = (counts: readonly Count[]): Map<string, number> =>
  new Map(counts.map(({ paper, votes }) => [publicId(paper), votes]));

/** Finds the papers with most votes first cast since an instant. */
export function topStatement({ prepare }: Connection): Statement<Count> {
  return prepare(
    sql<Count>`select ballots.paper_id as paper, count(*) as votes from ${ballotsFor(sql`true`)}
      join ${papers} on ${papers.id} = ballots.paper_id where ballots.at >= ${parameter("from")}
      group by ballots.paper_id, ${papers.upvotes}, ${papers.publishedAt}, ${papers.id}
      order by votes desc, ${papers.upvotes} desc, ${papers.publishedAt} desc nulls last, ${papers.id} desc
      limit ${parameter("limit")}`,
  );
}

/** Finds those of some papers that a member votes for. */
export function votedStatement(connection: Connection): Statement<{ paper: number }> {
  const ballots = ballotsFor(isNumberIn(connection, sql`paper_id`, "papers"));
  return connection.prepare(
    sql<{ paper: number }>`select distinct paper_id as paper from ${ballots} where member = ${parameter("member")}`,
  );
}

/** Finds who votes for some papers, first votes first. */
export function votersStatement(connection: Connection): Statement<{ paper: number; member: string }> {
  const ballots = ballotsFor(isNumberIn(connection, sql`paper_id`, "papers"));
  return connection.prepare(
    sql<{ paper: number; member: string }>`select ballots.paper_id as paper, ballots.member as member from ${ballots}
      order by ballots.at, ballots.member`,
  );
}

/** One member's vote, by the paper's row. */
export interface Cast {
  paper: number;
  member: string;
  at: number;
}

/** Finds who votes for papers that were posted in one of some channels, newest first. */
export function castInChannelsStatement(connection: Connection): Statement<Cast> {
  const posted = sql`paper_id in (select ${postPapers.paperId} from ${postPapers} join ${posts} on ${posts.id} = ${postPapers.postId}
    where ${posts.workspaceId} = ${parameter("workspace")} and ${isTextIn(connection, posts.channel, "channels")})`;
  return connection.prepare(castStatement(ballotsFor(posted)));
}

/** Finds what a member votes for, newest first. */
export function castByMemberStatement({ prepare }: Connection): Statement<Cast> {
  return prepare(castStatement(ballotsFor(sql`member = ${parameter("member")}`)));
}

/** Finds the papers that were posted in a channel and that nobody votes for, those posted last first, with how often each was posted anywhere. */
export function unvotedStatement({ prepare }: Connection): Statement<{ paper: number; times: number }> {
  const workspace = parameter("workspace");
  const votes = (table: typeof marks | typeof buttonMarks) =>
    sql`exists (select 1 from ${table} where ${table.workspaceId} = ${workspace} and ${table.paperId} = here.paper_id)`;
  return prepare(
    sql<{ paper: number; times: number }>`select here.paper_id as paper,
        (select count(*) from ${postPapers} join ${posts} on ${posts.id} = ${postPapers.postId}
          where ${postPapers.paperId} = here.paper_id and ${posts.workspaceId} = ${workspace}) as times
      from (select ${postPapers.paperId} as paper_id, max(${posts.postedAt}) as at from ${posts}
        join ${postPapers} on ${postPapers.postId} = ${posts.id}
        where ${posts.workspaceId} = ${workspace} and ${posts.channel} = ${parameter("channel")}
        group by ${postPapers.paperId}) here
      where not ${votes(marks)} and not ${votes(buttonMarks)}
      order by here.at desc, here.paper_id desc limit ${parameter("limit")}`,
  );
}

/** Finds the channels in which papers with votes were posted. */
export function votedChannelsStatement({ prepare }: Connection): Statement<{ channel: string }> {
  return prepare(
    sql<{ channel: string }>`select distinct ${posts.channel} as channel from ${ballotsFor(sql`true`)}
      join ${postPapers} on ${postPapers.paperId} = ballots.paper_id
      join ${posts} on ${posts.id} = ${postPapers.postId}
      where ${posts.workspaceId} = ${parameter("workspace")} order by channel`,
  );
}

const castStatement = (ballots: Sql) =>
  sql<Cast>`select ballots.paper_id as paper, ballots.member as member, ballots.at as at from ${ballots}
    order by ballots.at desc, ballots.paper_id desc, ballots.member limit ${parameter("limit")}`;

/** Who votes for which paper in a workspace, each pair once, since when. */
function ballotsFor(which: Sql): Sql {
  const workspace = parameter("workspace");
  return sql`(
    select paper_id, member, min(at) as at from (
      select paper_id, member, at from ${buttonMarks} where workspace_id = ${workspace} and ${which}
      union all
      select paper_id, member, at from ${marks} where workspace_id = ${workspace} and ${which}
    ) cast_votes group by paper_id, member) ballots`;
}
