import * as z from "zod";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import { textMessage } from "../src/core/messages/message.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { prose } from "../src/core/messages/prose.ts";
import { readZone } from "../src/core/command/zone.ts";
import type { SettingKey } from "../src/core/store/store.ts";
import { UserError } from "../src/errors.ts";
import { moveRoundups, offerToMove, roundupsIn, roundupsNamed } from "./parts/move-zone.ts";

interface SettingRule {
  /** What the setting decides, as part of a sentence. */
  means: string;
  takes: string;
  unset: (context: Context) => string;
  /** Reads a typed value as it is stored; null for an invalid one. */
  read: (typed: string) => string | null;
  /** What it takes, for a value that is nearly right. */
  says?: (typed: string) => string;
  /** Only admins may change it. */
  adminsOnly?: true;
}

const oneOfWords =
  (...values: string[]) =>
  (typed: string) =>
    values.find((value) => value === typed.toLowerCase()) ?? null;

const zoneIn = (typed: string): { zone?: string; says?: string } => readZone(typed);

const settable: Record<SettingKey, SettingRule> = {
  timezone: {
    means: "the zone of new roundups where a member's own is not known",
    takes: "a time zone like `Europe/Berlin`",
    unset: ({ defaultTimezone }) => defaultTimezone,
    read: (typed) => zoneIn(typed).zone ?? null,
    says: (typed) => zoneIn(typed).says ?? "",
  },
  quiet: {
    means: "what an ordinary day without news brings: one `line`, or nothing (`silent`)",
    takes: "`line` or `silent`",
    unset: () => "line",
    read: oneOfWords("line", "silent"),
  },
  emoji: {
    means: "more emoji that count as a vote, besides 👍 ⬆️ ❤️ 🔥",
    takes: "emoji, or `none`",
    unset: () => "none",
    read: readEmoji,
  },
  locked: {
    means: "whether only admins may change roundups",
    takes: "`yes` or `no`, from an admin",
    unset: () => "no",
    read: oneOfWords("yes", "no"),
    adminsOnly: true,
  },
  ask: {
    means: "whether words of topics and searches are sent to Hugging Face and arXiv to find more papers",
    takes: "`on` or `off`",
    unset: () => "on",
    read: oneOfWords("on", "off"),
  },
  announce: {
    means: "whether changes of roundups and settings are said in their channel: `all` or `none`",
    takes: "`all` or `none`",
    unset: () => "all",
    read: oneOfWords("all", "none"),
  },
  unfurl: {
    means: "whether a link to a paper that somebody pastes gets a line from me, where the chat shows such lines",
    takes: "`on` or `off`",
    unset: () => "on",
    read: oneOfWords("on", "off"),
  },
  names: {
    means: "whether the team's page names who voted for a paper or brought it",
    takes: "`on` or `off`",
    unset: () => "off",
    read: oneOfWords("on", "off"),
  },
  taste: {
    means: "whether roundups are ordered by what their channel voted for",
    takes: "`on` or `off`",
    unset: () => "on",
    read: oneOfWords("on", "off"),
  },
  updates: {
    means: "whether code, new versions and withdrawals of posted papers are told in the thread under their post",
    takes: "`on` or `off`",
    unset: () => "on",
    read: oneOfWords("on", "off"),
  },
};

const keyNames = Object.keys(settable) as SettingKey[];

/** What a setting means, where its words cannot be marked. */
const meaning = (key: SettingKey): string => settable[key].means.replaceAll("`", "");
const keyWords = `\`${keyNames.slice(0, -1).join("`, `")}\` or \`${keyNames.at(-1) ?? ""}\``;

