import type { Store, Workspace } from "../core/store/store.ts";
import { UserError } from "../errors.ts";

/** The workspace of an id as its platform gives it; without one the only one there is, else the terminal's own. */
export async function whichWorkspace(store: Store, id: string | undefined): Promise<Workspace> {
  const all = await store.workspaces.all();
  const chats = all.filter(({ platform }) => platform !== "terminal");
  if (id !== undefined) {
    const found = all.filter((each) => each.workspace === id || qualifiedId(each) === id);
    return found.length === 1 && found[0]
      ? found[0]
      : askForOne(`There is no one workspace \`${id.slice(0, 60)}\`.`, all);
  }
  if (chats.length > 1) askForOne("There are several workspaces.", chats);
  return chats[0] ?? store.workspaces.ensure({ platform: "terminal", workspace: "local" });
}

const qualifiedId = ({ platform, workspace }: Workspace): string => `${platform}/${workspace}`;

function askForOne(problem: string, known: readonly Workspace[]): never {
  const list = known.map((each) => `${qualifiedId(each)}${each.name ? ` (${each.name})` : ""}`).join(", ");
  throw new UserError("usage", `${problem} Name one with \`--workspace ID\`: ${list || "none is known yet"}.`);
}
