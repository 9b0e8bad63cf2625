import type { Adapter, SuggestRequest, Suggestion } from "../adapter.ts";
import type { Store, Workspace } from "../store/store.ts";
import { sightFor, visibleSubscriptions } from "./sight.ts";

/** Of one kind; a platform shows as many as it can. */
const mostSuggestions = 25;

/** What proposals come from. */
export interface SuggestDeps {
  store: Store;
  workspace: Workspace;
  chat: Pick<Adapter, "sees"> | null;
}

type Suggester = (deps: SuggestDeps, request: SuggestRequest) => Promise<Suggestion[]>;

const asSuggestions = (values: Iterable<string>): Suggestion[] =>
  [...new Set(values)].map((value) => ({ label: value, value }));

/** Topics of roundups the member may know of, their own searches, and names the papers use; never another's searches. */
const suggestTopics: Suggester = async ({ store, workspace, chat }, { member, typed }) => {
  const wanted = typed.trim().toLowerCase();
  const viewer = { member, sight: sightFor(chat, { ...workspace, member, here: null }), isAdmin: async () => false };
  const subscribed = (await visibleSubscriptions(await store.subscriptions.list(workspace.id), viewer))
    .flatMap((subscription) => subscription.topics)
    .filter((topic) => topic.toLowerCase().includes(wanted));
  const own = await store.searches.of(workspace.id, member, typed, mostSuggestions);
  // Somebody who types does not wait for a rebuild of the index.
  const names = store.search.rebuilding() ? [] : await store.search.names(typed, mostSuggestions);
  return asSuggestions([...subscribed, ...own, ...names]);
};

const suggestPapers: Suggester = async ({ store }, { typed }) => {
  const found = store.search.rebuilding() ? [] : await store.search.titles(typed, mostSuggestions);
  return found.map(({ id, title }) => ({ label: title, value: id }));
};

const suggestZones: Suggester = async (_deps, { typed }) => {
  const wanted = typed.toLowerCase().replaceAll(" ", "_");
  return asSuggestions(
    ["UTC", ...Intl.supportedValuesOf("timeZone")].filter((zone) => zone.toLowerCase().includes(wanted)),
  );
};

const byOption: Record<string, Suggester> = {
  topic: suggestTopics,
  words: suggestTopics,
  paper: suggestPapers,
  tz: suggestZones,
};

/** The options with proposals. */
export const suggested: readonly string[] = Object.keys(byOption);

/** Proposals for a half-typed option, the likeliest first; empty for options that take anything. */
export async function suggest(deps: SuggestDeps, request: SuggestRequest): Promise<Suggestion[]> {
  return (await byOption[request.option]?.(deps, request)) ?? [];
}
