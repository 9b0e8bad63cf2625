import { again } from "./again.ts";
import { alike } from "./alike.ts";
import { ask } from "./ask.ts";
import { edit } from "./edit.ts";
import { email } from "./email.ts";
import { exported } from "./export.ts";
import { find } from "./find.ts";
import { help } from "./help.ts";
import { home } from "./home.ts";
import { more, share } from "./more.ts";
import { page } from "./page.ts";
import { pause } from "./pause.ts";
import { preview } from "./preview.ts";
import { privacy } from "./privacy.ts";
import { rest } from "./rest.ts";
import { resume } from "./resume.ts";
import { save, saved, unsave } from "./saved.ts";
import { search } from "./search.ts";
import { settings } from "./settings.ts";
import { setup } from "./setup.ts";
import { details, show } from "./show.ts";
import { similar } from "./similar.ts";
import { status } from "./status.ts";
import { submit } from "./submit.ts";
import { subscribe } from "./subscribe.ts";
import { subscriptions } from "./subscriptions.ts";
import { taste } from "./taste.ts";
import { otherTerms } from "./terms.ts";
import { today } from "./today.ts";
import { top } from "./top.ts";
import { topic } from "./topic.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { unfurl } from "./unfurl.ts";
import { vote } from "./vote.ts";
import type { AnyCommand } from "../src/core/command/define.ts";

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
  submit,
  exported,
  subscribe,
  subscriptions,
  edit,
  pause,
  resume,
  unsubscribe,
  preview,
  taste,
  email,
  status,
  privacy,
  page,
  settings,
  details,
  alike,
  more,
  share,
  vote,
  ask,
  find,
  home,
  rest,
  setup,
  unfurl,
  otherTerms,
  again,
];
