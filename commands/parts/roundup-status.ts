import type { Context } from "../../src/core/command/define.ts";
import { shortDay } from "../../src/core/messages/dates.ts";
import { prose } from "../../src/core/messages/prose.ts";
import { type Block, momentSpan, type Span } from "../../src/core/messages/message.ts";
import type { Delivery, Subscription } from "../../src/core/store/store.ts";
import { dayWords } from "./schedule-words.ts";
import { aboutWords, placeOf, subscriptionJson, subscriptionsToSee } from "./subscriptions.ts";
import { dayMs } from "../../src/durations.ts";

const statusWindowMs = 35 * dayMs;
const mostMissed = 5;

/** The state of each visible roundup: the last and next one, whether it is paused, which were missed and why. */
export async function roundupStatus(context: Context): Promise<{ blocks: Block[]; json: unknown }> {
  const { store, workspace, now } = context;
  const visible = await subscriptionsToSee(context);
  const at = now();
  const planned = await store.deliveries.since(workspace.id, new Date(at.getTime() - statusWindowMs));
  const past = planned.filter(({ dueAt }) => dueAt <= at);
  const reports = visible.map((subscription) => {
    const own = past.filter((delivery) => delivery.subscription.id === subscription.id);
    const last = own.find(({ state }) => state === "sent" || state === "empty");
    const open = own.find(({ state }) => state === "pending" || state === "sending" || state === "ambiguous");
    const lost = own.filter(({ state }) => state === "missed" || state === "failed" || state === "unknown");
    return { subscription, last, open, lost };
  });
  return {
    blocks: reports.map((report) => ({ kind: "text", spans: reportSpans(report) })),
    json: reports.map(({ subscription, last, lost }) => ({
      ...subscriptionJson(subscription),
      last: last ? { date: last.slot, state: last.state } : null,
      missed: lost.map(({ slot, state, reason }) => ({ date: slot, state, reason })),
    })),
  };
}

interface Report {
  subscription: Subscription;
  last: Delivery | undefined;
  open: Delivery | undefined;
  lost: Delivery[];
}

function reportSpans({ subscription, last, open, lost }: Report): Span[] {
  const { number, tz, next, pausedBecause } = subscription;
  const nextOne: Span[] = [{ text: `next ${shortDay(next.date)} ${subscription.at} ${tz}` }, momentSpan(next.dueAt)];
  const parts: (Span[] | undefined)[] = [
    last && [{ text: `last ${dayWords(last.dueAt, tz)}${last.state === "empty" ? " (nothing new)" : ""}` }],
    open && prose(`on its way${open.reason ? `: ${open.reason}` : ""}`),
    pausedBecause === null ? nextOne : prose(`paused: ${pausedBecause}`),
    ...lostWords(lost).map(prose),
  ];
  const said = parts.filter((part) => part !== undefined);
  return [
    { text: `Roundup ${number} (${aboutWords(subscription)}, ` },
    placeOf(subscription),
    { text: "): " },
    ...said.flatMap((part, i): Span[] => (i === 0 ? part : [{ text: "; " }, ...part])),
    { text: "." },
  ];
}

function lostWords(lost: Delivery[]): string[] {
  const byReason = Map.groupBy(
    lost,
    ({ state, reason }) => `${stateWords[state] ?? state} (${reason ?? "no reason known"})`,
  );
  return [...byReason].map(([what, those]) => {
    const days = those.slice(0, mostMissed).map(({ slot }) => shortDay(slot));
    const more = those.length - days.length;
    return `${what}: ${days.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  });
}

const stateWords: Partial<Record<Delivery["state"], string>> = {
  missed: "missed",
  failed: "failed",
  unknown: "perhaps not posted",
};
