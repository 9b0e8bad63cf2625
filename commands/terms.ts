import { defineCommand } from "../src/core/command/define.ts";
import { number, terms } from "./parts/subscription-options.ts";
import { subscriptionJson, subscriptionToChange } from "./parts/subscriptions.ts";
import { otherTermsForm } from "./parts/terms-form.ts";

/** A button's command: the second dialog of a roundup, and what is sent with it. */
export const otherTerms = defineCommand({
  name: "terms",
  summary: "the settings of a roundup that its first dialog has no room for",
  options: {
    number,
    limit: terms.limit,
    layout: terms.layout,
    of: terms.of,
    exclude: terms.exclude,
    minvotes: terms.minvotes,
  },
  example: "edit 3 limit:3",
  reach: "button",
  answersPress: true,
  async run({ number: which }, context) {
    const { values } = context.call;
    if (Object.keys(values).length > 1) return context.rerun({ command: "edit", values });
    const subscription = await subscriptionToChange("edit", which, context);
    return {
      visibility: "caller",
      message: null,
      json: { subscription: subscriptionJson(subscription) },
      form: otherTermsForm(subscription),
    };
  },
});
