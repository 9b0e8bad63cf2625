import { and, desc, eq, gte, inArray, isNotNull, isNull, ne, notInArray } from "drizzle-orm";
import { subscriptions } from "../../schema/subscriptions.ts";
import { postPapers, posts, saves } from "../../schema/votes.ts";
import { settings, workspaces } from "../../schema/workspaces.ts";
import type { Database } from "../connection.ts";
import { rows, type Steps } from "../steps.ts";

/** Where a note goes: under a post, or into the direct messages of a member. */
export interface NotePlace {
  workspaceId: number;
  channel: string;
  /** The reader, where it is one alone. */
  member: string | null;
  post: number | null;
}

/** The newest post of the paper in each workspace's channels and in each member's own, and members who saved it. */
export function* placesOf(db: Database, paper: number, postedSince: Date): Steps<NotePlace[]> {
  const wanting = and(
    isNull(workspaces.leftAt),
    ne(workspaces.platform, "terminal"),
    notInArray(workspaces.id, silent(db)),
  );
  const shown = yield* rows(
    db
      .select({ workspaceId: posts.workspaceId, channel: posts.channel, post: posts.id })
      .from(postPapers)
      .innerJoin(posts, eq(posts.id, postPapers.postId))
      .innerJoin(workspaces, eq(workspaces.id, posts.workspaceId))
      .where(and(eq(postPapers.paperId, paper), isNull(posts.goneAt), gte(posts.postedAt, postedSince), wanting))
      .orderBy(desc(posts.postedAt), desc(posts.id)),
  );
  const savers = yield* rows(
    db
      .select({ workspaceId: saves.workspaceId, member: saves.member })
      .from(saves)
      .innerJoin(workspaces, eq(workspaces.id, saves.workspaceId))
      .where(and(eq(saves.paperId, paper), wanting))
      .orderBy(saves.workspaceId, saves.member),
  );
  const directs = yield* directChannels(
    db,
    [...shown, ...savers].map(({ workspaceId }) => workspaceId),
  );
  const memberAt = new Map(directs.map(({ workspaceId, channel, member }) => [`${workspaceId} ${channel}`, member]));
  const channelOf = new Map(directs.map(({ workspaceId, channel, member }) => [`${workspaceId} ${member}`, channel]));
  const places = new Map<string, NotePlace>();
  const add = (place: NotePlace) => {
    const key = `${place.workspaceId} ${place.member ?? ""}`;
    if (!places.has(key)) places.set(key, place);
  };
  for (const post of shown) add({ ...post, member: memberAt.get(`${post.workspaceId} ${post.channel}`) ?? null });
  for (const { workspaceId, member } of savers) {
    const channel = channelOf.get(`${workspaceId} ${member}`) ?? unknownDirect(member);
    add({ workspaceId, channel, member, post: null });
  }
  return [...places.values()];
}

/** Workspaces with `updates: off`. */
const silent = (db: Database) =>
  db
    .select({ id: settings.workspaceId })
    .from(settings)
    .where(and(eq(settings.key, "updates"), eq(settings.value, "off")));

/** Stands for a member's direct messages until the platform is asked for their channel. */
const unknownDirect = (member: string): string => `@${member}`;

/** The known channels of direct messages in some workspaces. */
function* directChannels(db: Database, among: readonly number[]) {
  const found = yield* rows(
    db
      .selectDistinct({
        workspaceId: subscriptions.workspaceId,
        channel: subscriptions.channel,
        member: subscriptions.madeBy,
      })
      .from(subscriptions)
      .where(
        and(
          inArray(subscriptions.workspaceId, [...new Set(among)]),
          eq(subscriptions.to, "dm"),
          isNotNull(subscriptions.madeBy),
        ),
      ),
  );
  return found.filter((direct) => direct.channel !== unknownDirect(direct.member ?? ""));
}
