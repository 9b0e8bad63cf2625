import type { InputBlock, View } from "@slack/types";
import type { CommandCall } from "../../../core/adapter.ts";
import type { Form, FormField } from "../../../core/command/reply.ts";
import type { Message } from "../../../core/messages/message.ts";
import { blocksOf } from "./blocks.ts";
import { plainElement } from "./elements.ts";
import { limits } from "../limits.ts";

/** The callback id of every form. */
export const formCallback = "papers_form";

/** Where a dialog was opened: Slack does not say it again when a button of the dialog is pressed. */
export interface DialogMemory {
  channel: CommandCall["channel"];
  responseUrl: string | null;
}

/** What a form's view stores between opening and submitting. */
export interface FormMemory extends DialogMemory {
  call: string;
}

/** A message as a dialog without fields. */
export const dialogView = (
  message: Message,
  { channel }: Pick<CommandCall, "channel">,
  responseUrl: string | null,
): View => ({
  type: "modal",
  private_metadata: JSON.stringify({ channel, responseUrl } satisfies DialogMemory),
  title: plainElement("Paper", limits.modalTitle),
  close: plainElement("Close", limits.modalTitle),
  blocks: blocksOf(message).slice(0, limits.blocksInView),
});

/** A message as the app's Home page. */
export const homeView = (message: Message): View => ({
  type: "home",
  blocks: blocksOf(message).slice(0, limits.blocksInView),
});

/** A form as a dialog; its metadata carries what the submission needs. */
export function formView(form: Form, { channel }: Pick<CommandCall, "channel">, responseUrl: string | null): View {
  const memory: FormMemory = { call: form.call, channel, responseUrl };
  return {
    type: "modal",
    callback_id: formCallback,
    title: plainElement(form.title, limits.modalTitle),
    submit: plainElement(form.submitLabel, limits.modalTitle),
    close: plainElement("Cancel", limits.modalTitle),
    private_metadata: JSON.stringify(memory).slice(0, limits.privateMetadata),
    blocks: form.fields.map(inputBlock),
  };
}

function inputBlock(field: FormField): InputBlock {
  const { key, kind, label, hint, required } = field;
  return {
    type: "input",
    block_id: key,
    label: plainElement(label, 2_000),
    // Slack's pickers leave nothing to explain.
    ...(hint && kind === "text" ? { hint: plainElement(hint, 2_000) } : {}),
    optional: !required,
    element: elementOf(field),
  };
}

function elementOf({ key, kind, value, choices }: FormField): InputBlock["element"] {
  const options = (choices ?? []).slice(0, limits.selectOptions).map((choice) => ({
    text: plainElement(choice.label, limits.optionText),
    value: choice.value,
  }));
  switch (kind) {
    case "text":
      return { type: "plain_text_input", action_id: key, ...(value ? { initial_value: value } : {}) };
    case "time":
      return { type: "timepicker", action_id: key, ...(value ? { initial_time: value } : {}) };
    case "channel":
      return {
        type: "conversations_select",
        action_id: key,
        filter: { include: ["public", "private"], exclude_bot_users: true },
        ...(value ? { initial_conversation: value } : {}),
      };
    case "days": {
      const days = value.split(",");
      const chosen = options.filter((option) => days.includes(option.value));
      return { type: "checkboxes", action_id: key, options, ...(chosen.length > 0 ? { initial_options: chosen } : {}) };
    }
    case "radio": {
      const chosen = options.find((option) => option.value === value);
      return { type: "radio_buttons", action_id: key, options, ...(chosen ? { initial_option: chosen } : {}) };
    }
  }
}

/** The values of a submitted form by option; a text field that was emptied has an empty one. */
export function formValues(state: Record<string, Record<string, unknown>>): Record<string, string> {
  const filled = Object.values(state).flatMap((fields) =>
    Object.entries(fields as Record<string, FilledField>).flatMap(([key, field]) => {
      const text = submittedText(field);
      return text !== "" || "value" in field ? [[key, text] as const] : [];
    }),
  );
  return Object.fromEntries(filled);
}

interface FilledField {
  value?: string | null;
  selected_option?: { value: string } | null;
  selected_options?: { value: string }[];
  selected_time?: string | null;
  selected_conversation?: string | null;
}

/** The value of a submitted field. */
function submittedText({
  value,
  selected_option,
  selected_options,
  selected_time,
  selected_conversation,
}: FilledField): string {
  const days = selected_options?.map((option) => option.value).join(",");
  return selected_option?.value ?? selected_time ?? selected_conversation ?? days ?? value ?? "";
}
