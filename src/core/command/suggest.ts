import type { SuggestRequest, Suggestion } from "../adapter.ts";
import type { Store, Workspace } from "../store/store.ts";

/** Discord shows at most 25 proposals of at most 100 characters. */
const most = 25;

type Suggester = (store: Store, workspace: Workspace, request: SuggestRequest) => Promise<Suggestion[]>;

const plain = (values: Iterable<string>): Suggestion[] =>
  [...new Set(values)].map((value) => ({ label: value, value }));

/** Subscribed topics, the caller's own searches and names the papers themselves use; never another member's searches. */
const topics: Suggester = async (store, workspace, { member, typed }) => {
  const wanted = typed.trim().toLowerCase();
  const subscriptions = await store.subscriptions.list(workspace.id);
  const subscribed = subscriptions
    .filter(({ dm, madeBy }) => !dm || madeBy === member)
    .flatMap((subscription) => subscription.topics)
    .filter((topic) => topic.toLowerCase().includes(wanted));
  const own = await store.searches.of(workspace.id, member, typed, most);
  const names = await store.search.names(typed, most);
  return plain([...subscribed, ...own, ...names]);
};

const papers: Suggester = async (store, _workspace, { typed }) =>
  (await store.search.titles(typed, most)).map(({ id, title }) => ({ label: title, value: id }));

const zones: Suggester = async (_store, _workspace, { typed }) => {
  const wanted = typed.toLowerCase().replaceAll(" ", "_");
  return plain(["UTC", ...Intl.supportedValuesOf("timeZone")].filter((zone) => zone.toLowerCase().includes(wanted)));
};

const byOption: Record<string, Suggester> = { topic: topics, words: topics, paper: papers, tz: zones };

/** The options there are proposals for. */
export const suggested: readonly string[] = Object.keys(byOption);

/** Proposals for a half-typed option; empty for options that take anything. */
export async function suggest(store: Store, workspace: Workspace, request: SuggestRequest): Promise<Suggestion[]> {
  const found = (await byOption[request.option]?.(store, workspace, request)) ?? [];
  return found.filter(({ value }) => value.length <= 100).slice(0, most);
}
