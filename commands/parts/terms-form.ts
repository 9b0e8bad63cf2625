import { encodeButton } from "../../src/core/command/button.ts";
import { formChannel, type Form, type FormField } from "../../src/core/command/reply.ts";
import type { SubscriptionTerms } from "../../src/core/store/store.ts";

/** What a dialog for a roundup's terms is for; `elsewhere`: it asks for the channel too. */
export interface TermsForm {
  title: string;
  submitLabel: string;
  command: string;
  elsewhere: boolean;
}

const dayNames = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};
const choicesOf = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const layouts = { list: "One list", cards: "A message for each paper, under a short one" };

/** A dialog with a roundup's terms, those that people change most first: a platform with less room leaves out the last ones. */
export function termsForm(
  { title, submitLabel, command, elsewhere }: TermsForm,
  values: Record<string, string>,
  terms: SubscriptionTerms,
): Form {
  const { topics, exclude, at, on, tz, limit, layout, minvotes } = terms;
  const fields: FormField[] = [
    field("topic", "About", "gan, diffusion; none: the Daily Papers", topics.join(", ")),
    { ...field("at", "At", "09:00", at), kind: "time" },
    { ...field("on", "On", "daily, weekdays, weekly, or mon,thu", on), kind: "days", choices: choicesOf(dayNames) },
    field("tz", "Time zone", "Europe/Berlin", tz),
    field("limit", "Papers at most", "1 to 10", `${limit}`),
    { ...field("layout", "Looks like", "", layout), kind: "radio", choices: choicesOf(layouts) },
    field("exclude", "Without papers about", "survey, benchmark; none: nothing is left out", exclude.join(", ")),
    field("minvotes", "Votes of the team at least", "0: all papers", `${minvotes}`),
  ];
  const place: FormField = { ...field(formChannel, "Channel", "", ""), kind: "channel", required: true };
  return { title, submitLabel, call: encodeButton(command, values), fields: elsewhere ? [place, ...fields] : fields };
}

const field = (key: string, label: string, hint: string, value: string): FormField => ({
  key,
  kind: "text",
  label,
  hint,
  value,
  choices: null,
  required: false,
});
