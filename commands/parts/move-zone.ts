import { checkConfigurer } from "../../src/core/command/access.ts";
import { encodeButton } from "../../src/core/command/button.ts";
import type { Context } from "../../src/core/command/define.ts";
import type { Block } from "../../src/core/messages/message.ts";
import type { Subscription } from "../../src/core/store/store.ts";
import { UserError } from "../../src/errors.ts";
import { nextFreeSlot, subscriptionsToSee, subscriptionTerms } from "./subscriptions.ts";

/** The channels' roundups in a zone that the caller may change. Personal ones keep their member's own zone. */
export async function roundupsIn(context: Context, tz: string): Promise<Subscription[]> {
  const there = (await subscriptionsToSee(context)).filter((each) => each.to === "here" && each.tz === tz);
  const allowed = await Promise.all(there.map(async (each) => ((await mayChange(context, each)) ? [each] : [])));
  return allowed.flat();
}

const mayChange = (context: Context, { channel }: Subscription): Promise<boolean> =>
  checkConfigurer("settings", context, channel).then(
    () => true,
    (error: unknown) => {
      if (error instanceof UserError) return false;
      throw error;
    },
  );

/** Moves the roundups of a zone to another one, at the same hour; which ones these were. */
export async function moveRoundups(context: Context, from: string, to: string): Promise<Subscription[]> {
  const moving = await roundupsIn(context, from);
  for (const subscription of moving) {
    const terms = { ...subscriptionTerms(subscription), tz: to };
    const next = await nextFreeSlot(context, terms, subscription.id);
    await context.store.subscriptions.change(subscription.id, terms, next, context.now());
  }
  return moving;
}

/** Says which roundups still keep the old zone, with a button that moves them. */
export function offerToMove(roundups: readonly Subscription[], from: string, to: string): Block[] {
  if (roundups.length === 0) return [];
  const keep = roundups.length === 1 ? "still keeps" : "still keep";
  const call = encodeButton("settings", { key: "timezone", value: to, move: from });
  return [
    { kind: "text", spans: [{ text: `${capitalised(roundupsNamed(roundups))} ${keep} ${from}.` }] },
    {
      kind: "actions",
      actions: [{ role: "plain", label: roundups.length === 1 ? "Move it too" : "Move them too", call }],
    },
  ];
}

/** Roundups by their numbers, as in "roundups 1, 3 and 4". */
export const roundupsNamed = (roundups: readonly Subscription[]): string =>
  `${roundups.length === 1 ? "roundup" : "roundups"} ${new Intl.ListFormat("en-GB").format(roundups.map(({ number }) => `${number}`))}`;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
