import { encodeButton } from "../../src/core/command/button.ts";
import type { Context } from "../../src/core/command/define.ts";
import type { Action, Block } from "../../src/core/messages/message.ts";
import type { Subscription } from "../../src/core/store/store.ts";
import { subscriptionLine, subscriptionsToSee } from "./subscriptions.ts";

/** The roundups that get buttons; with more, a message would be longer than the tightest platform takes. */
export const mostWithButtons = 5;

/** The button that opens the dialog for a new roundup. */
export const newRoundup: Action = { role: "primary", label: "New roundup", call: encodeButton("setup") };

/** The visible roundups, those of this channel first, and a line with buttons for each of the first five. */
export async function roundupLines(
  context: Context,
  screen: string,
): Promise<{ visible: Subscription[]; blocks: Block[] }> {
  const visible = await subscriptionsToSee(context);
  const here = (each: Subscription) => (each.channel === context.channel?.id ? 0 : 1);
  const blocks = visible
    .toSorted((a, b) => here(a) - here(b) || a.number - b.number)
    .flatMap((each, place): Block[] => [
      { kind: "text", spans: subscriptionLine(each) },
      ...(place < mostWithButtons ? [{ kind: "actions" as const, actions: roundupActions(each, screen) }] : []),
    ]);
  return { visible, blocks };
}

function roundupActions({ number: n, pausedBecause }: Subscription, screen: string): Action[] {
  const number = `${n}`;
  const about = `roundup ${n}`;
  const [label, command] = pausedBecause === null ? ["Pause", "pause"] : ["Resume", "resume"];
  return [
    { role: "plain", label: "Change", about, call: encodeButton("edit", { number }) },
    { role: "plain", label, about, call: encodeButton(command, { number, screen }) },
    { role: "plain", label: "Preview", about, call: encodeButton("preview", { number }) },
    { role: "danger", label: "End", about, call: encodeButton("unsubscribe", { number }) },
  ];
}
