import type { Context } from "../../src/core/command/define.ts";
import { openAmong } from "../../src/core/roundups/open-channels.ts";
import { type Audience } from "../../src/core/roundups/examples.ts";
import { type Library, libraryOf } from "../../src/core/roundups/library.ts";

/** Whose taste a command goes by: the caller's own, or that of the channel it was typed in. */
export type TasteOf = "me" | "team";

/** The audience of a taste; where there is no channel, the team's is that of the public channels. */
export function audienceOf(whose: TasteOf, { workspace, channel, caller }: Context): Audience {
  const about = { workspaceId: workspace.id, madeBy: caller.id, like: [] };
  if (whose === "me") return { ...about, to: "dm", channel: "" };
  return { ...about, to: "here", channel: channel === null || channel.direct ? "" : channel.id };
}

/** The library as a command reads it, which asks the caller's platform what is public. */
export const libraryFor = ({ store, chat, workspace }: Context): Library =>
  libraryOf(store, (_, channels) => openAmong(chat, workspace, channels));
