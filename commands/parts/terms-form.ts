import { encodeButton } from "../../src/core/command/button.ts";
import { formChannel, type Form, type FormField } from "../../src/core/command/reply.ts";
import type { Context } from "../../src/core/command/define.ts";
import type { Action } from "../../src/core/messages/message.ts";
import type { Subscription, SubscriptionTerms } from "../../src/core/store/store.ts";

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
const layouts = { list: "One list", cards: "Cards: the titles, then a message for each paper" };

const kinds = {
  new: "New papers, those with votes first",
  taste: "New papers most like what people here vote for",
  trending: "New papers with most upvotes on Hugging Face",
  top: "What your team voted for most",
};
const dayKeys: Record<string, string> = {
  daily: "mon,tue,wed,thu,fri,sat,sun",
  weekdays: "mon,tue,wed,thu,fri",
  weekly: "mon",
};

/** The fields that people change most. */
const mainFields = ({ topics, at, on, tz }: SubscriptionTerms): FormField[] => [
  field("topic", "Topics", "With commas between several. Empty: the Daily Papers", topics.join(", ")),
  { ...field("at", "Time", "Like 14:30 or 2:30pm", at), kind: "time" },
  { ...field("on", "Days", "", dayKeys[on] ?? on), kind: "days", choices: choicesOf(dayNames), required: true },
  field("tz", "Time zone", "A zone or a city, like America/New_York or Tokyo", tz),
];

/** The other ones, which fit into a dialog of five. */
const otherFields = ({ exclude, limit, layout, minvotes, of }: SubscriptionTerms): FormField[] => [
  field("limit", "Papers at most", "From 1 to 10", `${limit}`),
  { ...field("layout", "Layout", "", layout), kind: "radio", choices: choicesOf(layouts) },
  { ...field("of", "Which papers", "", of), kind: "radio", choices: choicesOf(kinds) },
  field("exclude", "Without papers about", "Like: survey, benchmark. Empty: nothing is left out", exclude.join(", ")),
  field("minvotes", "Votes of your team at least", "0: all papers", `${minvotes}`),
];

/** Whether a dialog of the platform is too small for all fields, so that the others come in a second one. */
const needsSecondDialog = ({ chat }: Context): boolean => (chat?.dialogFields ?? allFields) < allFields;

/** The channel and every other field. */
const allFields = 10;

/** The dialog for a new roundup: in a channel that is chosen, first the one it was opened in. */
export function newRoundupForm(context: Context, terms: SubscriptionTerms): Form {
  const { channel } = context;
  const here = channel && !channel.direct ? channel.id : "";
  const place: FormField = { ...field(formChannel, "Channel", "", here), kind: "channel", required: true };
  const others = needsSecondDialog(context) ? [] : otherFields(terms);
  return {
    title: "Set up a roundup",
    submitLabel: "Subscribe",
    call: encodeButton("subscribe"),
    fields: [place, ...mainFields(terms), ...others],
  };
}

/** The dialog that changes a roundup. */
export function changeForm(context: Context, subscription: Subscription): Form {
  const { number } = subscription;
  const others = needsSecondDialog(context) ? [] : otherFields(subscription);
  return {
    title: `Change roundup ${number}`,
    submitLabel: "Save",
    call: encodeButton("edit", { number: `${number}` }),
    fields: [...mainFields(subscription), ...others],
  };
}

/** The second dialog, where one is too small. */
export const otherTermsForm = (subscription: Subscription): Form => ({
  title: `Roundup ${subscription.number}: more settings`,
  submitLabel: "Save",
  call: encodeButton("terms", { number: `${subscription.number}` }),
  fields: otherFields(subscription),
});

/** The button to the second dialog; none where one holds all. */
export const moreSettings = (context: Context, number: number): Action[] =>
  needsSecondDialog(context)
    ? [{ role: "plain", label: "More settings", call: encodeButton("terms", { number: `${number}` }) }]
    : [];

const field = (key: string, label: string, hint: string, value: string): FormField => ({
  key,
  kind: "text",
  label,
  hint,
  value,
  choices: null,
  required: false,
});
