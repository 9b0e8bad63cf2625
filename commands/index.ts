import type { AnyCommand } from "../src/core/command/define.ts";
import { find } from "./find.ts";
import { help } from "./help.ts";
import { home } from "./home.ts";
import { more, share } from "./more.ts";
import { save, saved, unsave } from "./saved.ts";
import { search } from "./search.ts";
import { details, show } from "./show.ts";
import { similar } from "./similar.ts";
import { status } from "./status.ts";
import { today } from "./today.ts";
import { top } from "./top.ts";
import { topic } from "./topic.ts";
import { vote } from "./vote.ts";

/** Every subcommand of `/papers`, in the order help shows them; those that only buttons reach come last. */
export const commands: readonly AnyCommand[] = [
  help,
  today,
  topic,
  search,
  show,
  similar,
  top,
  save,
  unsave,
  saved,
  status,
  details,
  more,
  share,
  vote,
  find,
  home,
];
