import { encodeButton } from "../../src/core/command/button.ts";
import type { Reply } from "../../src/core/command/reply.ts";
import { prose } from "../../src/core/messages/prose.ts";
import type { Action } from "../../src/core/messages/message.ts";
import type { Subscription, SubscriptionTerms } from "../../src/core/store/store.ts";
import { type RoundupPlace } from "./destination.ts";
import type { TypedTerms } from "./subscription-options.ts";
import { aboutWords, placeOf, subscriptionJson, termsWords } from "./subscriptions.ts";

const topicKey = (topics: readonly string[]): string =>
  topics
    .map((topic) => topic.toLowerCase())
    .sort()
    .join(",");

/** Whether a roundup would tell the same place about the same thing as another one. */
export const isSameRoundup = (one: Subscription, other: SubscriptionTerms & RoundupPlace): boolean =>
  one.to === other.to &&
  one.channel === other.channel &&
  (one.to === "here" || one.madeBy === other.madeBy) &&
  one.of === other.of &&
  topicKey(one.topics) === topicKey(other.topics) &&
  topicKey(one.like) === topicKey(other.like);

/** The answer to a second roundup about the same topic: the first one, and a button that changes it to what was typed. */
export function offerChange(same: Subscription, { topic: _topic, of: _of, ...typed }: TypedTerms): Reply {
  const { number } = same;
  const spans = [
    placeOf(same),
    { text: same.to === "here" ? " already gets a roundup about " : " already get a roundup about " },
    { text: aboutWords(same), bold: true as const },
    {
      text: `: number ${number}, ${termsWords(same)}. A second one would say the same things twice, so none was made.`,
    },
  ];
  return {
    visibility: "caller",
    message: {
      title: "",
      blocks: [
        { kind: "text", spans },
        { kind: "note", spans: prose(`Change the first one instead: \`/papers edit ${number} at:10:00\``) },
        { kind: "actions", actions: [changeAction(number, typed)] },
      ],
      footer: [],
    },
    json: { subscription: subscriptionJson(same), created: false },
  };
}

/** A press changes the roundup to what was typed; it opens the dialog where nothing else was typed or a button cannot hold it. */
function changeAction(number: number, typed: Partial<TypedTerms>): Action {
  const wanted = Object.entries(typed).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]]));
  const which = { number: `${number}` };
  const dialog: Action = { role: "primary", label: "Change", call: encodeButton("edit", which) };
  if (wanted.length === 0) return dialog;
  try {
    const call = encodeButton("edit", { ...which, ...(Object.fromEntries(wanted) as Record<string, string>) });
    return { role: "primary", label: `Change it to ${wanted.map(([, value]) => value).join(", ")}`, call };
  } catch {
    return dialog;
  }
}
