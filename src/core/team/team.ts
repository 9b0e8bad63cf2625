import { dayMs } from "../../durations.ts";
import { dayIn } from "../messages/dates.ts";
import type { HadPaper, Store, TimeSpan, Workspace } from "../store/store.ts";
import { daysAfter, mondayOf, weekOf } from "../messages/iso-week.ts";

/** A team whose reading is shown outside of the chat. */
export interface Team {
  store: Store;
  workspace: Workspace;
  /** IANA zone that its weeks are in. */
  timezone: string;
  /** Names of its members; null where the page names nobody. */
  names: ReadonlyMap<string, string> | null;
  now: Date;
}

/** For how long a channel counts as open after the platform said so. */
const believedMs = dayMs;

/** The team of a workspace, as its settings want it shown. */
export async function teamOf(store: Store, workspace: Workspace, defaultTimezone: string, now: Date): Promise<Team> {
  const { timezone = defaultTimezone, names } = await store.settings.all(workspace.id);
  return { store, workspace, timezone, now, names: names === "on" ? await store.reading.names(workspace.id) : null };
}

/** What a team had in a span of time, oldest first. A terminal has no channels: there it is what its member kept. */
export function hadIn({ store, workspace, now }: Team, span: TimeSpan): Promise<HadPaper[]> {
  if (workspace.platform === "terminal") return store.reading.kept(workspace.id, span);
  return store.reading.posted(workspace.id, new Date(now.getTime() - believedMs), span);
}

/** What a team had in an ISO week of its time zone, oldest first. */
export async function hadInWeek(team: Team, week: string): Promise<HadPaper[]> {
  const monday = mondayOf(week);
  if (monday === null) return [];
  // A day more on each side holds every time zone's week.
  const span = { from: new Date(daysAfter(monday, -1)), until: new Date(daysAfter(monday, 8)) };
  return (await hadIn(team, span)).filter(({ at }) => weekIn(team, at) === week);
}

/** The ISO week of an instant in the team's time zone. */
export const weekIn = ({ timezone }: Team, at: Date): string => weekOf(dayIn(at, timezone));
