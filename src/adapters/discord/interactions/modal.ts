import { ChannelType, type ModalSubmitInteraction } from "discord.js";
import type { Form, FormField } from "../../../core/command/reply.ts";
import { cutWords } from "../../../core/messages/cut.ts";
import { limits } from "../limits.ts";

/** Where a roundup can appear. */
const postable = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
];

/** A form as Discord's dialog; in direct messages there is no channel to choose. */
export const modalOf = ({ title, call, fields }: Form, direct: boolean) => ({
  title: cutWords(title, limits.modalTitle),
  custom_id: call,
  components: fields
    .filter(({ kind }) => !(direct && kind === "channel"))
    .slice(0, limits.fields)
    .map((field) => ({
      type: 18,
      label: cutWords(field.label, limits.fieldLabel),
      ...(field.hint ? { description: cutWords(field.hint, limits.fieldHint) } : {}),
      component: componentOf(field),
    })),
});

function componentOf(field: FormField) {
  const { key, kind, value, required, choices } = field;
  const common = { custom_id: key, required };
  switch (kind) {
    // Discord has no field for times.
    case "text":
    case "time":
      return { type: 4, ...common, style: 1, ...(value ? { value: value.slice(0, limits.fieldValue) } : {}) };
    case "channel": {
      const chosen = value ? { default_values: [{ id: value, type: "channel" }] } : {};
      return { type: 8, ...common, channel_types: postable, ...chosen };
    }
    case "radio":
      return { type: 3, ...common, options: selectOptions(choices ?? [], [value]) };
    case "days": {
      const options = selectOptions(choices ?? [], value.split(","));
      return { type: 3, ...common, min_values: required ? 1 : 0, max_values: options.length, options };
    }
  }
}

const selectOptions = (choices: readonly { label: string; value: string }[], chosen: readonly string[]) =>
  choices.slice(0, limits.options).map((choice) => ({
    label: cutWords(choice.label, limits.optionText),
    value: choice.value.slice(0, limits.optionText),
    default: chosen.includes(choice.value),
  }));

/** The submitted values by field. */
export const filledIn = ({ fields }: ModalSubmitInteraction): Record<string, string> =>
  Object.fromEntries(fields.fields.map((field, key) => [key, valueOf(field)]));

const valueOf = (field: object): string => {
  if ("values" in field && Array.isArray(field.values)) return field.values.join(",");
  return "value" in field && typeof field.value === "string" ? field.value : "";
};
