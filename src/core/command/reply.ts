import type { Message } from "../messages/message.ts";

/** A file for the caller: an export or the member's own data. */
export interface ReplyFile {
  name: string;
  mediaType: string;
  text: string;
}

/** The key of the field that chooses the channel in which a form's command runs. */
export const formChannel = "channel";

/** How a field is filled in, where a platform has more than text: a time, week days (`mon,thu`), one choice, or a channel. */
export type FieldKind = "text" | "time" | "days" | "radio" | "channel";

/** A field of a form; `key` is the option of the subcommand it fills, or `formChannel`. */
export interface FormField {
  key: string;
  kind: FieldKind;
  label: string;
  hint: string;
  value: string;
  /** The values to choose from; null for free text. */
  choices: { label: string; value: string }[] | null;
  required: boolean;
}

/** A dialog that fills in a subcommand's options, on platforms with dialogs. */
export interface Form {
  title: string;
  submitLabel: string;
  /** The command call (`core/command/button.ts`) that the fields are added to. */
  call: string;
  fields: FormField[];
}

/** What a command answers. */
export interface Reply {
  /** Shown to the caller only, or posted in the channel. */
  visibility: "caller" | "channel";
  /** Null if the effect is visible elsewhere. */
  message: Message | null;
  /** The public JSON that the shell prints with `--json`. */
  json: unknown;
  /** One line for everybody in the channel: who changed what. */
  announce?: Message;
  /** The channel that `announce` is for, where it is not the one the call came from; the host posts it there. */
  announceIn?: string;
  file?: ReplyFile;
  form?: Form;
  /** The option whose value was refused, and why: a dialog shows it beside its field, or else its message offers to open it again. */
  wrong?: { option: string; says: string };
  /** Best shown in a dialog, where the platform has them. */
  dialog?: true;
  /** Replaces the message whose button was pressed, where only the caller sees that. */
  replaces?: true;
  /** The pressed post as it is now; drawn in its place, for everybody who sees it. */
  redraws?: Message;
}
