import { and, eq } from "drizzle-orm";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import { buttonMarks } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import { change, rows } from "../steps.ts";
import type { Votes } from "../../store.ts";
import {
  castByMemberStatement,
  castInChannelsStatement,
  tallyOf,
  tallyStatement,
  topStatement,
  unvotedStatement,
  votedChannelsStatement,
  votedStatement,
} from "./ballots.ts";
import { marksIn } from "./marks.ts";

/** Votes kept in a database: a vote is any mark, of a reaction or of the button. */
export function votesIn(connection: Connection): Votes {
  const { db, together } = connection;
  const counted = tallyStatement(connection);
  const most = topStatement(connection);
  const voted = votedStatement(connection);
  const castInChannels = castInChannelsStatement(connection);
  const castByMember = castByMemberStatement(connection);
  const unvoted = unvotedStatement(connection);
  const votedChannels = votedChannelsStatement(connection);
  return {
    ...marksIn(connection),
    toggle: (workspaceId, member, paper, at) =>
      together(function* () {
        const paperId = rowOf(paper);
        const added = yield* change(
          db.insert(buttonMarks).values({ workspaceId, member, paperId, at }).onConflictDoNothing(),
        );
        const its = and(eq(buttonMarks.workspaceId, workspaceId), eq(buttonMarks.paperId, paperId));
        if (added === 0) yield* change(db.delete(buttonMarks).where(and(its, eq(buttonMarks.member, member))));
        const values = { workspace: workspaceId, member, papers: JSON.stringify([paperId]) };
        const votes = tallyOf(yield* rows(counted, values));
        return { voted: (yield* rows(voted, values)).length > 0, votes: votes.get(paper) ?? 0 };
      }),
    async tallies(workspace, papers) {
      if (papers.length === 0) return new Map<string, number>();
      return tallyOf(await counted.rows({ workspace, papers: rowsOf(papers) }));
    },
    async top(workspace, since, limit) {
      const counts = await most.rows({ workspace, from: since?.getTime() ?? 0, limit });
      return counts.map(({ paper, votes }) => ({ paper: publicId(paper), votes }));
    },
    async cast(workspace, by, limit) {
      const found =
        "channels" in by
          ? castInChannels.rows({ workspace, channels: JSON.stringify(by.channels), limit })
          : castByMember.rows({ workspace, ...by, limit });
      return (await found).map(({ paper, member, at }) => ({ paper: publicId(paper), member, at: new Date(at) }));
    },
    async unvoted(workspace, channel, limit) {
      const found = await unvoted.rows({ workspace, channel, limit });
      return found.map(({ paper, times }) => ({ paper: publicId(paper), times }));
    },
    async channels(workspace) {
      return (await votedChannels.rows({ workspace })).map(({ channel }) => channel);
    },
    async votedBy(workspace, member, papers) {
      if (papers.length === 0) return new Set<string>();
      const found = await voted.rows({ workspace, member, papers: rowsOf(papers) });
      return new Set(found.map(({ paper }) => publicId(paper)));
    },
  };
}

const rowsOf = (papers: readonly string[]): string => JSON.stringify(papers.map(rowOf));
