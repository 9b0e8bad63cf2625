import { minuteMs } from "../../durations.ts";
import { codesIn, type NotTaken } from "./outcome.ts";

type Refused = NotTaken & { status: "refused" };

/** Tells an address that takes no mails from a mail server that takes none of ours, by what else the server takes. */
export interface Refusals {
  /** The server took a mail for this receiver. */
  taken(to: string): void;
  /** The refusal as it is to be treated: `deferred` as long as the cause may be the mail server and not the address. */
  judge(to: string, refused: Refused, isLastForm: boolean): Refused;
  /** What the server refuses, for health; null once it takes mails. */
  trouble(): string | null;
  /** Whether nothing is to be sent just now, because everybody was refused. */
  isHolding(): boolean;
}

/** After this many different receivers in a row are refused, the server is taken to refuse all our mails. */
const mostInARow = 3;
/** After this many refusals an address counts as refused, where no other mail was sent to compare with. */
const mostAlone = 3;
const holdMs = minuteMs;

/** Starts with no knowledge of the server. */
export function createRefusals(now: () => Date): Refusals {
  let mailsTaken = 0;
  let trouble: string | null = null;
  let heldUntil = 0;
  const inARow = new Set<string>();
  const doubted = new Map<string, { times: number; takenBefore: number }>();

  /** Whether the server took other mails since it first refused those for this receiver, or refused them too often. */
  const isProven = (to: string): boolean => {
    const { times, takenBefore } = doubted.get(to) ?? { times: 0, takenBefore: mailsTaken };
    doubted.set(to, { times: times + 1, takenBefore });
    return mailsTaken > takenBefore || times + 1 >= mostAlone;
  };
  return {
    taken(to) {
      mailsTaken++;
      trouble = null;
      heldUntil = 0;
      inARow.clear();
      doubted.delete(to);
    },
    judge(to, refused, isLastForm) {
      inARow.add(to);
      const refusesAll = inARow.size >= mostInARow;
      if (refusesAll) heldUntil = now().getTime() + holdMs;
      const proven = isProven(to);
      if (refusesAll || refused.why === "sender_refused") {
        trouble = `the mail server refuses ${refusesAll ? "every mail" : "a mail of ours"} (${codesIn(refused.detail)})`;
        return { ...refused, why: "sender_refused" };
      }
      if (isLastForm && !proven) return { ...refused, why: "deferred" };
      if (isLastForm) doubted.delete(to);
      return refused;
    },
    trouble: () => trouble,
    isHolding: () => now().getTime() < heldUntil,
  };
}
