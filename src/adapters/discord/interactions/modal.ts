import type { ModalSubmitInteraction } from "discord.js";
import type { Form, FormField } from "../../../core/command/reply.ts";
import { cutWords } from "../../../core/messages/cut.ts";
import { limits } from "../limits.ts";

/** A form as Discord's dialog: fields with choices become menus. */
export const modalOf = ({ title, call, fields }: Form) => ({
  title: cutWords(title, limits.modalTitle),
  custom_id: call,
  components: fields
    .filter(({ kind }) => kind !== "channel")
    .slice(0, limits.fields)
    .map((field) => ({
      type: 18,
      label: cutWords(field.label, limits.fieldLabel),
      ...(field.hint && field.kind === "radio" ? { description: cutWords(field.hint, limits.fieldHint) } : {}),
      component: field.kind === "radio" ? menuOf(field, field.choices ?? []) : inputOf(field),
    })),
});

const inputOf = ({ key, hint, value, required }: FormField) => ({
  type: 4,
  custom_id: key,
  style: 1,
  required,
  ...(hint ? { placeholder: cutWords(hint, limits.fieldHint) } : {}),
  ...(value ? { value: value.slice(0, limits.fieldValue) } : {}),
});

const menuOf = ({ key, value, required }: FormField, choices: { label: string; value: string }[]) => ({
  type: 3,
  custom_id: key,
  required,
  options: choices.slice(0, limits.options).map((choice) => ({
    label: cutWords(choice.label, limits.optionText),
    value: choice.value.slice(0, limits.optionText),
    default: choice.value === value,
  })),
});

/** The submitted values by field. */
export const filledIn = ({ fields }: ModalSubmitInteraction): Record<string, string> =>
  Object.fromEntries(fields.fields.map((field, key) => [key, valueOf(field)]));

const valueOf = (field: object): string => {
  if ("values" in field && Array.isArray(field.values)) return String(field.values[0] ?? "");
  return "value" in field && typeof field.value === "string" ? field.value : "";
};
