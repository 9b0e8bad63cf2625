import type { AnyCommand } from "../src/core/command/define.ts";

/** Where every subcommand of `/papers` is, in the order help shows them; those that only buttons reach come last. */
export const files: Record<string, () => Promise<AnyCommand>> = {
  help: async () => (await import("./help.ts")).help,
  today: async () => (await import("./today.ts")).today,
  topic: async () => (await import("./topic.ts")).topic,
  search: async () => (await import("./search.ts")).search,
  show: async () => (await import("./show.ts")).show,
  similar: async () => (await import("./similar.ts")).similar,
  top: async () => (await import("./top.ts")).top,
  save: async () => (await import("./saved.ts")).save,
  unsave: async () => (await import("./saved.ts")).unsave,
  saved: async () => (await import("./saved.ts")).saved,
  submit: async () => (await import("./submit.ts")).submit,
  export: async () => (await import("./export.ts")).exported,
  subscribe: async () => (await import("./subscribe.ts")).subscribe,
  subscriptions: async () => (await import("./subscriptions.ts")).subscriptions,
  edit: async () => (await import("./edit.ts")).edit,
  pause: async () => (await import("./pause.ts")).pause,
  resume: async () => (await import("./resume.ts")).resume,
  unsubscribe: async () => (await import("./unsubscribe.ts")).unsubscribe,
  preview: async () => (await import("./preview.ts")).preview,
  status: async () => (await import("./status.ts")).status,
  privacy: async () => (await import("./privacy.ts")).privacy,
  settings: async () => (await import("./settings.ts")).settings,
  details: async () => (await import("./show.ts")).details,
  more: async () => (await import("./more.ts")).more,
  share: async () => (await import("./more.ts")).share,
  vote: async () => (await import("./vote.ts")).vote,
  find: async () => (await import("./find.ts")).find,
  home: async () => (await import("./home.ts")).home,
  rest: async () => (await import("./rest.ts")).rest,
  setup: async () => (await import("./setup.ts")).setup,
};

/** What a call starting with this word can need: the subcommand alone, or all of them for help and for a wrong word. */
export async function commandsFor(word: string): Promise<readonly AnyCommand[]> {
  const command = word !== "help" && Object.hasOwn(files, word) ? await files[word]?.() : null;
  return command?.reach === "typed" ? [command] : (await import("./index.ts")).commands;
}
