import type { Adapter, SuggestRequest, Suggestion } from "../adapter.ts";
import type { Store, Subscription, Workspace } from "../store/store.ts";
import type { AnyCommand } from "./define.ts";
import { sightFor, visibleSubscriptions } from "./sight.ts";

/** Of one kind; a platform shows as many as it can. */
const mostSuggestions = 25;

/** What proposals come from. */
export interface SuggestDeps {
  store: Store;
  workspace: Workspace;
  commands: readonly AnyCommand[];
  chat: Pick<Adapter, "sees" | "channel"> | null;
}

type Suggester = (deps: SuggestDeps, request: SuggestRequest) => Promise<Suggestion[]>;

const asSuggestions = (values: Iterable<string>): Suggestion[] =>
  [...new Set(values)].map((value) => ({ label: value, value }));

/** The roundups a member may know of. */
async function roundupsFor({ store, workspace, chat }: SuggestDeps, member: string): Promise<Subscription[]> {
  const viewer = { member, sight: sightFor(chat, { ...workspace, member, here: null }), isAdmin: async () => false };
  return visibleSubscriptions(await store.subscriptions.list(workspace.id), viewer);
}

/** Topics of roundups the member may know of, their own searches, and names the papers use; never another's searches. */
const suggestTopics: Suggester = async (deps, { member, typed }) => {
  const { store, workspace } = deps;
  const wanted = typed.trim().toLowerCase();
  const subscribed = (await roundupsFor(deps, member))
    .flatMap((subscription) => subscription.topics)
    .filter((topic) => topic.toLowerCase().includes(wanted));
  const own = await store.searches.of(workspace.id, member, typed, mostSuggestions);
  // Somebody who types does not wait for a rebuild of the index.
  const names = store.search.rebuilding() ? [] : await store.search.names(typed, mostSuggestions);
  return asSuggestions([...subscribed, ...own, ...names]);
};

const arxivId = /\d{4}\.\d{4,5}/;

/** A paper by its id or link, else papers by words of their titles. */
const suggestPapers: Suggester = async ({ store }, { typed }) => {
  const [id] = arxivId.exec(typed) ?? [];
  const named = id === undefined ? null : await store.papers.byArxivId(id);
  if (named) return [{ label: `${id}  ${named.title}`, value: named.id }];
  const found = store.search.rebuilding() ? [] : await store.search.titles(typed, mostSuggestions);
  return found.map(({ id, title }) => ({ label: title, value: id }));
};

/** Time zones, those of the region that the member's language is spoken in first. */
const suggestZones: Suggester = async (_deps, { typed, locale }) => {
  const wanted = typed.toLowerCase().replaceAll(" ", "_");
  const zones = [...zonesOf(locale), "UTC", ...Intl.supportedValuesOf("timeZone")];
  return asSuggestions(zones.filter((zone) => zone.toLowerCase().includes(wanted)));
};

/** What a locale also knows, which TypeScript does not know of yet. */
type Regional = Intl.Locale & { getTimeZones?(): string[] | undefined };

function zonesOf(locale: string | undefined): string[] {
  try {
    const region: Regional | null = locale === undefined ? null : new Intl.Locale(locale).maximize();
    return region?.getTimeZones?.() ?? [];
  } catch {
    return [];
  }
}

/** Roundups by their numbers, with what they are about and where they go. */
const suggestNumbers: Suggester = async (deps, { member, typed, ...where }) => {
  const found = await roundupsFor(deps, member);
  const lines = await Promise.all(
    found.map(async ({ number, topics, to, channel, at }) => {
      const name = to === "here" ? (await deps.chat?.channel(where, channel).catch(() => null))?.name : null;
      const place = to === "here" ? name && `#${name}` : to === "dm" ? "only for you" : "by e-mail";
      const label = [topics.join(", ") || "the Daily Papers", place, at].filter(Boolean).join(" · ");
      return { label: `${number}  ${label}`, value: `${number}` };
    }),
  );
  return lines.filter(fitsTyped(typed));
};

const fitsTyped =
  (typed: string) =>
  ({ label, value }: Suggestion): boolean =>
    `${value} ${label}`.toLowerCase().includes(typed.trim().toLowerCase());

/** Behind `topic` a topic; else a paper. */
const suggestWhat: Suggester = async (deps, request) => {
  const [, topic] = /^topic\s+(.*)$/i.exec(request.typed) ?? [];
  if (topic === undefined) return suggestPapers(deps, request);
  const topics = await suggestTopics(deps, { ...request, typed: topic });
  return topics.map(({ label, value }) => ({ label: `topic ${label}`, value: `topic ${value}` }));
};

const days: Suggestion[] = [
  { label: "weekdays", value: "weekdays" },
  { label: "every day", value: "daily" },
  { label: "Mondays", value: "weekly" },
  { label: "Mondays and Thursdays", value: "mon,thu" },
  { label: "Mondays, Wednesdays and Fridays", value: "mon,wed,fri" },
  ...["Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map((day) => ({
    label: `${day}s`,
    value: day.slice(0, 3).toLowerCase(),
  })),
];

const byOption: Record<string, Suggester> = {
  topic: suggestTopics,
  words: suggestTopics,
  paper: suggestPapers,
  tz: suggestZones,
  number: suggestNumbers,
  what: suggestWhat,
  on: async (_deps, { typed }) => days.filter(fitsTyped(typed)),
};

/** Whether an option of a command has proposals. */
export const isSuggested = ({ proposals = {} }: Pick<AnyCommand, "proposals">, option: string): boolean =>
  Object.hasOwn(byOption, option) || Object.hasOwn(proposals, option);

/** Proposals for a half-typed option, the likeliest first; empty for options that take anything. */
export async function suggest(deps: SuggestDeps, request: SuggestRequest): Promise<Suggestion[]> {
  const command = deps.commands.find(({ name }) => name === request.command);
  const own = command?.proposals?.[request.option];
  const proposed = (own ?? []).filter(fitsTyped(request.typed));
  return proposed.length > 0 ? proposed : ((await byOption[request.option]?.(deps, request)) ?? []);
}