/** Names of emoji without their colons, or the characters themselves, separated by blanks. */
function readEmoji(typed: string): string | null {
  if (typed.toLowerCase() === "none") return "none";
  const names = typed
    .split(/[\s,]+/)
    .map((word) => /^<a?:([\w~]+):\d+>$/.exec(word)?.[1] ?? word.replace(/^:|:$/g, ""));
  const fit = names.every((name) => /^[\p{L}\p{N}_+~'-]{1,64}$/u.test(name) || /^\p{RGI_Emoji}$/v.test(name));
  return fit && names.length <= 10 ? names.join(" ") : null;
}

/** `/papers settings timezone Europe/Berlin`: how the bot behaves in this workspace. */
export const settings = defineCommand({
  name: "settings",
  summary: `how I behave in this workspace: ${keyNames.join(", ")}`,
  options: {
    key: z.string().optional().describe(keyWords),
    value: z.string().optional().describe("what to set it to"),
    move: z.string().optional().describe("with `timezone`: the roundups of this zone move to the new one"),
  },
  example: "settings timezone Europe/Berlin",
  proposals: { key: keyNames.map((key) => ({ label: `${key}: ${meaning(key)}`, value: key })) },
  access: ({ key, value }) => (isChange(key, value) ? "workspaceConfigurer" : "anyone"),
  async run(input, context) {
    const { key, value } = splitKeyAndValue(input);
    const { move } = input;
    if (key === undefined) return listSettings(context);
    if (!isKey(key)) throw new UserError("usage", `\`key\` takes ${keyWords}.`, "settings");
    if (value === undefined) return listSettings(context, key);
    if (move !== undefined && key !== "timezone")
      throw new UserError("usage", "`move` goes with `timezone`: `settings timezone Europe/Paris move:Europe/Berlin`.");
    return changeSetting(context, key, value, move);
  },
});

const isKey = (key: string): key is SettingKey => Object.hasOwn(settable, key);

const isChange = (key: unknown, value: unknown): boolean =>
  value !== undefined || (typeof key === "string" && splitKeyAndValue({ key }).value !== undefined);

/** Splits `key` when key and value were typed as words and arrive together. */
function splitKeyAndValue({ key, value }: { key?: string | undefined; value?: string | undefined }) {
  const [, first, rest] = /^([^\s:=]+)(?:\s+|[:=]\s*)(.+)$/.exec(key ?? "") ?? [];
  return value === undefined && first ? { key: first.toLowerCase(), value: rest } : { key: key?.toLowerCase(), value };
}

async function listSettings(context: Context, only?: SettingKey) {
  const kept = await context.store.settings.all(context.workspace.id);
  const keys = keyNames.filter((key) => only === undefined || key === only);
  const values = Object.fromEntries(keys.map((key) => [key, kept[key] ?? settable[key].unset(context)]));
  return {
    visibility: "caller" as const,
    message: {
      title: "",
      blocks: keys.map((key) => ({
        kind: "text" as const,
        spans: [{ text: key, bold: true as const }, { text: ` ${values[key]}: ${meaning(key)}` }],
      })),
      footer: prose("Change one with `/papers settings <key> <value>`"),
    },
    json: { settings: values },
  };
}

function zoneToMove(typed: string): string {
  const { zone, says } = zoneIn(typed.trim());
  if (zone === undefined) throw new UserError("usage", `\`move\` takes ${says ?? "a time zone"}.`, "settings");
  return zone;
}

async function changeSetting(context: Context, key: SettingKey, typed: string, move?: string): Promise<Reply> {
  const { means: _, takes, read, says, adminsOnly } = settable[key];
  const value = read(typed.trim());
  if (value === null) {
    const text = `\`${key}\` takes ${says?.(typed) ?? takes}`;
    throw new UserError("usage", text.replace(/(?<![.?])$/, "."), "settings");
  }
  const profile = adminsOnly ? await context.caller.profile().catch(() => null) : null;
  if (adminsOnly && profile?.isAdmin !== true) {
    throw new UserError("not_allowed", `Only admins can change \`${key}\`. Ask one of them.`);
  }
  const before = (await context.store.settings.all(context.workspace.id))[key] ?? settable[key].unset(context);
  await context.store.settings.set(context.workspace.id, key, value);
  const moved = move === undefined ? [] : await moveRoundups(context, zoneToMove(move), value);
  const also = moved.length === 0 ? "" : ` Moved to it: ${roundupsNamed(moved)}.`;
  const left = key === "timezone" && before !== value ? await roundupsIn(context, before) : [];
  const said = textMessage(`${key} is now ${value}.${also}`);
  return {
    visibility: "caller",
    message: { ...said, blocks: [...said.blocks, ...offerToMove(left, before, value)] },
    json: { settings: { [key]: value } },
    announce: textMessage({ member: context.caller.id }, ` set ${key} to ${value} for this workspace.${also}`),
  };
}
