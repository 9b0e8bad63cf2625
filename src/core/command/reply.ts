import type { Message } from "../messages/message.ts";

/** A file for the caller: an export or the member's own data. */
export interface ReplyFile {
  name: string;
  mediaType: string;
  text: string;
}

/** A field of a form; `key` is the option of the subcommand it fills. */
export interface FormField {
  key: string;
  label: string;
  hint: string;
  value: string;
  /** The only values it takes; null for free text. */
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
  /** Best shown in a dialog, where the platform has them. */
  dialog?: true;
  /** Replaces the message whose button was pressed, where only the caller sees that. */
  replaces?: true;
  /** The pressed post as it is now; drawn in its place, for everybody who sees it. */
  redraws?: Message;
}
